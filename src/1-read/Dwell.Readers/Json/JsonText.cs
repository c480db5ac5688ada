using System.Buffers.Text;
using System.Text;

namespace Dwell.Readers.Json;

/// <summary>Escapes of JSON strings (RFC 8259, section 7).</summary>
internal static class JsonText
{
    private const int HexDigits = 4;

    /// <summary>A text whose escapes are resolved; halves of a pair of surrogates that stand alone become U+FFFD.</summary>
    public static string Unescape(ReadOnlySpan<byte> raw)
    {
        var bytes = new byte[raw.Length];
        return Encoding.UTF8.GetString(bytes, 0, Unescape(raw, bytes));
    }

    /// <summary>Writes the text to <paramref name="to"/>, which has room for as many bytes as are read, and gives its length.</summary>
    public static int Unescape(ReadOnlySpan<byte> raw, Span<byte> to)
    {
        var used = 0;
        while (true)
        {
            var next = raw.IndexOf((byte)'\\');
            var plain = next < 0 ? raw : raw[..next];
            plain.CopyTo(to[used..]);
            used += plain.Length;
            if (next < 0)
                return used;
            raw = raw[(next + 1)..];
            raw = raw[WriteEscaped(raw, to, ref used)..];
        }
    }

    // How many bytes behind the backslash were read. What is no escape is kept as it is written.
    private static int WriteEscaped(ReadOnlySpan<byte> raw, Span<byte> to, ref int used)
    {
        if (raw.IsEmpty)
        {
            to[used++] = (byte)'\\';
            return 0;
        }

        if (raw[0] == 'u' && TryHex(raw[1..], out var unit))
            return 1 + HexDigits + WriteUnit(raw[(1 + HexDigits)..], unit, to, ref used);
        to[used] = raw[0] switch
        {
            (byte)'n' => (byte)'\n',
            (byte)'t' => (byte)'\t',
            (byte)'r' => (byte)'\r',
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            (byte)'"' or (byte)'\\' or (byte)'/' => raw[0],
            _ => (byte)'\\',
        };
        return to[used++] == '\\' && raw[0] != '\\' ? 0 : 1;
    }

    private static int WriteUnit(ReadOnlySpan<byte> rest, char unit, Span<byte> to, ref int used)
    {
        var rune = Rune.ReplacementChar;
        var more = 0;
        if (char.IsHighSurrogate(unit) && rest.StartsWith(@"\u"u8) && TryHex(rest[2..], out var low) && char.IsLowSurrogate(low))
            (rune, more) = (new Rune(unit, low), 2 + HexDigits);
        else if (!char.IsSurrogate(unit))
            rune = new Rune(unit);
        used += rune.EncodeToUtf8(to[used..]);
        return more;
    }

    private static bool TryHex(ReadOnlySpan<byte> text, out char unit)
    {
        unit = default;
        if (text.Length < HexDigits || !Utf8Parser.TryParse(text[..HexDigits], out ushort value, out var read, 'x') || read != HexDigits)
            return false;
        unit = (char)value;
        return true;
    }
}
