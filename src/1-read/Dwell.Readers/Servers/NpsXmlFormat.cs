using System.Collections.Immutable;
using System.Net;
using System.Text;
using Dwell.Model.Records;
using Dwell.Readers.Lines;
using Dwell.Readers.Logs;
using Dwell.Readers.Times;

namespace Dwell.Readers.Servers;

/// <summary>
/// NPS's DTS-compliant log: an <c>&lt;Event&gt;</c> a line, an element an attribute. Times are local, the month first.
/// </summary>
public sealed class NpsXmlFormat(LineKnowledge knowledge) : ClockedFormat(knowledge)
{
    /// <inheritdoc/>
    public override string Name => "nps-xml";

    /// <inheritdoc/>
    public override string Title => "NPS log (DTS)";

    /// <inheritdoc/>
    public override bool Recognizes(in LogHead head)
    {
        foreach (var line in head.Lines(1))
            return IsEvent(line);
        return false;
    }

    /// <inheritdoc/>
    public override LogBlockReader CreateReader(ReaderTools tools) => new Reader(tools);

    /// <inheritdoc/>
    protected override LineTimes TimesOf(LogFile file) => new Times();

    private static bool IsEvent(ReadOnlySpan<byte> line) => line.StartsWith("<Event><Timestamp data_type="u8);

    private static bool TryTime(ReadOnlySpan<byte> line, out LogTime time)
    {
        time = default;
        if (!IsEvent(line))
            return false;
        var start = line["<Event>"u8.Length..].IndexOf((byte)'>') + "<Event>"u8.Length + 1;
        return LogTimeReader.TryRead(line[start..], out time, out _, DateOrder.MonthFirst) && time.HasYear;
    }

    private sealed class Times : LineTimes
    {
        public override bool TryTime(ReadOnlySpan<byte> line, out LogTime time) => NpsXmlFormat.TryTime(line, out time);
    }

    private sealed class Reader(ReaderTools tools) : LineBlockReader(tools)
    {
        private readonly Shape _shape = tools.Shapes.Intern("radius", "nps/accounting", RadiusFields.Names);
        private LogClock _clock = LogClock.Unset;

        protected override void Begin(LogBlock block) => _clock = (LogClock)block.State!;

        protected override LineResult TryRead(in LogLine line)
        {
            var text = line.Span;
            if (!IsEvent(text))
                return LineResult.Unread;
            Slots.Begin(line.Buffer);
            for (var at = "<Event>"u8.Length; at < text.Length && text[at] == '<' && text[at..].StartsWith("</"u8) is false;)
            {
                if (!TryElement(line, ref at))
                    return LineResult.Unread;
            }

            var host = Slots.BytesAt(0);
            Slots.Complete(_shape, line.Ref, TryTime(text, out var time) ? _clock.ToUtc(time, host, line.Ref.Offset) : null);
            return LineResult.Record;
        }

        // <User-Name data_type="1">NORTH\anna</User-Name>
        private bool TryElement(in LogLine line, ref int at)
        {
            var text = line.Span;
            var open = text[at..].IndexOf((byte)'>');
            if (open < 2)
                return false;
            var tag = text.Slice(at + 1, open - 1);
            var blank = tag.IndexOf((byte)' ');
            var name = blank < 0 ? tag.TrimEnd((byte)'/') : tag[..blank];
            var start = at + open + 1;
            if (tag[^1] == '/')
            {
                at = start;
                return true;
            }

            var length = text[start..].IndexOf("</"u8);
            var close = length < 0 ? -1 : text[(start + length)..].IndexOf((byte)'>');
            if (close < 0)
                return false;
            Add(line, name, start, length);
            at = start + length + close + 1;
            return true;
        }

        private void Add(in LogLine line, ReadOnlySpan<byte> name, int start, int length)
        {
            var slot = RadiusFields.SlotOf(name);
            var value = line.Span.Slice(start, length);
            if (slot == RadiusFields.More)
            {
                var own = Slots.AddOwn(slot, name.Length + 1 + length);
                name.CopyTo(own);
                own[name.Length] = (byte)'=';
                value.CopyTo(own[(name.Length + 1)..]);
            }
            else if (value.Contains((byte)'&'))
            {
                Slots.AddOwn(slot, Encoding.UTF8.GetBytes(WebUtility.HtmlDecode(Encoding.UTF8.GetString(value))));
            }
            else
            {
                Slots.Add(slot, line.Start + start, length);
            }
        }
    }
}
