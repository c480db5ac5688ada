using System.Buffers;
using Dwell.Readers.Lines;
using Dwell.Readers.Logs;
using Dwell.Readers.Times;

namespace Dwell.Readers.Web;

/// <summary>
/// Reads NCSA's common and combined log formats as Apache, nginx and many others write them, with a virtual host, a list of
/// forwarded addresses, or more values behind. Quotes inside of quotes are escaped by today's servers; old ones write them as they
/// are, so the request ends at the first quote that a status follows.
/// </summary>
internal static class AccessLine
{
    private const int MostPrefixBytes = 1024;
    private const int MostWords = 16;

    private static readonly SearchValues<byte> QuoteOrEscape = SearchValues.Create("\"\\"u8);

    /// <summary>Fills a record; false when the line is none. <paramref name="isSquid"/> when it has Squid's result at its end.</summary>
    public static bool TryRead(in LogLine line, SlotRecord record, out LogTime time, out bool isSquid)
    {
        isSquid = false;
        var text = line.Span;
        if (!TryTime(text, out var bracket, out var behind, out time))
            return false;
        record.Begin(line.Buffer);
        if (!TryPrefix(line, bracket, record) || behind + 1 >= text.Length || text[behind] != ' ' || text[behind + 1] != '"')
            return false;
        var request = behind + 2;
        if (!TryStatus(text, request, out var requestEnd, out var at))
            return false;
        RequestText.AddRequest(record, line, request, requestEnd - request);
        RequestText.Add(record, WebFields.Status, line, requestEnd + 2, at - requestEnd - 2);
        AddRest(line, at, record, ref isSquid);
        return true;
    }

    private static bool TryTime(ReadOnlySpan<byte> text, out int bracket, out int behind, out LogTime time)
    {
        time = default;
        behind = 0;
        var prefix = text.Length > MostPrefixBytes ? text[..MostPrefixBytes] : text;
        for (bracket = prefix.IndexOf(" ["u8); bracket >= 0;)
        {
            // 10/Oct/2000:13:55:36 -0700: two digits (or one, as some write), a slash, a month's name.
            var start = bracket + 1;
            if (start + 4 < text.Length && (text[start + 3] == '/' || text[start + 2] == '/') && LogTimeReader.TryRead(text[start..], out time, out var length))
            {
                behind = start + length;
                return true;
            }

            var next = prefix[(bracket + 2)..].IndexOf(" ["u8);
            bracket = next < 0 ? -1 : bracket + 2 + next;
        }

        return false;
    }

    // client ident user, before it a virtual host, in the client's place a list of forwarded addresses. Users may have blanks.
    private static bool TryPrefix(in LogLine line, int end, SlotRecord record)
    {
        Span<(int Start, int Length)> words = stackalloc (int, int)[MostWords];
        var text = line.Span[..end];
        var count = 0;
        for (var at = 0; at < text.Length && count < MostWords;)
        {
            var blank = count == MostWords - 1 ? -1 : text[at..].IndexOf((byte)' ');
            var length = blank < 0 ? text.Length - at : blank;
            if (length > 0)
                words[count++] = (at, length);
            at += length + 1;
        }

        if (count < 3)
            return false;
        var client = 0;
        if (!IsClient(text, words[0]) && count > 3 && IsClient(text, words[1]))
        {
            AddWord(record, WebFields.Host, line, WithoutPort(text, words[0]));
            client = 1;
        }

        // A logging service puts its header before the line: Jul  8 11:07:07 web1 nginx[2869]: 192.0.2.7 - - […
        for (var i = 1; client == 0 && i < count - 3; i++)
        {
            if (text[words[i].Start + words[i].Length - 1] == ':' && IsClient(text, words[i + 1]))
                client = i + 1;
        }

        var ident = client + 1;
        while (ident < count && text[words[ident - 1].Start + words[ident - 1].Length - 1] == ',')
            ident++;
        if (count - ident < 2)
            return false;
        AddWord(record, WebFields.Client, line, Trimmed(text, words[client]));
        if (ident > client + 1)
            AddWord(record, WebFields.Forwarded, line, (words[client].Start, words[ident - 1].Start + words[ident - 1].Length - words[client].Start));
        AddWord(record, WebFields.Ident, line, words[ident]);
        AddWord(record, WebFields.User, line, (words[ident + 1].Start, end - words[ident + 1].Start));
        return true;
    }

