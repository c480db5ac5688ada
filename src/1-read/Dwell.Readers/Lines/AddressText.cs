using System.Buffers;

namespace Dwell.Readers.Lines;

/// <summary>Recognises IP addresses in UTF-8 text without making them.</summary>
public static class AddressText
{
    private const int MostZoneBytes = 16;
    private const int Ipv6Groups = 8;

    private static readonly SearchValues<byte> Ipv4Bytes = SearchValues.Create("0123456789."u8);
    private static readonly SearchValues<byte> AddressBytes = SearchValues.Create("0123456789abcdefABCDEF:."u8);

    /// <summary>True when the whole text is an IPv4 or IPv6 address; an IPv6 zone (<c>%eth0</c>) may follow.</summary>
    public static bool IsAddress(ReadOnlySpan<byte> text)
    {
        var zone = text.IndexOf((byte)'%');
        if (zone >= 0)
            return IsZone(text[(zone + 1)..]) && IsIpv6(text[..zone]);
        return IsIpv4(text) || IsIpv6(text);
    }

    /// <summary>
    /// The length of the address that the text begins with, 0 when there is none. A port or a sentence's end after it
    /// (<c>192.0.2.1:22</c>, <c>2001:db8::1:</c> at a blank) is no part of it.
    /// </summary>
    internal static int LengthAtStart(ReadOnlySpan<byte> text)
    {
        var four = text.IndexOfAnyExcept(Ipv4Bytes);
        var dotted = (four < 0 ? text : text[..four]).TrimEnd((byte)'.');
        var isDotted = IsIpv4(dotted);
        if (isDotted && (dotted.Length == text.Length || text[dotted.Length] != ':' || !IsIpv6Ahead(text)))
            return dotted.Length;
        var run = text.IndexOfAnyExcept(AddressBytes);
        var address = (run < 0 ? text : text[..run]).TrimEnd((byte)'.');
        if (!IsIpv6(address) && address is [.., (byte)':'])
            address = address[..^1];
        if (!IsIpv6(address))
            return 0;
        return address.Length + ZoneLength(text[address.Length..]);
    }

    /// <summary>
    /// The length of the address that the text ends with, 0 when there is none; <paramref name="begins"/> are the bytes
    /// that stand before it.
    /// </summary>
    internal static int LengthAtEnd(ReadOnlySpan<byte> text, SearchValues<byte> begins)
    {
        var zone = ZoneLengthAtEnd(text);
        var before = text[..^zone];
        var run = before[(before.LastIndexOfAnyExcept(AddressBytes) + 1)..];
        if (IsIpv6(run) || (zone == 0 && IsIpv4(run)))
            return run.Length + zone;
        run = run[(run.LastIndexOfAny(begins) + 1)..];
        return IsIpv6(run) || (zone == 0 && IsIpv4(run)) ? run.Length + zone : 0;
    }

    // Four decimal groups of at most 255; leading zeros occur in logs.
    private static bool IsIpv4(ReadOnlySpan<byte> text)
    {
        const int MostBytes = 15;
        if (text.Length is < 7 or > MostBytes)
            return false;
        var (groups, value, digits) = (1, 0, 0);
        foreach (var b in text)
        {
            if (b == '.')
            {
                if (digits == 0 || ++groups > 4)
                    return false;
                (value, digits) = (0, 0);
                continue;
            }

            value = value * 10 + b - '0';
            if (b is < (byte)'0' or > (byte)'9' || ++digits > 3 || value > byte.MaxValue)
                return false;
        }

        return groups == 4 && digits > 0;
    }

    // RFC 4291, 2.2: groups of one to four hex digits, one run of zero groups as ::, the last two groups maybe as IPv4.
    private static bool IsIpv6(ReadOnlySpan<byte> text)
    {
        const int MostBytes = 45;
        if (text.Length is < 2 or > MostBytes || !text.Contains((byte)':'))
            return false;
        var (groups, digits, isShortened, start) = (0, 0, false, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var b = text[i];
            if (b == '.')
                return IsIpv4(text[start..]) && CountFits(groups + 2, isShortened);
            if (b != ':')
            {
                if (!char.IsAsciiHexDigit((char)b) || ++digits > 4)
                    return false;
                continue;
            }

            if (digits > 0)
            {
                groups++;
            }
            else if (i == 0 ? text[1] != ':' : text[i - 1] == ':' && isShortened)
            {
                return false;
            }
            else if (i > 0)
            {
                isShortened = true;
            }

            (digits, start) = (0, i + 1);
        }

        if (digits == 0 && !text.EndsWith("::"u8))
            return false;
        return CountFits(groups + (digits > 0 ? 1 : 0), isShortened);
    }

    private static bool CountFits(int groups, bool isShortened) => isShortened ? groups < Ipv6Groups : groups == Ipv6Groups;

    private static bool IsIpv6Ahead(ReadOnlySpan<byte> text)
    {
        var run = text.IndexOfAnyExcept(AddressBytes);
        return IsIpv6(run < 0 ? text : text[..run]);
    }

    private static int ZoneLength(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] != '%')
            return 0;
        var length = 1;
        while (length < text.Length && length <= MostZoneBytes && char.IsAsciiLetterOrDigit((char)text[length]))
            length++;
        return length > 1 ? length : 0;
    }

    private static int ZoneLengthAtEnd(ReadOnlySpan<byte> text)
    {
        var tail = text.Length > MostZoneBytes ? text[^(MostZoneBytes + 1)..] : text;
        var mark = tail.LastIndexOf((byte)'%');
        return mark >= 0 && IsZone(tail[(mark + 1)..]) ? tail.Length - mark : 0;
    }

    private static bool IsZone(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text.Length > MostZoneBytes)
            return false;
        foreach (var b in text)
        {
            if (!char.IsAsciiLetterOrDigit((char)b))
                return false;
        }

        return true;
    }
}
