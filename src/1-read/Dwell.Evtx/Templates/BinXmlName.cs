using System.Buffers.Binary;
using System.Text;

namespace Dwell.Evtx.Templates;

/// <summary>
/// A name as BinXML stores it: offset of the next name with the same hash (4 bytes), hash (2), count of characters (2),
/// UTF-16 characters, a NUL (MS-EVEN6 2.2.12, <c>Name</c>; the chain of next offsets is never followed here).
/// </summary>
internal static class BinXmlName
{
    private const int NextBytes = 4;
    private const int HeadBytes = NextBytes + 4;
    private const int TerminatorBytes = 2;
    private const int HashMultiplier = 65_599;

    /// <summary>Bytes of the whole name at the offset, or 0 when it does not fit into the chunk.</summary>
    public static int LengthAt(ReadOnlySpan<byte> chunk, uint offset)
    {
        if (offset > (uint)chunk.Length || chunk.Length - (int)offset < HeadBytes + TerminatorBytes)
            return 0;
        var characters = BinaryPrimitives.ReadUInt16LittleEndian(chunk[((int)offset + NextBytes + 2)..]);
        var length = HeadBytes + (2 * characters) + TerminatorBytes;
        return length > chunk.Length - (int)offset ? 0 : length;
    }

    /// <summary>The characters of the name, whose length was checked by <see cref="LengthAt"/>.</summary>
    public static string TextAt(ReadOnlySpan<byte> chunk, int offset, int length) =>
        Encoding.Unicode.GetString(chunk.Slice(offset + HeadBytes, length - HeadBytes - TerminatorBytes));

    /// <summary>Hash, count and characters of the name, as stored.</summary>
    public static byte[] HashAndText(ReadOnlySpan<byte> chunk, int offset, int length) =>
        chunk.Slice(offset + NextBytes, length - NextBytes - TerminatorBytes).ToArray();

    /// <summary>True when the name at the offset has this hash, count and these characters.</summary>
    public static bool HasText(ReadOnlySpan<byte> chunk, int offset, ReadOnlySpan<byte> hashAndText) =>
        chunk.Length - offset > NextBytes && chunk[(offset + NextBytes)..].StartsWith(hashAndText);

    /// <summary>
    /// True when the name at the offset fits and has the hash that its characters give: nothing else looks like that by
    /// chance. A wrong hash is let pass for an ASCII name with its NUL, as a careless writer might leave it.
    /// </summary>
    public static bool IsPlausible(ReadOnlySpan<byte> chunk, uint offset)
    {
        var length = LengthAt(chunk, offset);
        if (length <= HeadBytes + TerminatorBytes)
            return false;
        var name = chunk.Slice((int)offset, length);
        uint hash = 0;
        var isAsciiName = name[^1] == 0 && name[^2] == 0;
        for (var i = HeadBytes; i < length - TerminatorBytes; i += 2)
        {
            var unit = (char)BinaryPrimitives.ReadUInt16LittleEndian(name[i..]);
            hash = (hash * HashMultiplier) + unit;
            isAsciiName &= char.IsAsciiLetterOrDigit(unit) || unit is '_' or '-' or '.' or ':';
        }

        return (ushort)hash == BinaryPrimitives.ReadUInt16LittleEndian(name[NextBytes..]) || isAsciiName;
    }
}
