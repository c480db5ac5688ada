using System.Collections.Immutable;
using Dwell.Readers.Logs;
using Dwell.Readers.Times;

namespace Dwell.Readers.Web;

/// <summary>Reads the error logs of Apache httpd (2.2 and 2.4) and nginx.</summary>
internal static class ErrorLine
{
    private const int Level = 0;
    private const int Module = 1;
    private const int ProcessId = 2;
    private const int Client = 3;
    private const int ClientPort = 4;
    private const int Server = 5;
    private const int Host = 6;
    private const int Method = 7;
    private const int Url = 8;
    private const int Upstream = 9;
    private const int Referrer = 10;
    private const int User = 11;
    private const int Message = 12;

    /// <summary>The names of the fields, by slot.</summary>
    public static ImmutableArray<string> Names { get; } =
        ["level", "module", "pid", "c-ip", "c-port", "s-server", "cs-host", "cs-method", "cs-uri", "upstream", "cs-referer", "cs-username", "message"];

    /// <summary>Fills a record; false when the line is none.</summary>
    public static bool TryRead(in LogLine line, SlotRecord record, out LogTime time)
    {
        time = default;
        var text = line.Span;
        if (text.Length < 24 || !LogTimeReader.TryRead(text, out time, out var at))
            return false;
        record.Begin(line.Buffer);
        return text[0] == '[' ? TryApache(line, at, record) : text[4] == '/' && TryNginx(line, at, record);
    }

    // [core:error] [pid 35708:tid 4328636416] [client 192.0.2.7:5123] File does not exist: …; 2.2 has the level alone.
    private static bool TryApache(in LogLine line, int at, SlotRecord record)
    {
        var text = line.Span;
        var parts = 0;
        while (at + 2 < text.Length && text[at] == ' ' && text[at + 1] == '[')
        {
            var end = text[at..].IndexOf((byte)']');
            if (end < 0)
                break;
            AddPart(line, at + 2, end - 2, parts++, record);
            at += end + 1;
        }

        if (parts == 0 || at >= text.Length || text[at] != ' ' || record.CountAt(Level) == 0)
            return false;
        record.Add(Message, line.Start + at + 1, text.Length - at - 1);
        return true;
    }

    private static void AddPart(in LogLine line, int start, int length, int index, SlotRecord record)
    {
        var part = line.Span.Slice(start, length);
        if (part.StartsWith("client "u8))
        {
            AddEndpoint(line, start + 7, length - 7, record);
        }
        else if (part.StartsWith("pid "u8))
        {
            var colon = part.IndexOf((byte)':');
            record.Add(ProcessId, line.Start + start + 4, (colon < 0 ? length : colon) - 4);
        }
        else if (index == 0 && part.IndexOf((byte)' ') < 0)
        {
            var colon = part.IndexOf((byte)':');
            if (colon > 0)
                record.Add(Module, line.Start + start, colon);
            record.Add(Level, line.Start + start + colon + 1, length - colon - 1);
        }
    }

    private static void AddEndpoint(in LogLine line, int start, int length, SlotRecord record)
    {
        var text = line.Span.Slice(start, length);
        var colon = text.LastIndexOf((byte)':');
        var hasPort = colon > 0 && (text[..colon].IndexOf((byte)':') < 0 || text[colon - 1] == ']');
        record.Add(Client, line.Start + start, hasPort ? colon : length);
        if (hasPort)
            record.Add(ClientPort, line.Start + start + colon + 1, length - colon - 1);
    }

    // [error] 334#334: *338 user "x": password mismatch, client: 192.0.2.7, server: s, request: "GET / HTTP/1.1", host: "h"
    private static bool TryNginx(in LogLine line, int at, SlotRecord record)
    {
        var text = line.Span;
        if (at + 2 >= text.Length || text[at] != ' ' || text[at + 1] != '[')
            return false;
        var close = text[at..].IndexOf("] "u8);
        var hash = close < 0 ? -1 : text[(at + close)..].IndexOf((byte)'#');
        var colon = close < 0 ? -1 : text[(at + close)..].IndexOf(": "u8);
        if (close < 3 || hash < 0 || colon < hash)
            return false;
        record.Add(Level, line.Start + at + 2, close - 2);
        record.Add(ProcessId, line.Start + at + close + 2, hash - 2);
        var message = at + close + colon + 2;
        if (message < text.Length && text[message] == '*' && text[message..].IndexOf((byte)' ') is > 0 and var number)
            message += number + 1;
        record.Add(Message, line.Start + message, text.Length - message);

        var rest = FindClient(text, message);
        if (rest < 0)
            return true;
        AddValue(line, ref rest, ", client: "u8, Client, record);
        AddValue(line, ref rest, ", server: "u8, Server, record);
        AddRequest(line, ref rest, record);
        AddQuoted(line, ref rest, ", upstream: \""u8, Upstream, record);
        AddQuoted(line, ref rest, ", host: \""u8, Host, record);
        AddQuoted(line, ref rest, ", referrer: \""u8, Referrer, record);
        AddUser(line, message, record);
        return true;
    }

    // Names, paths and requests that a client chose stand in quotes, and may say ", client:" too: the first mark outside of them counts.
    private static int FindClient(ReadOnlySpan<byte> text, int at)
    {
        var isQuoted = false;
        for (; at < text.Length; at++)
        {
            var found = text[at..].IndexOfAny((byte)'"', (byte)',');
            if (found < 0)
                return -1;
            at += found;
            if (text[at] == '"')
                isQuoted = !isQuoted;
            else if (!isQuoted && text[at..].StartsWith(", client: "u8))
                return at;
        }

        return -1;
    }

    private static void AddValue(in LogLine line, ref int at, ReadOnlySpan<byte> mark, int slot, SlotRecord record)
    {
        if (!line.Span[at..].StartsWith(mark))
            return;
        at += mark.Length;
        var end = line.Span[at..].IndexOf(", "u8);
        var length = end < 0 ? line.Length - at : end;
        RequestText.Add(record, slot, line, at, length);
        at += length;
    }

    private static bool AddQuoted(in LogLine line, ref int at, ReadOnlySpan<byte> mark, int slot, SlotRecord record)
    {
        if (!line.Span[at..].StartsWith(mark))
            return false;
        at += mark.Length;
        var end = line.Span[at..].IndexOf((byte)'"');
        if (end < 0)
            return false;
        RequestText.Add(record, slot, line, at, end);
        at += end + 1;
        return true;
    }

    private static void AddRequest(in LogLine line, ref int at, SlotRecord record)
    {
        var mark = ", request: \""u8;
        if (!line.Span[at..].StartsWith(mark))
            return;
        var start = at + mark.Length;
        var end = line.Span[start..].IndexOf("\""u8);
        if (end < 0)
            return;
        var request = line.Span.Slice(start, end);
        var method = request.IndexOf((byte)' ');
        var version = request.LastIndexOf(" HTTP/"u8);
        if (method > 0 && version > method)
        {
            RequestText.Add(record, Method, line, start, method);
            RequestText.Add(record, Url, line, start + method + 1, version - method - 1);
        }

        at = start + end + 1;
    }

    // user "x": password mismatch; user "x" was not found in …
    private static void AddUser(in LogLine line, int message, SlotRecord record)
    {
        var mark = "user \""u8;
        if (!line.Span[message..].StartsWith(mark))
            return;
        var start = message + mark.Length;
        var end = line.Span[start..].IndexOf((byte)'"');
        if (end > 0)
            record.Add(User, line.Start + start, end);
    }
}
