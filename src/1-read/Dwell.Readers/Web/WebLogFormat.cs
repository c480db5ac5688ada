using Dwell.Evidence;
using Dwell.Model.Records;
using Dwell.Readers.Lines;
using Dwell.Readers.Logs;
using Dwell.Readers.Times;

namespace Dwell.Readers.Web;

/// <summary>
/// Access logs in NCSA's formats and the error logs of Apache httpd and nginx, also mixed in one file. See <see cref="AccessLine"/>,
/// <see cref="ErrorLine"/>.
/// </summary>
public sealed class WebLogFormat(LineKnowledge knowledge) : ClockedFormat(knowledge)
{
    private const int LinesAsked = 64;

    /// <inheritdoc/>
    public override string Name => "web-log";

    /// <inheritdoc/>
    public override string Title => "web server log (NCSA, Apache, nginx)";

    /// <inheritdoc/>
    public override bool Recognizes(in LogHead head)
    {
        var times = new Times();
        return head.Content == EvidenceFormat.Text && head.MostLinesFit(LinesAsked, line => times.TryTime(line, out _));
    }

    /// <inheritdoc/>
    public override LogBlockReader CreateReader(ReaderTools tools) => new Reader(Knowledge.Patterns, tools);

    /// <inheritdoc/>
    protected override LineTimes TimesOf(LogFile file) => new Times();

    private sealed class Times : LineTimes
    {
        private readonly SlotRecord _record = new();

        public override bool TryTime(ReadOnlySpan<byte> line, out LogTime time)
        {
            var copy = new LogLine(line.ToArray(), 0, line.Length, default);
            return AccessLine.TryRead(copy, _record, out time, out _) || ErrorLine.TryRead(copy, _record, out time);
        }
    }

    private sealed class Reader(LinePatterns patterns, ReaderTools tools) : LineBlockReader(tools)
    {
        private readonly Shape _access = tools.Shapes.Intern("web", "web/access", WebFields.Names);
        private readonly Shape _squid = tools.Shapes.Intern("proxy", "squid/access", WebFields.Names);
        private readonly Shape _error = tools.Shapes.Intern("web", "web/error", ErrorLine.Names);
        private readonly StrayLines _strays = new(patterns, tools.Shapes);
        private LogClock _clock = LogClock.Unset;

        protected override void Begin(LogBlock block) => _clock = (LogClock)block.State!;

        protected override LineResult TryRead(in LogLine line)
        {
            Shape shape;
            if (AccessLine.TryRead(line, Slots, out var time, out var isSquid))
                shape = isSquid ? _squid : _access;
            else if (ErrorLine.TryRead(line, Slots, out time))
                shape = _error;
            else
                return _strays.TryProgram(line, Slots, _clock) ? LineResult.Record : LineResult.Unread;
            Slots.Complete(shape, line.Ref, _clock.ToUtc(time, default, line.Ref.Offset));
            return LineResult.Record;
        }
    }
}
