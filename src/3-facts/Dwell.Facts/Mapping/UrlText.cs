using System.Globalization;

namespace Dwell.Facts.Mapping;

/// <summary>Takes host and port out of what web logs write as an address: a URL, <c>host:port</c> (CONNECT), <c>//host/path</c>.</summary>
internal static class UrlText
{
    /// <summary>The host, without brackets; false for a path alone or what is no host.</summary>
    public static bool TryHost(ReadOnlySpan<char> text, out ReadOnlySpan<char> host)
    {
        host = default;
        if (!TryAuthority(text, out var authority, out _))
            return false;
        var port = PortColon(authority);
        host = (port < 0 ? authority : authority[..port]).Trim("[]");
        return !host.IsEmpty && !host.ContainsAny(" \t\"<>");
    }

    /// <summary>The port that is written, or the one of the scheme.</summary>
    public static bool TryPort(ReadOnlySpan<char> text, out int port)
    {
        port = 0;
        if (!TryAuthority(text, out var authority, out var scheme))
            return false;
        var colon = PortColon(authority);
        if (colon >= 0)
            return int.TryParse(authority[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= ushort.MaxValue;
        port = scheme.Equals("http", StringComparison.OrdinalIgnoreCase) ? 80
            : scheme.Equals("https", StringComparison.OrdinalIgnoreCase) ? 443
            : scheme.Equals("ftp", StringComparison.OrdinalIgnoreCase) ? 21
            : 0;
        return port > 0;
    }

    private static bool TryAuthority(ReadOnlySpan<char> text, out ReadOnlySpan<char> authority, out ReadOnlySpan<char> scheme)
    {
        scheme = default;
        authority = default;
        var mark = text.IndexOf("//", StringComparison.Ordinal);
        if (mark == 0 || (mark > 1 && text[mark - 1] == ':' && !text[..(mark - 1)].ContainsAny("/?#")))
        {
            scheme = mark > 0 ? text[..(mark - 1)] : default;
            authority = text[(mark + 2)..];
        }
        else if (text.IndexOfAny("/?#") is 0)
        {
            return false;
        }
        else
        {
            authority = text;
        }

        var end = authority.IndexOfAny("/?#");
        authority = end < 0 ? authority : authority[..end];
        var user = authority.LastIndexOf('@');
        authority = authority[(user + 1)..];
        return !authority.IsEmpty;
    }

    // The colon before a port: not one inside of an IPv6 address.
    private static int PortColon(ReadOnlySpan<char> authority)
    {
        var colon = authority.LastIndexOf(':');
        if (colon < 0 || authority[colon..].Contains(']'))
            return -1;
        return authority[0] != '[' && authority[..colon].Contains(':') ? -1 : colon;
    }
}
