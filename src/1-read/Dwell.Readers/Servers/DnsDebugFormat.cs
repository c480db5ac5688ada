using Dwell.Evidence;
using Dwell.Model.Records;
using Dwell.Readers.Lines;
using Dwell.Readers.Logs;
using Dwell.Readers.Times;

namespace Dwell.Readers.Servers;

/// <summary>
/// The debug log of Windows DNS servers (2003 to 2025): a packet a line, with date and time in the server's own zone and regional
/// format. The key to its columns at the top is no record; lines of packet details, and any others, are records of their text.
/// </summary>
public sealed class DnsDebugFormat(LineKnowledge knowledge) : ClockedFormat(knowledge)
{
    private const int LinesAsked = 120;

    /// <inheritdoc/>
    public override string Name => "windows-dns-debug";

    /// <inheritdoc/>
    public override string Title => "debug log of a Windows DNS server";

    /// <inheritdoc/>
    public override bool Recognizes(in LogHead head)
    {
        if (head.Content is not EvidenceFormat.Text)
            return false;
        var record = new SlotRecord();
        foreach (var text in head.Lines(LinesAsked))
        {
            if (DnsDebugLine.TryRead(new LogLine(text.ToArray(), 0, text.Length, default), record, DateOrder.Unknown, out _))
                return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public override LogBlockReader CreateReader(ReaderTools tools) => new Reader(tools);

    /// <inheritdoc/>
    protected override LineTimes TimesOf(LogFile file) => new Times();

    private sealed class Times : LineTimes
    {
        private readonly SlotRecord _record = new();

        public override bool TryTime(ReadOnlySpan<byte> line, out LogTime time) =>
            DnsDebugLine.TryRead(new LogLine(line.ToArray(), 0, line.Length, default), _record, DateOrder.Unknown, out time);
    }

    private sealed class Reader(ReaderTools tools) : LineBlockReader(tools)
    {
        private readonly Shape _shape = tools.Shapes.Intern("dns", "windows/dns-debug", DnsDebugLine.Names);
        private readonly PlainLines _plain = new(tools.Shapes);
        private LogClock _clock = LogClock.Unset;
        private bool _isTop;

        // The key to the columns, which the server writes at the top of each file; all but its headings are indented.
        private static bool IsDescription(ReadOnlySpan<byte> line) =>
            line[0] is (byte)' ' or (byte)'\t'
            || line.StartsWith("DNS Server log"u8) || line.StartsWith("Log file wrap"u8)
            || line.StartsWith("Message logging key"u8) || line.StartsWith("Note:"u8);

        protected override void Begin(LogBlock block)
        {
            _clock = (LogClock)block.State!;
            _isTop = block.Offset <= 3;
        }

        protected override LineResult TryRead(in LogLine line)
        {
            if (DnsDebugLine.TryRead(line, Slots, _clock.Order, out var time))
            {
                _isTop = false;
                Slots.Complete(_shape, line.Ref, _clock.ToUtc(time, default, line.Ref.Offset));
                return LineResult.Record;
            }

            if (_isTop && IsDescription(line.Span))
                return LineResult.NoRecord;
            _plain.Fill(Slots, line);
            return LineResult.Record;
        }
    }
}
