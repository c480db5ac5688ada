using Dwell.Model.Evidence;
using Dwell.Model.Time;

namespace Dwell.Facts.DuckDb.Schema;

/// <summary>
/// Packs what every row has into two integers: where its record lies, in the order of reading, and a tail of its length, its
/// number among the facts of the record, and how its time was written. Small integers side by side cost less than columns.
/// </summary>
internal static class RowPlace
{
    /// <summary>Bits of the offset: 4 TiB of one unpacked evidence item.</summary>
    public const int OffsetBits = 42;

    /// <summary>Bits of the number within the record.</summary>
    public const int PartBits = 16;

    /// <summary>Bits of precision and trust, four each.</summary>
    public const int ClockBits = 8;

    private const long MaximumEvidence = (1L << (63 - OffsetBits)) - 1;

    /// <summary>Throws <see cref="NotSupportedException"/> for a place beyond what the bits hold.</summary>
    public static long Of(RecordRef record)
    {
        if ((ulong)record.Offset >> OffsetBits != 0 || (ulong)record.Evidence > MaximumEvidence)
            Refuse(record);
        return ((long)record.Evidence << OffsetBits) | record.Offset;
    }

    public static long TailOf(int length, int part, UtcInstant? time)
    {
        var clock = time is { } at ? (int)at.Precision | ((int)at.Trust << 4) : 0;
        return ((long)length << (PartBits + ClockBits)) | ((long)part << ClockBits) | (long)clock;
    }

    public static RecordRef RecordOf(long place, long tail) =>
        new((int)(place >> OffsetBits), place & ((1L << OffsetBits) - 1), (int)(tail >> (PartBits + ClockBits)));

    public static int PartOf(long tail) => (int)((tail >> ClockBits) & ((1 << PartBits) - 1));

    public static UtcInstant InstantOf(long ticks, long tail) => new(ticks, (TimePrecision)(tail & 15), (TimeTrust)((tail >> 4) & 15));

    private static void Refuse(RecordRef record) => throw new NotSupportedException(
        $"The record at {record.Offset} of evidence {record.Evidence} lies beyond what the store can address ({1L << OffsetBits} bytes in {MaximumEvidence} items): split the evidence.");
}
