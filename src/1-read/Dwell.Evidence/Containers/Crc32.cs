using System.Buffers.Binary;

namespace Dwell.Evidence.Containers;

/// <summary>CRC-32 as zip and gzip use it (IEEE 802.3; RFC 1952 section 8).</summary>
internal static class Crc32
{
    private const uint ReversedPolynomial = 0xEDB88320;
    private const int Slices = 8;

    private static readonly uint[] Table = MakeTable();

    /// <summary>
    /// The checksum of what <paramref name="crc"/> is the checksum of, and then <paramref name="bytes"/>; 0
    /// to begin with.
    /// </summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes) => ~Update(~crc, bytes);

    // Eight bytes a step, each through the table of its place ("slicing by 8").
    private static uint Update(uint state, ReadOnlySpan<byte> bytes)
    {
        var table = Table;
        while (bytes.Length >= Slices)
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ state;
            state = table[7 * 256 + (byte)low] ^ table[6 * 256 + (byte)(low >> 8)]
                ^ table[5 * 256 + (byte)(low >> 16)] ^ table[4 * 256 + (low >> 24)]
                ^ table[3 * 256 + bytes[4]] ^ table[2 * 256 + bytes[5]] ^ table[256 + bytes[6]] ^ table[bytes[7]];
            bytes = bytes[Slices..];
        }

        foreach (var b in bytes)
            state = table[(byte)(state ^ b)] ^ (state >> 8);
        return state;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[Slices * 256];
        for (var i = 0u; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
                value = (value & 1) != 0 ? (value >> 1) ^ ReversedPolynomial : value >> 1;
            table[i] = value;
        }

        for (var i = 256; i < table.Length; i++)
            table[i] = (table[i - 256] >> 8) ^ table[(byte)table[i - 256]];
        return table;
    }
}
