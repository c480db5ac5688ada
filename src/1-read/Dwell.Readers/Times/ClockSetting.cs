using System.Globalization;
using Dwell.Content.Zones;
using Dwell.Model.Evidence;
using Dwell.Readers.Logs;

namespace Dwell.Readers.Times;

/// <summary>
/// Sets the clock of a file: finds its years and zones, and says in diagnostics what was completed and from what. See
/// docs/methods/lines.md, "Years and zones".
/// </summary>
public static class ClockSetting
{
    // Time by which a host's clock or a zone may be off before a bound from another file says that a year can't be.
    private static readonly long Slack = 2 * TimeSpan.TicksPerDay;
    private const int FarthestBack = 40;
    private const int HeadBytes = 64 * 1024;

    /// <summary>The clock of a file whose lines have times that <paramref name="times"/> finds.</summary>
    public static LogClock Set(LogFile file, LineTimes times, ZoneTable zones, Action<Diagnostic> report)
    {
        var known = LogClock.ZonesOf(file.Around.Context, zones);
        var head = HeadTimes.Read(file.Bytes, times, HeadBytes);
        if (head.LacksZones && known.IsEmpty)
            report(Note(file, "zone-assumed", "Times without a zone were read as UTC: the context file names no zone of a host (timezones)."));
        var years = head.LacksYears ? FindYears(file, times, report) : YearSpans.Unknown;
        return new LogClock(years, head.Order, known);
    }

    private static YearSpans FindYears(LogFile file, LineTimes times, Action<Diagnostic> report)
    {
        var scan = YearScan.Of(file.Bytes, times);
        if (scan.YearByDatedLine() is { } written && scan.Fits(written))
            return Found(scan.SpansFrom(written), "lines of the same file that have one");
        if (YearBounds.Of(file, scan, times) is not { } bound)
        {
            report(Note(file, "year-unknown", "The lines have no year, and nothing around the file tells it: its records are undated."));
            return YearSpans.Unknown;
        }

        var (ticks, relative) = scan.Last;
        var latest = new DateTime(bound.Ticks).Year - relative + 1;
        for (var year = latest; year > latest - FarthestBack; year--)
        {
            var last = new LogTime(ticks, default, default, HasYear: false);
            if (scan.Fits(year) && last.TryWithYear(year + relative, out var dated) && dated.Ticks <= bound.Ticks + Slack)
                return Found(scan.SpansFrom(year), bound.Why);
        }

        report(Note(file, "year-unknown", $"The lines have no year, and none fits {bound.Why}: its records are undated."));
        return YearSpans.Unknown;

        YearSpans Found(YearSpans spans, string why)
        {
            if (spans.IsUnknown)
            {
                report(Note(file, "year-unknown", "The lines have no year and are not in the order of time: its records are undated."));
                return spans;
            }

            var years = string.Create(CultureInfo.InvariantCulture, $"{spans.Years.Min()}{(spans.Years.Min() == spans.Years.Max() ? "" : $" to {spans.Years.Max()}")}");
            report(Note(file, "year-assumed", $"The lines have no year; {years} was taken from {why}."));
            return spans;
        }
    }

    private static Diagnostic Note(LogFile file, string code, string sentence) =>
        new(file.Evidence, code, null, sentence, IsLoss: false);
}
