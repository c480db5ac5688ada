using System.Buffers.Binary;

namespace Dwell.Evidence.Containers;

/// <summary>
/// What of a tar header says how much the platform's reader will hold in memory: the names and attributes of
/// the entries that follow are entries themselves, and are read whole.
/// </summary>
internal static class TarHeader
{
    /// <summary>
    /// The most bytes of names and attributes in front of an entry. Paths have 4 KiB, attributes of a file
    /// system 64 KiB each.
    /// </summary>
    public const int MaxExtendedBytes = 1 << 20;

    private const int BlockBytes = 512;
    // POSIX.1-2017, pax, "ustar Interchange Format": where size and type flag stand.
    private const int SizeOffset = 124;
    private const int SizeBytes = 12;
    private const int TypeOffset = 156;
    // GNU: a number too large for octal digits is a big-endian one behind a byte of 0x80 (or 0xFF, below 0).
    private const byte Binary = 0x80;

    /// <summary>
    /// Finds extended headers (pax <c>x</c> and <c>g</c>, GNU <c>L</c> and <c>K</c>) that lie in a row from
    /// <paramref name="offset"/> on, and are longer than <see cref="MaxExtendedBytes"/> together. Null where
    /// there are none; else the offset of the one that passes it.
    /// </summary>
    public static long? FindTooLong(EvidenceBytes bytes, long offset)
    {
        Span<byte> block = stackalloc byte[BlockBytes];
        var total = 0L;
        // The reader takes all of them that stand in front of one entry.
        while (bytes.ReadAt(offset, block) == BlockBytes && IsExtended(block[TypeOffset]))
        {
            var size = SizeOf(block.Slice(SizeOffset, SizeBytes));
            if (size > MaxExtendedBytes - total)
                return offset;
            // A global one is an entry of its own for the reader.
            if (block[TypeOffset] == (byte)'g')
                return null;
            total += size;
            offset += BlockBytes + (size + BlockBytes - 1) / BlockBytes * BlockBytes;
        }

        return null;
    }

    private static bool IsExtended(byte type) => type is (byte)'x' or (byte)'g' or (byte)'L' or (byte)'K';

    // Anything but a number is the reader's to refuse: 0 here. Blanks and zero bytes may stand around it.
    private static long SizeOf(ReadOnlySpan<byte> field)
    {
        if (field[0] == Binary)
            return (long)Math.Min(BinaryPrimitives.ReadUInt64BigEndian(field[^sizeof(ulong)..]), long.MaxValue);
        var size = 0L;
        foreach (var digit in field.Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7')
                return 0;
            size = size * 8 + digit - '0';
        }

        return size;
    }
}