    private static bool IsClient(ReadOnlySpan<byte> text, (int Start, int Length) word)
    {
        var (start, length) = Trimmed(text, word);
        return AddressText.IsAddress(text.Slice(start, length));
    }

    private static (int Start, int Length) Trimmed(ReadOnlySpan<byte> text, (int Start, int Length) word) =>
        text[word.Start + word.Length - 1] == ',' ? (word.Start, word.Length - 1) : word;

    private static (int Start, int Length) WithoutPort(ReadOnlySpan<byte> text, (int Start, int Length) word)
    {
        var colon = text.Slice(word.Start, word.Length).LastIndexOf((byte)':');
        return colon > 0 ? (word.Start, colon) : word;
    }

    private static void AddWord(SlotRecord record, int slot, in LogLine line, (int Start, int Length) word)
    {
        if (word.Length > 0 && !(word.Length == 1 && line.Span[word.Start] == '-'))
            record.Add(slot, line.Start + word.Start, word.Length);
    }

    // The quote behind which a blank, a status and a blank or the end stand.
    private static bool TryStatus(ReadOnlySpan<byte> text, int start, out int requestEnd, out int statusEnd)
    {
        requestEnd = statusEnd = 0;
        for (var at = start; at < text.Length; at++)
        {
            var found = text[at..].IndexOfAny(QuoteOrEscape);
            if (found < 0)
                return false;
            at += found;
            if (text[at] == '\\')
            {
                at++;
                continue;
            }

            var rest = text[(at + 1)..];
            var digits = rest.Length > 3 && rest[0] == ' ' && rest[1] is >= (byte)'0' and <= (byte)'9' ? 3 : rest.StartsWith(" -"u8) ? 1 : 0;
            if (digits == 0 || rest.Slice(1, digits).IndexOfAnyExceptInRange((byte)'-', (byte)'9') >= 0 || (rest.Length > digits + 1 && rest[digits + 1] != ' '))
                continue;
            requestEnd = at;
            statusEnd = at + 2 + digits;
            return true;
        }

        return false;
    }

    private static void AddRest(in LogLine line, int at, SlotRecord record, ref bool isSquid)
    {
        var text = line.Span;
        var (quoted, words) = (0, 0);
        while (at < text.Length)
        {
            if (text[at] == ' ')
            {
                at++;
                continue;
            }

            if (text[at] == '"')
            {
                var end = QuoteEnd(text, at + 1);
                var slot = quoted switch { 0 => WebFields.Referrer, 1 => WebFields.Agent, 2 => ForwardedSlot(text[(at + 1)..end]), _ => WebFields.More };
                quoted++;
                AddWord(record, slot, line, (at + 1, end - at - 1));
                at = end + 1;
                continue;
            }

            var blank = text[at..].IndexOf((byte)' ');
            var length = blank < 0 ? text.Length - at : blank;
            if (words == 0 && quoted == 0)
                AddWord(record, WebFields.Bytes, line, (at, length));
            else if (quoted > 0 && IsSquidResult(text.Slice(at, length), out var colon))
            {
                isSquid = true;
                AddWord(record, WebFields.Action, line, (at, colon));
                AddWord(record, WebFields.Hierarchy, line, (at + colon + 1, length - colon - 1));
            }
            else
                AddWord(record, WebFields.More, line, (at, length));
            words++;
            at += length;
        }
    }

    private static int ForwardedSlot(ReadOnlySpan<byte> value)
    {
        var comma = value.IndexOf((byte)',');
        return AddressText.IsAddress((comma < 0 ? value : value[..comma]).Trim((byte)' ')) ? WebFields.Forwarded : WebFields.More;
    }

    private static int QuoteEnd(ReadOnlySpan<byte> text, int at)
    {
        for (; at < text.Length; at++)
        {
            var found = text[at..].IndexOfAny(QuoteOrEscape);
            if (found < 0)
                return text.Length;
            at += found;
            if (text[at] == '\\')
                at++;
            else if (at + 1 == text.Length || text[at + 1] == ' ')
                return at;
        }

        return text.Length;
    }

    // TCP_MISS:HIER_DIRECT
    private static bool IsSquidResult(ReadOnlySpan<byte> word, out int colon)
    {
        colon = word.IndexOf((byte)':');
        return colon > 4 && (word.StartsWith("TCP_"u8) || word.StartsWith("UDP_"u8) || word.StartsWith("NONE"u8) || word.StartsWith("TAG_"u8));
    }
}
