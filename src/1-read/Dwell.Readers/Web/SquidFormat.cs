using Dwell.Evidence;
using Dwell.Model.Records;
using Dwell.Model.Time;
using Dwell.Readers.Logs;
using Dwell.Readers.Times;

namespace Dwell.Readers.Web;

/// <summary>
/// Squid's native access log: time, milliseconds, client, result and status, bytes, method, URL, user, hierarchy and peer, type; what a
/// <c>logformat</c> appends stays as values of its own, one in quotes counts as the user agent.
/// </summary>
public sealed class SquidFormat : LogFormat
{
    private const int Words = 10;
    private const int LinesAsked = 20;

    /// <inheritdoc/>
    public override string Name => "squid";

    /// <inheritdoc/>
    public override string Title => "Squid access log";

    /// <inheritdoc/>
    public override bool Recognizes(in LogHead head)
    {
        var record = new SlotRecord();
        return head.Content == EvidenceFormat.Text
            && head.MostLinesFit(LinesAsked, line => TryRead(new LogLine(line.ToArray(), 0, line.Length, default), record, out _));
    }

    /// <inheritdoc/>
    public override LogCutter Open(LogFile file) => new LineCutter(file);

    /// <inheritdoc/>
    public override LogBlockReader CreateReader(ReaderTools tools) => new Reader(tools);

    private static bool TryRead(in LogLine line, SlotRecord record, out LogTime time)
    {
        time = default;
        var text = line.Span;
        if (text.IsEmpty || !char.IsAsciiDigit((char)text[0]) || !LogTimeReader.TryRead(text, out time, out var timeLength) || time.Precision == TimePrecision.Second)
            return false;
        Span<(int Start, int Length)> words = stackalloc (int, int)[Words];
        var count = 0;
        var at = timeLength;
        while (count < Words - 1)
        {
            while (at < text.Length && text[at] == ' ')
                at++;
            var length = text[at..].IndexOf((byte)' ');
            length = length < 0 ? text.Length - at : length;
            if (length == 0)
                break;
            words[count++] = (at, length);
            at += length;
        }

        // milliseconds client result/status bytes method URL user hierarchy/peer [type]
        if (count < 8)
            return false;
        var result = text.Slice(words[2].Start, words[2].Length);
        var slash = result.IndexOf((byte)'/');
        if (slash <= 0 || slash > result.Length - 4 || result[slash + 1] is < (byte)'0' or > (byte)'9' || !IsNumber(text, words[0]) || !IsNumber(text, words[3]))
            return false;
        record.Begin(line.Buffer);
        Add(record, WebFields.Milliseconds, line, words[0]);
        Add(record, WebFields.Client, line, words[1]);
        Add(record, WebFields.Action, line, (words[2].Start, slash));
        Add(record, WebFields.Status, line, (words[2].Start + slash + 1, words[2].Length - slash - 1));
        Add(record, WebFields.Bytes, line, words[3]);
        Add(record, WebFields.Method, line, words[4]);
        RequestText.AddUrl(record, line, words[5].Start, words[5].Length);
        Add(record, WebFields.User, line, words[6]);
        var peer = text.Slice(words[7].Start, words[7].Length).IndexOf((byte)'/');
        Add(record, WebFields.Hierarchy, line, (words[7].Start, peer < 0 ? words[7].Length : peer));
        if (peer >= 0)
            Add(record, WebFields.Peer, line, (words[7].Start + peer + 1, words[7].Length - peer - 1));
        if (count > 8)
            Add(record, WebFields.ContentType, line, words[8]);
        AddMore(line, at, record);
        return true;
    }

    private static void AddMore(in LogLine line, int at, SlotRecord record)
    {
        var text = line.Span;
        while (at < text.Length)
        {
            if (text[at] == ' ')
            {
                at++;
                continue;
            }

            var isQuoted = text[at] == '"';
            var start = isQuoted ? at + 1 : at;
            var length = text[start..].IndexOf(isQuoted ? (byte)'"' : (byte)' ');
            length = length < 0 ? text.Length - start : length;
            var isAgent = isQuoted && record.CountAt(WebFields.Agent) == 0 && !text[start..].StartsWith("http"u8);
            Add(record, isAgent ? WebFields.Agent : WebFields.More, line, (start, length));
            at = start + length + (isQuoted ? 1 : 0);
        }
    }

    private static bool IsNumber(ReadOnlySpan<byte> text, (int Start, int Length) word) =>
        text.Slice(word.Start, word.Length).TrimStart((byte)'-').IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;

    private static void Add(SlotRecord record, int slot, in LogLine line, (int Start, int Length) word)
    {
        if (word.Length > 0 && !(word.Length == 1 && line.Span[word.Start] == '-'))
            record.Add(slot, line.Start + word.Start, word.Length);
    }

    private sealed class Reader(ReaderTools tools) : LineBlockReader(tools)
    {
        private readonly Shape _shape = tools.Shapes.Intern("proxy", "squid/access", WebFields.Names);

        protected override LineResult TryRead(in LogLine line)
        {
            if (!SquidFormat.TryRead(line, Slots, out var time))
                return LineResult.Unread;
            Slots.Complete(_shape, line.Ref, LogClock.Unset.ToUtc(time, default, 0));
            return LineResult.Record;
        }
    }
}
