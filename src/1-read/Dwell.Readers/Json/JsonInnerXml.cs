using System.Buffers.Text;
using System.Text;

namespace Dwell.Readers.Json;

/// <summary>
/// Reads the XML of a Windows event that is the text of a field: elements are names joined by dots, <c>Data Name="X"</c> is <c>X</c>,
/// attributes are <c>@Name</c>. No entities but those of XML itself, no documents types, nothing from outside. Stops at what is no XML.
/// </summary>
internal sealed class JsonInnerXml
{
    private const int MostDepth = 32;

    private readonly JsonName[] _open = new JsonName[MostDepth + 1];
    private byte[] _text = new byte[1024];

    public static bool Begins(ReadOnlySpan<byte> text)
    {
        text = text.TrimStart(" \t\r\n"u8);
        return text.Length > 2 && text[0] == '<' && (char.IsAsciiLetter((char)text[1]) || text[1] is (byte)'?' or (byte)'!');
    }

    public void Read(ReadOnlySpan<byte> xml, JsonName prefix, JsonNames names, JsonEntries entries)
    {
        var depth = 0;
        var isLeaf = false;
        _open[0] = prefix;
        while (true)
        {
            var next = xml.IndexOf((byte)'<');
            if (next < 0)
                return;
            var text = xml[..next];
            xml = xml[(next + 1)..];
            var end = EndOfTag(xml);
            if (end < 0)
                return;
            var tag = xml[..end];
            xml = xml[(end + 1)..];
            if (tag.IsEmpty || tag[0] is (byte)'?' or (byte)'!')
                continue;
            if (tag[0] == '/')
            {
                if (depth == 0)
                    return;
                if (isLeaf)
                    entries.AddMade(_open[depth], Decoded(text));
                isLeaf = false;
                depth--;
                continue;
            }

            if (depth == MostDepth)
                return;
            _open[depth + 1] = Open(tag, _open[depth], names, entries);
            isLeaf = tag[^1] != '/';
            depth += isLeaf ? 1 : 0;
        }
    }

    private JsonName Open(ReadOnlySpan<byte> tag, JsonName parent, JsonNames names, JsonEntries entries)
    {
        var space = tag.IndexOfAny(" \t\r\n/"u8);
        var element = space < 0 ? tag : tag[..space];
        var attributes = space < 0 ? default : tag[space..];
        var name = names.Find(parent, element, isEscaped: false);
        while (TryAttribute(ref attributes, out var key, out var value))
        {
            if (key.SequenceEqual("Name"u8) && element.SequenceEqual("Data"u8))
                name = names.Find(parent, Decoded(value), isEscaped: false);
            else if (!key.StartsWith("xmlns"u8))
                entries.AddMade(names.Find(names.Find(parent, element, isEscaped: false), Marked(key), isEscaped: false), Decoded(value));
        }

        return name;
    }

    private static byte[] Marked(ReadOnlySpan<byte> key) => [(byte)'@', .. key];

    private static bool TryAttribute(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        key = value = default;
        var sign = rest.IndexOf((byte)'=');
        if (sign < 0)
            return false;
        key = rest[..sign].Trim(" \t\r\n"u8);
        rest = rest[(sign + 1)..].TrimStart(" \t\r\n"u8);
        if (rest.IsEmpty || rest[0] is not ((byte)'"' or (byte)'\''))
            return false;
        var end = rest[1..].IndexOf(rest[0]);
        if (end < 0)
            return false;
        value = rest.Slice(1, end);
        rest = rest[(end + 2)..];
        return true;
    }

    // A '>' inside of an attribute does not end the tag.
    private static int EndOfTag(ReadOnlySpan<byte> xml)
    {
        var at = 0;
        while (at < xml.Length)
        {
            var next = xml[at..].IndexOfAny("\"'>"u8);
            if (next < 0)
                return -1;
            at += next;
            if (xml[at] == '>')
                return at;
            var close = xml[(at + 1)..].IndexOf(xml[at]);
            if (close < 0)
                return -1;
            at += close + 2;
        }

        return -1;
    }

    private ReadOnlySpan<byte> Decoded(ReadOnlySpan<byte> text)
    {
        if (!text.Contains((byte)'&'))
            return text;
        if (_text.Length < text.Length)
            _text = new byte[text.Length * 2];
        var used = 0;
        while (!text.IsEmpty)
        {
            var end = text[0] == '&' ? text[..Math.Min(text.Length, 12)].IndexOf((byte)';') : -1;
            if (end > 0 && TryEntity(text[1..end], out var rune))
            {
                used += rune.EncodeToUtf8(_text.AsSpan(used));
                text = text[(end + 1)..];
                continue;
            }

            _text[used++] = text[0];
            text = text[1..];
        }

        return _text.AsSpan(0, used);
    }

    private static bool TryEntity(ReadOnlySpan<byte> name, out Rune rune)
    {
        rune = name switch
        {
            [(byte)'l', (byte)'t'] => new Rune('<'),
            [(byte)'g', (byte)'t'] => new Rune('>'),
            [(byte)'a', (byte)'m', (byte)'p'] => new Rune('&'),
            [(byte)'q', (byte)'u', (byte)'o', (byte)'t'] => new Rune('"'),
            [(byte)'a', (byte)'p', (byte)'o', (byte)'s'] => new Rune('\''),
            _ => default,
        };
        if (rune != default)
            return true;
        if (name is not [(byte)'#', ..])
            return false;
        var isHex = name.Length > 1 && (name[1] | 0x20) == 'x';
        var digits = name[(isHex ? 2 : 1)..];
        return Utf8Parser.TryParse(digits, out int value, out var read, isHex ? 'x' : 'd') && read == digits.Length && Rune.TryCreate(value, out rune);
    }
}
