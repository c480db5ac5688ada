using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Dwell.Evtx.Templates;

/// <summary>
/// The bytes of a template definition, and where in them names are referred to. The same template has other name
/// offsets in every chunk, and its names may stand in it or elsewhere, so equality is decided piece by piece: bytes
/// between names must be equal, and each name must have the same characters. That is a comparison, not a hash: a file
/// can't pass one template off as another by giving it the same id.
/// </summary>
internal sealed class TemplateFingerprint(byte[] bytes, ImmutableArray<TemplateName> names)
{
    public int Length => bytes.Length;

    /// <summary>True when the BinXML at <paramref name="start"/> of the chunk, <see cref="Length"/> bytes long, is this template.</summary>
    public bool Matches(ReadOnlySpan<byte> chunk, int start)
    {
        if (bytes.Length > chunk.Length - start)
            return false;
        var here = chunk.Slice(start, bytes.Length);
        var done = 0;
        foreach (var name in names)
        {
            if (!here[done..name.At].SequenceEqual(bytes.AsSpan(done, name.At - done)))
                return false;
            var offset = BinaryPrimitives.ReadUInt32LittleEndian(here[name.At..]);
            var isInline = offset == (uint)(start + name.At + sizeof(uint));
            if (isInline != name.InlineLength > 0 || offset > (uint)chunk.Length)
                return false;
            if (!BinXmlName.HasText(chunk, (int)offset, name.HashAndText))
                return false;
            done = name.At + sizeof(uint) + name.InlineLength;
        }

        return here[done..].SequenceEqual(bytes.AsSpan(done));
    }
}

/// <summary>
/// A reference to a name: where its 32-bit offset stands, how many bytes of the name follow in place (0 when it is
/// stored elsewhere), and the name's hash, length and characters as stored.
/// </summary>
internal readonly record struct TemplateName(int At, int InlineLength, byte[] HashAndText);
