using Dwell.Readers.Logs;

namespace Dwell.Readers.Web;

/// <summary>Takes requests and addresses apart: places in a line, no bytes are copied.</summary>
internal static class RequestText
{
    private const int LongestExtension = 10;

    /// <summary>
    /// <c>GET /a/b.php?c=d HTTP/1.1</c> at <paramref name="start"/> of the record's line. What is no request (bytes of another protocol)
    /// stays as the field <c>request</c>.
    /// </summary>
    public static void AddRequest(SlotRecord record, in LogLine line, int start, int length)
    {
        var text = line.Span.Slice(start, length);
        var method = text.IndexOf((byte)' ');
        if (method <= 0 || !IsMethod(text[..method]))
        {
            if (length > 0 && !(length == 1 && text[0] == '-'))
                Add(record, WebFields.Request, line, start, length);
            return;
        }

        Add(record, WebFields.Method, line, start, method);
        var url = method + 1;
        var last = text.LastIndexOf((byte)' ');
        var hasVersion = last > method && text[(last + 1)..].StartsWith("HTTP/"u8);
        var urlEnd = hasVersion ? last : length;
        if (hasVersion)
            Add(record, WebFields.Version, line, start + last + 1, length - last - 1);
        AddUrl(record, line, start + url, urlEnd - url);
    }

    /// <summary>A URL: whole, its path, its query, its extension, and its host where it has one that no other field gave.</summary>
    public static void AddUrl(SlotRecord record, in LogLine line, int start, int length)
    {
        if (length <= 0)
            return;
        Add(record, WebFields.Url, line, start, length);
        var url = line.Span.Slice(start, length);
        var scheme = url.IndexOf("://"u8);
        var path = 0;
        if (scheme > 0 && !url[..scheme].Contains((byte)'/') && !url[..scheme].Contains((byte)'?'))
        {
            var host = scheme + 3;
            var end = url[host..].IndexOfAny((byte)'/', (byte)'?');
            path = end < 0 ? length : host + end;
            AddHost(record, line, start + host, path - host);
        }
        else if (url[0] != '/' && url[0] != '*')
        {
            // CONNECT asks for host:port.
            AddHost(record, line, start, length);
            return;
        }

        var query = url[path..].IndexOf((byte)'?');
        var pathEnd = query < 0 ? length : path + query;
        Add(record, WebFields.Stem, line, start + path, pathEnd - path);
        if (query >= 0)
            Add(record, WebFields.Query, line, start + pathEnd + 1, length - pathEnd - 1);
        var name = url[path..pathEnd];
        var dot = name.LastIndexOf((byte)'.');
        var extension = name.Length - dot - 1;
        if (dot > name.LastIndexOf((byte)'/') && extension is > 0 and <= LongestExtension)
            Add(record, WebFields.Extension, line, start + path + dot + 1, extension);
    }

    /// <summary>Adds a part of the line, unless it is empty.</summary>
    public static void Add(SlotRecord record, int slot, in LogLine line, int start, int length)
    {
        if (length > 0)
            record.Add(slot, line.Start + start, length);
    }

    private static void AddHost(SlotRecord record, in LogLine line, int start, int length)
    {
        if (record.CountAt(WebFields.Host) > 0)
            return;
        var authority = line.Span.Slice(start, length);
        var user = authority.LastIndexOf((byte)'@') + 1;
        var host = authority[user..];
        var colon = host.LastIndexOf((byte)':');
        var isPort = colon >= 0 && host[(colon + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 && (host[0] == '[' || host.IndexOf((byte)':') == colon);
        Add(record, WebFields.Host, line, start + user, isPort ? colon : host.Length);
    }

    // RFC 9110, 9.1 allows more; no method in use has other characters.
    private static bool IsMethod(ReadOnlySpan<byte> word)
    {
        if (word.Length > 24)
            return false;
        foreach (var b in word)
        {
            if (!char.IsAsciiLetter((char)b) && b is not ((byte)'-' or (byte)'_'))
                return false;
        }

        return true;
    }
}
