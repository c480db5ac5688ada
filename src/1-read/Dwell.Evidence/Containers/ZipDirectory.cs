using System.Buffers.Binary;

namespace Dwell.Evidence.Containers;

/// <summary>
/// Counts the entries of a zip before a reader makes an object of each: what the directory claims is not
/// believed (APPNOTE.TXT 6.3.10, sections 4.3.12 to 4.3.16).
/// </summary>
internal static class ZipDirectory
{
    private const uint EndSignature = 0x06054B50;
    private const uint End64LocatorSignature = 0x07064B50;
    private const uint End64Signature = 0x06064B50;
    private const uint EntrySignature = 0x02014B50;
    private const int EndBytes = 22;
    private const int End64LocatorBytes = 20;
    private const int End64Bytes = 56;
    private const int EntryBytes = 46;
    private const int MaxCommentBytes = ushort.MaxValue;

    /// <summary>
    /// Counts up to one more than <paramref name="max"/>; false when no directory is found.
    /// </summary>
    public static bool TryCount(EvidenceBytes zip, int max, out int count)
    {
        count = 0;
        if (!TryFindStart(zip, out var at))
            return false;
        Span<byte> header = stackalloc byte[EntryBytes];
        while (count <= max && at < zip.Length && zip.ReadAt(at, header) == EntryBytes
               && BinaryPrimitives.ReadUInt32LittleEndian(header) == EntrySignature)
        {
            count++;
            at += EntryBytes
                + BinaryPrimitives.ReadUInt16LittleEndian(header[28..])
                + BinaryPrimitives.ReadUInt16LittleEndian(header[30..])
                + BinaryPrimitives.ReadUInt16LittleEndian(header[32..]);
        }

        return true;
    }

    private static bool TryFindStart(EvidenceBytes zip, out long start)
    {
        start = 0;
        var tailStart = Math.Max(0, zip.Length - EndBytes - MaxCommentBytes);
        var tail = new byte[zip.Length - tailStart];
        zip.ReadAt(tailStart, tail);
        for (var i = tail.Length - EndBytes; i >= 0; i--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(i)) != EndSignature)
                continue;
            start = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(i + 16));
            if (start == uint.MaxValue)
                return TryFindStart64(zip, tailStart + i - End64LocatorBytes, out start);
            return start <= zip.Length;
        }

        return false;
    }

    private static bool TryFindStart64(EvidenceBytes zip, long locatorAt, out long start)
    {
        start = 0;
        Span<byte> locator = stackalloc byte[End64LocatorBytes];
        Span<byte> end = stackalloc byte[End64Bytes];
        if (locatorAt < 0 || zip.ReadAt(locatorAt, locator) != End64LocatorBytes
            || BinaryPrimitives.ReadUInt32LittleEndian(locator) != End64LocatorSignature)
        {
            return false;
        }

        var endAt = BinaryPrimitives.ReadInt64LittleEndian(locator[8..]);
        if (endAt < 0 || zip.ReadAt(endAt, end) != End64Bytes
            || BinaryPrimitives.ReadUInt32LittleEndian(end) != End64Signature)
        {
            return false;
        }

        start = BinaryPrimitives.ReadInt64LittleEndian(end[48..]);
        return start >= 0 && start <= zip.Length;
    }
}
