using System.Buffers;
using Dwell.Content.Mappings;

namespace Dwell.Facts.Mapping;

/// <summary>
/// Tells values that a conversion would leave as they are, so that their bytes can be copied without making text of them. Strict:
/// what is not sure to stay the same goes the long way, whose result is the reference.
/// </summary>
internal static class PlainValue
{
    private const int MostOctets = 4;

    // One value is a line of a log as a rule; longer ones may have to be cut.
    private const int MostBytes = 4096;

    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789"u8);

    // White space and NUL at the ends are cut, and "-" says nothing; beyond ASCII there is more white space.
    private static readonly SearchValues<byte> Visible = SearchValues.Create([.. Enumerable.Range(0x21, 0x7E - 0x21 + 1).Select(value => (byte)value)]);

    /// <summary>True when the column's value is these bytes.</summary>
    public static bool Is(ColumnConversion conversion, ReadOnlySpan<byte> value) => conversion switch
    {
        ColumnConversion.Text => value.Length is > 0 and <= MostBytes && value is not [(byte)'-'] && Visible.Contains(value[0]) && Visible.Contains(value[^1]),
        ColumnConversion.Decimal => IsNumber(value, mostDigits: 18),
        ColumnConversion.Port => IsNumber(value, mostDigits: 4) && value[0] != '0',
        ColumnConversion.Address => IsAddress(value),
        _ => false,
    };

    private static bool IsNumber(ReadOnlySpan<byte> value, int mostDigits) =>
        value.Length > 0 && value.Length <= mostDigits && (value[0] != '0' || value.Length == 1) && !value.ContainsAnyExcept(Digits);

    // Four decimal octets without zeros before them; anything else is looked at by who knows all forms.
    private static bool IsAddress(ReadOnlySpan<byte> value)
    {
        var octets = 0;
        var digits = 0;
        var octet = 0;
        foreach (var next in value)
        {
            if (next == '.')
            {
                if (digits == 0 || ++octets == MostOctets)
                    return false;
                (digits, octet) = (0, 0);
                continue;
            }

            if (!char.IsAsciiDigit((char)next) || (digits > 0 && octet == 0))
                return false;
            octet = octet * 10 + next - '0';
            digits++;
            if (octet > byte.MaxValue)
                return false;
        }

        return octets == MostOctets - 1 && digits > 0;
    }
}
