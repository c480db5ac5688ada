using System.Buffers.Text;
using System.Globalization;
using Dwell.Content.Fields;

namespace Dwell.Facts.DuckDb.Schema;

/// <summary>
/// How a value is kept. A value that its column's form can't give back to the letter (a port written as <c>080</c>, an IPv6
/// address) is kept as text in a column beside, so that nothing is lost and the usual case is small.
/// </summary>
internal enum ValueForm : byte
{
    /// <summary>VARCHAR.</summary>
    Text,

    /// <summary>BIGINT, for a plain decimal number.</summary>
    Integer,

    /// <summary>BOOLEAN, for <c>true</c> and <c>false</c>.</summary>
    Flag,

    /// <summary>INTEGER: the number of a name.</summary>
    Word,

    /// <summary>UINTEGER: an IPv4 address.</summary>
    Ipv4,
}

/// <summary>Forms of values: which column has which, and from text to number and back.</summary>
internal static class ValueForms
{
    /// <summary>Longer words are kept as text: a word is one of a small set.</summary>
    public const int MaxWordBytes = 32;

    // Numbers of up to 18 digits fit into BIGINT whatever they are.
    private const int SafeDigits = 18;

    public static ValueForm Of(ColumnType type) => type switch
    {
        ColumnType.Integer => ValueForm.Integer,
        ColumnType.Flag => ValueForm.Flag,
        ColumnType.Word => ValueForm.Word,
        ColumnType.Address => ValueForm.Ipv4,
        _ => ValueForm.Text,
    };

    public static string SqlTypeOf(ValueForm form) => form switch
    {
        ValueForm.Integer => "BIGINT",
        ValueForm.Flag => "BOOLEAN",
        ValueForm.Word => "INTEGER",
        ValueForm.Ipv4 => "UINTEGER",
        _ => "VARCHAR",
    };

    /// <summary>True for a number that reads back as the very same text.</summary>
    public static bool TryReadInteger(ReadOnlySpan<byte> utf8, out long number)
    {
        number = 0;
        if (utf8.IsEmpty || (utf8[0] == '0' && utf8.Length > 1))
            return false;
        if (utf8.Length > SafeDigits)
            return utf8[0] is >= (byte)'1' and <= (byte)'9' && Utf8Parser.TryParse(utf8, out number, out var used) && used == utf8.Length;
        foreach (var digit in utf8)
        {
            var value = digit - '0';
            if ((uint)value > 9)
                return false;
            number = number * 10 + value;
        }

        return true;
    }

    /// <summary>True for four decimal parts without leading zeros.</summary>
    public static bool TryReadIpv4(ReadOnlySpan<byte> utf8, out uint address)
    {
        address = 0;
        if (utf8.Length is < 7 or > 15)
            return false;
        int part = 0, digits = 0, dots = 0;
        foreach (var b in utf8)
        {
            if (b == '.')
            {
                if (digits == 0 || ++dots > 3)
                    return false;
                address = (address << 8) | (uint)part;
                part = digits = 0;
                continue;
            }

            var value = b - '0';
            if ((uint)value > 9 || (digits > 0 && part == 0))
                return false;
            part = part * 10 + value;
            digits++;
            if (part > 255)
                return false;
        }

        address = (address << 8) | (uint)part;
        return dots == 3 && digits > 0;
    }

    public static string TextOf(uint ipv4) =>
        string.Create(CultureInfo.InvariantCulture, $"{ipv4 >> 24}.{(ipv4 >> 16) & 255}.{(ipv4 >> 8) & 255}.{ipv4 & 255}");
}
