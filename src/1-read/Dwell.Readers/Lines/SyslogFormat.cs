using Dwell.Evidence;
using Dwell.Readers.Logs;
using Dwell.Readers.Times;

namespace Dwell.Readers.Lines;

/// <summary>
/// What a logging service wrote: <c>auth.log</c>, <c>secure</c>, <c>messages</c>, <c>maillog</c>, a collector's files,
/// journalctl's short outputs. Messages become fields by <c>content/lines</c>; one that fits no pattern is a record of
/// <c>linux/syslog</c> with its message, program, host and process id.
/// </summary>
public sealed class SyslogFormat(LineKnowledge knowledge) : ClockedFormat(knowledge)
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
        // Continued messages and a journal's remarks stand between.
        var matcher = new LineMatcher(Knowledge.Patterns);
        return head.MostLinesFit(LinesAsked, line =>
            SyslogLine.TryRead(line, DateOrder.Unknown, out var read) && (read.HasTag || matcher.Match(default, read.Message.Of(line))));
    }

    /// <inheritdoc/>
    public override LogBlockReader CreateReader(ReaderTools tools) => new SyslogBlockReader(Knowledge.Patterns, tools);

    /// <inheritdoc/>
    protected override LineTimes TimesOf(LogFile file) => new SyslogTimes();
}
