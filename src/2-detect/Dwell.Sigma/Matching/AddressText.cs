namespace Dwell.Sigma.Matching;

/// <summary>Reads IP addresses in their usual forms without making objects.</summary>
internal static class AddressText
{
    private const int Groups = 8;
    private static readonly UInt128 MappedPrefix = new(0, 0xFFFF_0000_0000);

    /// <summary>
    /// The address as 128 bits; IPv4, plain or inside IPv6, as <c>::ffff:a.b.c.d</c>. Only four decimal numbers are an
    /// IPv4 address, not the shorthands that system libraries take (<c>10.1</c>, <c>0x7f.1</c>). A zone (<c>%eth0</c>) is left out.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<char> text, out UInt128 address, out bool isIPv4)
    {
        if (text.Contains(':'))
        {
            var zone = text.IndexOf('%');
            var isRead = TryReadIPv6(zone < 0 ? text : text[..zone], out address);
            isIPv4 = isRead && address >> 32 == MappedPrefix >> 32;
            return isRead;
        }

        isIPv4 = TryReadIPv4(text, out var number);
        address = MappedPrefix | number;
        return isIPv4;
    }

    private static bool TryReadIPv4(ReadOnlySpan<char> text, out uint address)
    {
        address = 0;
        var parts = 0;
        var part = -1;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c))
            {
                part = (part < 0 ? 0 : part * 10) + (c - '0');
                if (part > byte.MaxValue)
                    return false;
            }
            else if (c == '.' && part >= 0 && parts < 3)
            {
                address = (address << 8) | (uint)part;
                parts++;
                part = -1;
            }
            else
            {
                return false;
            }
        }

        address = (address << 8) | (uint)Math.Max(part, 0);
        return parts == 3 && part >= 0;
    }

    private static bool TryReadIPv6(ReadOnlySpan<char> text, out UInt128 address)
    {
        address = UInt128.Zero;
        Span<ushort> groups = stackalloc ushort[Groups];
        groups.Clear();
        int count = 0, gap = -1;
        if (text.StartsWith("::"))
        {
            gap = 0;
            text = text[2..];
        }

        while (text.Length > 0)
        {
            if (count == Groups)
                return false;
            var colon = text.IndexOf(':');
            var group = colon < 0 ? text : text[..colon];
            if (colon < 0 && group.Contains('.'))
            {
                if (count > Groups - 2 || !TryReadIPv4(group, out var tail))
                    return false;
                groups[count++] = (ushort)(tail >> 16);
                groups[count++] = (ushort)tail;
                break;
            }

            if (!TryReadGroup(group, out groups[count]))
                return false;
            count++;
            if (colon < 0)
                break;
            text = text[(colon + 1)..];
            if (text.Length == 0)
                return false;
            if (text[0] != ':')
                continue;
            if (gap >= 0)
                return false;
            gap = count;
            text = text[1..];
        }

        if (gap < 0 ? count != Groups : count == Groups)
            return false;
        for (var i = 0; i < Groups; i++)
        {
            var source = gap < 0 || i < gap ? i : i - (Groups - count);
            var isZero = gap >= 0 && i >= gap && source < gap;
            address = (address << 16) | (isZero ? (ushort)0 : groups[source]);
        }

        return true;
    }

    private static bool TryReadGroup(ReadOnlySpan<char> text, out ushort value)
    {
        value = 0;
        if (text.Length is 0 or > 4)
            return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c))
                return false;
            value = (ushort)((value << 4) | (char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10));
        }

        return true;
    }
}
