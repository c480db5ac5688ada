using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Dwell.Evtx.Rendering;

/// <summary>Which characters can't be copied as they are; everything outside of ASCII is among them.</summary>
internal interface ISpecials
{
    static abstract bool IsSpecial(char unit);

    /// <summary>One bit a unit, set where it is special.</summary>
    static abstract uint Find(Vector512<ushort> units);

    /// <summary>The same for eight units.</summary>
    static abstract uint Find(Vector128<ushort> units);

    /// <summary>Writes a special ASCII character.</summary>
    static abstract void AppendAscii(Utf8Output output, byte unit);

    /// <summary>False for characters beyond ASCII that the target must not contain.</summary>
    static abstract bool CanHold(Rune rune);
}

/// <summary>JSON: control characters, quote, backslash.</summary>
internal readonly struct JsonSpecials : ISpecials
{
    public static bool IsSpecial(char unit) => unit is < ' ' or '"' or '\\' or >= '\x7F';

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Find(Vector512<ushort> units) =>
        (uint)(Ranges.Unprintable(units) | Vector512.Equals(units, Vector512.Create((ushort)'"'))
            | Vector512.Equals(units, Vector512.Create((ushort)'\\'))).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Find(Vector128<ushort> units) =>
        (Ranges.Unprintable(units) | Vector128.Equals(units, Vector128.Create((ushort)'"'))
            | Vector128.Equals(units, Vector128.Create((ushort)'\\'))).ExtractMostSignificantBits();

    public static void AppendAscii(Utf8Output output, byte unit)
    {
        switch (unit)
        {
            case (byte)'"':
                output.Append("\\\""u8);
                break;
            case (byte)'\\':
                output.Append("\\\\"u8);
                break;
            case (byte)'\n':
                output.Append("\\n"u8);
                break;
            case (byte)'\r':
                output.Append("\\r"u8);
                break;
            case (byte)'\t':
                output.Append("\\t"u8);
                break;
            default:
                output.Append("\\u00"u8);
                unit.TryFormat(output.Reserve(2), out var digits, "x2", CultureInfo.InvariantCulture);
                output.Advance(digits);
                break;
        }
    }

    public static bool CanHold(Rune rune) => true;
}

/// <summary>XML element content: markup, and control characters, of which XML 1.0 allows only three (2.2).</summary>
internal readonly struct XmlTextSpecials : ISpecials
{
    public static bool IsSpecial(char unit) => unit is < ' ' or '<' or '>' or '&' or >= '\x7F';

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Find(Vector512<ushort> units) =>
        (uint)(Ranges.Unprintable(units) | Vector512.Equals(units, Vector512.Create((ushort)'<'))
            | Vector512.Equals(units, Vector512.Create((ushort)'>'))
            | Vector512.Equals(units, Vector512.Create((ushort)'&'))).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Find(Vector128<ushort> units) =>
        (Ranges.Unprintable(units) | Vector128.Equals(units, Vector128.Create((ushort)'<'))
            | Vector128.Equals(units, Vector128.Create((ushort)'>'))
            | Vector128.Equals(units, Vector128.Create((ushort)'&'))).ExtractMostSignificantBits();

    public static void AppendAscii(Utf8Output output, byte unit)
    {
        if (unit is (byte)'\t' or (byte)'\n' or 0x7F)
            output.Append(unit);
        else
            Ranges.AppendXmlReference(output, unit);
    }

    public static bool CanHold(Rune rune) => rune.Value is not (0xFFFE or 0xFFFF);
}

/// <summary>XML attributes: as content, and quotes and line ends, which a reader would turn into spaces (3.3.3).</summary>
internal readonly struct XmlAttributeSpecials : ISpecials
{
    public static bool IsSpecial(char unit) => unit is '"' || XmlTextSpecials.IsSpecial(unit);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Find(Vector512<ushort> units) =>
        XmlTextSpecials.Find(units) | (uint)Vector512.Equals(units, Vector512.Create((ushort)'"')).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Find(Vector128<ushort> units) =>
        XmlTextSpecials.Find(units) | Vector128.Equals(units, Vector128.Create((ushort)'"')).ExtractMostSignificantBits();

    public static void AppendAscii(Utf8Output output, byte unit)
    {
        if (unit == 0x7F)
            output.Append(unit);
        else
            Ranges.AppendXmlReference(output, unit);
    }

    public static bool CanHold(Rune rune) => XmlTextSpecials.CanHold(rune);
}

/// <summary>What the three have in common.</summary>
internal static class Ranges
{
    /// <summary>All ones where a unit is below space, or DEL and beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ushort> Unprintable(Vector512<ushort> units) =>
        Vector512.GreaterThan(units - Vector512.Create((ushort)' '), Vector512.Create((ushort)('\x7E' - ' ')));

    /// <summary>The same for eight units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ushort> Unprintable(Vector128<ushort> units) =>
        Vector128.GreaterThan(units - Vector128.Create((ushort)' '), Vector128.Create((ushort)('\x7E' - ' ')));

    public static void AppendXmlReference(Utf8Output output, byte unit) => output.Append(unit switch
    {
        (byte)'<' => "&lt;"u8,
        (byte)'>' => "&gt;"u8,
        (byte)'&' => "&amp;"u8,
        (byte)'"' => "&quot;"u8,
        (byte)'\t' => "&#9;"u8,
        (byte)'\n' => "&#10;"u8,
        (byte)'\r' => "&#13;"u8,
        _ => "\uFFFD"u8,
    });
}
