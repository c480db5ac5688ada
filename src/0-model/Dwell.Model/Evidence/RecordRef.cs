namespace Dwell.Model.Evidence;

/// <summary>
/// Where a record lies: the number of its evidence in this run's manifest (dense, from 0, in the order of the
/// manifest), the offset of its first byte in the unpacked evidence, and its length in bytes.
/// Facts and hits keep this; a <see cref="Citation"/> is made of it only when a finding cites the record.
/// </summary>
public readonly record struct RecordRef(int Evidence, long Offset, int Length) : IComparable<RecordRef>
{
    /// <summary>Order of reading: evidence number, then offset.</summary>
    public int CompareTo(RecordRef other)
    {
        var byEvidence = Evidence.CompareTo(other.Evidence);
        return byEvidence != 0 ? byEvidence : Offset.CompareTo(other.Offset);
    }

    /// <summary>Read earlier.</summary>
    public static bool operator <(RecordRef left, RecordRef right) => left.CompareTo(right) < 0;

    /// <summary>Read later.</summary>
    public static bool operator >(RecordRef left, RecordRef right) => left.CompareTo(right) > 0;

    /// <summary>Not read later.</summary>
    public static bool operator <=(RecordRef left, RecordRef right) => left.CompareTo(right) <= 0;

    /// <summary>Not read earlier.</summary>
    public static bool operator >=(RecordRef left, RecordRef right) => left.CompareTo(right) >= 0;
}
