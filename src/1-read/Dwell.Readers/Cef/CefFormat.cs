using Dwell.Evidence;
using Dwell.Readers.Lines;
using Dwell.Readers.Logs;
using Dwell.Readers.Times;

namespace Dwell.Readers.Cef;

/// <summary>
/// Events in ArcSight's Common Event Format, with or without the header of a logging service before each. A record is of
/// <c>cef/PRODUCT</c>; its fields are those of every line (<see cref="LineFields"/>), then the head's, then the pairs under their own names.
/// </summary>
public sealed class CefFormat(LineKnowledge knowledge) : ClockedFormat(knowledge)
{
    private const int LinesAsked = 64;

    /// <inheritdoc/>
    public override string Name => "cef";

    /// <inheritdoc/>
    public override string Title => "Common Event Format";

    /// <summary>True when most lines hold such an event.</summary>
    public override bool Recognizes(in LogHead head)
    {
        var parts = new Range[CefLine.HeadParts];
        return head.Content == EvidenceFormat.Text && head.MostLinesFit(LinesAsked, line => CefLine.TryFind(line, parts, out _));
    }

    /// <inheritdoc/>
    public override LogBlockReader CreateReader(ReaderTools tools) => new CefBlockReader(tools);

    /// <inheritdoc/>
    protected override LineTimes TimesOf(LogFile file) => new SyslogTimes();
}
