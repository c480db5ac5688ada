using System.Collections.Immutable;
using Dwell.Evidence;
using Dwell.Model.Evidence;
using Dwell.Model.Records;
using Dwell.Readers.Lines;
using Dwell.Readers.Logs;
using Dwell.Readers.Times;

namespace Dwell.Readers.Web;

/// <summary>
/// Access logs in NCSA's formats and the error logs of Apache httpd and nginx, also mixed in one file. See <see cref="AccessLine"/>,
/// <see cref="ErrorLine"/>.
/// </summary>
public sealed class WebLogFormat(LineKnowledge knowledge) : LogFormat
{
    private const int LinesAsked = 64;

    /// <inheritdoc/>
    public override string Name => "web-log";

    /// <inheritdoc/>
    public override string Title => "web server log (NCSA, Apache, nginx)";

    /// <inheritdoc/>
    public override bool Recognizes(in LogHead head)
    {
        if (head.Content is not EvidenceFormat.Text)
            return false;
        var record = new SlotRecord();
        var (lines, known) = (0, 0);
        foreach (var text in head.Lines(LinesAsked))
        {
            var line = new LogLine(text.ToArray(), 0, text.Length, default);
            lines++;
            known += AccessLine.TryRead(line, record, out _, out _) || ErrorLine.TryRead(line, record, out _) ? 1 : 0;
        }

        return known * 2 > lines;
    }

    /// <inheritdoc/>
    public override LogCutter Open(LogFile file) => new ClockedCutter(file, new Times(), knowledge, clock => clock);

    /// <inheritdoc/>
    public override LogBlockReader CreateReader(ReaderTools tools) => new Reader(knowledge.Patterns, tools);

    /// <summary>A block with the cited line and the clock of its file.</summary>
    public override LogBlock? BlockOf(LogFile file, ImmutableArray<LocatorPiece> pieces) =>
        pieces.IsDefaultOrEmpty
            ? null
            : LogBlock.OfPiece(this, file, pieces[0], ClockSetting.Set(file, new Times(), knowledge.Zones, static _ => { }));

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
