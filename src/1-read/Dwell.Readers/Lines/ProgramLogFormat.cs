using Dwell.Evidence;
using Dwell.Readers.Logs;
using Dwell.Readers.Times;

namespace Dwell.Readers.Lines;

/// <summary>
/// The log file of a program that writes without a logging service, where <c>content/lines</c> says how its lines look
/// (<c>lines</c>): of those whose lines fit, the one whose patterns know most of the messages.
/// </summary>
public sealed class ProgramLogFormat(LineKnowledge knowledge) : ClockedFormat(knowledge)
{
    private const int LinesAsked = 64;

    /// <inheritdoc/>
    public override string Name => "program-log";

    /// <inheritdoc/>
    public override string Title => "log of a program";

    /// <summary>True when most lines fit one program's form, and one of its patterns knows a message.</summary>
    public override bool Recognizes(in LogHead head) => head.Content == EvidenceFormat.Text && LogOf(head) is not null;

    /// <inheritdoc/>
    public override LogBlockReader CreateReader(ReaderTools tools) => new ProgramLogBlockReader(Knowledge.Patterns, tools);

    /// <inheritdoc/>
    protected override LineTimes TimesOf(LogFile file) => new Times(LogOf(file), Knowledge.Patterns);

    /// <inheritdoc/>
    protected override object StateOf(LogFile file, LogClock clock) => new ProgramLogState(LogOf(file), clock);

    private BareLog? LogOf(LogFile file) => LogOf(LogHead.Read(file.Item, file.Bytes));

    private BareLog? LogOf(in LogHead head)
    {
        var matcher = new LineMatcher(Knowledge.Patterns);
        BareLog? best = null;
        var most = 0;
        foreach (var log in Knowledge.Patterns.Bare)
        {
            var (lines, fitting, known) = (0, 0, 0);
            foreach (var line in head.Lines(LinesAsked))
            {
                lines++;
                if (!matcher.MatchLine(log, line, DateOrder.Unknown, out _))
                    continue;
                fitting++;
                known += matcher.Event is null ? 0 : 1;
            }

            if (known > most && fitting * 2 > lines)
                (best, most) = (log, known);
        }

        return best;
    }

    private sealed class Times(BareLog? log, LinePatterns patterns) : LineTimes
    {
        private readonly LineMatcher _matcher = new(patterns);

        public override bool TryTime(ReadOnlySpan<byte> line, out LogTime time)
        {
            LogTime? found = null;
            var isRead = log is not null && _matcher.MatchLine(log, line, DateOrder.Unknown, out found) && found is not null;
            time = found.GetValueOrDefault();
            return isRead;
        }
    }
}

/// <summary>Whose log it is, and the clock of the file; the log is null when the file no longer looks like any.</summary>
internal sealed record ProgramLogState(BareLog? Log, LogClock Clock);

/// <summary>Reads the lines of such a file.</summary>
internal sealed class ProgramLogBlockReader(LinePatterns patterns, ReaderTools tools) : LineBlockReader(tools)
{
    private readonly LineMatcher _matcher = new(patterns);
    private readonly LineRecordFiller _filler = new(patterns, tools.Shapes);
    private readonly StrayLines _strays = new(patterns, tools.Shapes);
    private ProgramLogState? _state;

    protected override void Begin(LogBlock block)
    {
        _state = block.State as ProgramLogState;
        _filler.BeginBlock();
    }

    protected override LineResult TryRead(in LogLine line)
    {
        if (_state?.Log is not { } log)
            return LineResult.Unread;
        var isOfLog = _matcher.MatchLine(log, line.Span, _state.Clock.Order, out var written);
        if ((!isOfLog || _matcher.Event is null) && _strays.TryFill(line, Slots, _state.Clock))
            return LineResult.Record;
        if (!isOfLog)
            return LineResult.Unread;
        _filler.Begin(Slots, line);
        _filler.AddMatch(Slots, line, _matcher, shift: 0);
        var host = Slots.BytesAt(LineFields.HostName);
        _filler.Complete(Slots, line, log.Source, written is { } time ? _state.Clock.ToUtc(time, host, line.Ref.Offset) : null);
        return LineResult.Record;
    }
}
