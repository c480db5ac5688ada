using System.Collections.Immutable;
using Dwell.Evidence;
using Dwell.Model.Evidence;
using Dwell.Readers.Logs;
using Dwell.Readers.Times;

namespace Dwell.Readers.Lines;

/// <summary>
/// What a logging service wrote: <c>auth.log</c>, <c>secure</c>, <c>messages</c>, <c>maillog</c>, a collector's files,
/// journalctl's short outputs. Messages become fields by <c>content/lines</c>; one that fits no pattern is a record of
/// <c>linux/syslog</c> with its message, program, host and process id.
/// </summary>
public sealed class SyslogFormat(LineKnowledge knowledge) : LogFormat
{
    private const int LinesAsked = 64;

    /// <inheritdoc/>
    public override string Name => "syslog";

    /// <inheritdoc/>
    public override string Title => "syslog";

    /// <summary>True when most lines have a time, and a program's tag or a message that is known whatever the program.</summary>
    public override bool Recognizes(in LogHead head)
    {
        if (head.Content != EvidenceFormat.Text)
            return false;
        var matcher = new LineMatcher(knowledge.Patterns);
        var (lines, tagged) = (0, 0);
        foreach (var line in head.Lines(LinesAsked))
        {
            lines++;
            if (SyslogLine.TryRead(line, DateOrder.Unknown, out var read) && (read.HasTag || matcher.Match(default, read.Message.Of(line))))
                tagged++;
        }

        // Continued messages and a journal's remarks stand between.
        return tagged > 0 && tagged * 2 > lines;
    }

    /// <inheritdoc/>
    public override LogCutter Open(LogFile file) => new ClockedCutter(file, new Times(), knowledge, clock => clock);

    /// <inheritdoc/>
    public override LogBlockReader CreateReader(ReaderTools tools) => new SyslogBlockReader(knowledge.Patterns, tools);

    /// <summary>A block with the cited line and the clock of its file, so that its year and zone are the same.</summary>
    public override LogBlock? BlockOf(LogFile file, ImmutableArray<LocatorPiece> pieces) =>
        pieces.IsDefaultOrEmpty
            ? null
            : LogBlock.OfPiece(this, file, pieces[0], ClockSetting.Set(file, new Times(), knowledge.Zones, static _ => { }));

    private sealed class Times : LineTimes
    {
        public override bool TryTime(ReadOnlySpan<byte> line, out LogTime time)
        {
            var isRead = SyslogLine.TryRead(line, DateOrder.Unknown, out var read) && read.Time is not null;
            time = read.Time.GetValueOrDefault();
            return isRead;
        }
    }
}
