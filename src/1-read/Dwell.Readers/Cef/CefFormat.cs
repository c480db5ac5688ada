using System.Collections.Immutable;
using Dwell.Evidence;
using Dwell.Model.Evidence;
using Dwell.Readers.Lines;
using Dwell.Readers.Logs;
using Dwell.Readers.Times;

namespace Dwell.Readers.Cef;

/// <summary>
/// Events in ArcSight's Common Event Format, with or without the header of a logging service before each. A record is of
/// <c>cef/PRODUCT</c>; its fields are those of every line (<see cref="LineFields"/>), then the head's, then the pairs under their own names.
/// </summary>
public sealed class CefFormat(LineKnowledge knowledge) : LogFormat
{
    private const int LinesAsked = 64;

    /// <inheritdoc/>
    public override string Name => "cef";

    /// <inheritdoc/>
    public override string Title => "Common Event Format";

    /// <summary>True when most lines hold such an event.</summary>
    public override bool Recognizes(in LogHead head)
    {
        if (head.Content != EvidenceFormat.Text)
            return false;
        Span<Range> parts = stackalloc Range[CefLine.HeadParts];
        var (lines, fitting) = (0, 0);
        foreach (var line in head.Lines(LinesAsked))
        {
            lines++;
            fitting += CefLine.TryFind(line, parts, out _) ? 1 : 0;
        }

        return fitting * 2 > lines;
    }

    /// <inheritdoc/>
    public override LogCutter Open(LogFile file) => new ClockedCutter(file, new Times(), knowledge, clock => clock);

    /// <inheritdoc/>
    public override LogBlockReader CreateReader(ReaderTools tools) => new CefBlockReader(tools);

    /// <summary>A block with the cited line and the clock of its file.</summary>
    public override LogBlock? BlockOf(LogFile file, ImmutableArray<LocatorPiece> pieces) =>
        pieces.IsDefaultOrEmpty
            ? null
            : LogBlock.OfPiece(this, file, pieces[0], ClockSetting.Set(file, new Times(), knowledge.Zones, static _ => { }));

    // Only what stands before the event: the event's own times have a year.
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
