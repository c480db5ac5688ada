using System.Buffers.Text;

namespace Dwell.Facts.Store;

/// <summary>Values that are written in the one way that reads back to the letter: most numbers and IPv4 addresses in logs.</summary>
public static class PlainValues
{
    // Numbers of up to 18 digits fit into 64 bits whatever they are.
    private const int SafeDigits = 18;

    /// <summary>True for a decimal number from 0 to 2^63 - 1 without sign or leading zero.</summary>
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

    /// <summary>True for four decimal parts without leading zeros; the first part is the highest byte.</summary>
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
}
