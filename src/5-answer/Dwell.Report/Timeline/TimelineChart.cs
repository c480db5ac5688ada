using System.Collections.Immutable;
using System.Globalization;
using Dwell.Model.Findings;
using Dwell.Model.Time;

namespace Dwell.Report.Timeline;

/// <summary>
/// Findings over time, one lane a host, laid out in units of the drawing. Marks that would cover one another are put
/// in rows; a lane has few, and what does not fit shares the last.
/// </summary>
internal sealed record TimelineChart(
    ImmutableArray<TimelineLane> Lanes,
    ImmutableArray<TimelineTick> Ticks,
    ImmutableArray<Finding> Shown,
    int Undated,
    int LeftOut,
    int Height)
{
    public const int Width = 1080;
    public const int LabelWidth = 170;
    public const int RowHeight = 18;
    public const int MarkWidth = 14;
    private const int LanePadding = 6;
    private const int AxisHeight = 28;
    private const int RightMargin = 24;
    private const int PlotWidth = Width - LabelWidth - RightMargin;
    private const int MaxMarks = 200;
    private const int MaxLanes = 24;
    private const int MaxRows = 4;
    private const int MaxTicks = 8;

    private static readonly TimeSpan[] Steps =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12),
        TimeSpan.FromDays(1), TimeSpan.FromDays(2), TimeSpan.FromDays(7), TimeSpan.FromDays(14), TimeSpan.FromDays(30),
        TimeSpan.FromDays(91), TimeSpan.FromDays(182), TimeSpan.FromDays(365), TimeSpan.FromDays(730), TimeSpan.FromDays(3650),
    ];

    /// <summary>Lays out findings given by rank; null when none is dated.</summary>
    public static TimelineChart? Of(ImmutableArray<Finding> byRank)
    {
        var dated = byRank.Where(finding => finding.First is not null).ToList();
        if (dated.Count == 0)
            return null;
        var shown = dated.Take(MaxMarks).ToList();
        var start = shown.Min(finding => finding.First!.Value.Ticks);
        var end = Math.Max(start + TimeSpan.TicksPerSecond, shown.Max(finding => End(finding)));
        var lanes = ImmutableArray.CreateBuilder<TimelineLane>();
        var top = AxisHeight;
        foreach (var (name, members) in ByHost(shown))
        {
            var lane = MakeLane(name, top, members, ticks => X(ticks, start, end));
            lanes.Add(lane);
            top += lane.Height;
        }

        return new TimelineChart(
            lanes.ToImmutable(),
            MakeTicks(start, end),
            [.. shown.OrderBy(finding => finding.First!.Value.Ticks).ThenBy(finding => finding.Rank)],
            byRank.Length - dated.Count,
            dated.Count - shown.Count,
            top + LanePadding);
    }

    private static long End(Finding finding) => (finding.Last ?? finding.First!.Value).Ticks;

    // Hosts in the order of their best finding; the last lane takes those for which there is no room.
    private static IEnumerable<(string Name, List<Finding> Members)> ByHost(List<Finding> shown)
    {
        var hosts = shown.GroupBy(finding => finding.Hosts.IsEmpty ? "no host" : finding.Hosts[0], StringComparer.OrdinalIgnoreCase).ToList();
        var own = hosts.Count <= MaxLanes ? hosts.Count : MaxLanes - 1;
        foreach (var host in hosts.Take(own))
            yield return (host.Key, [.. host]);
        if (own < hosts.Count)
            yield return (string.Create(CultureInfo.InvariantCulture, $"{hosts.Count - own} other hosts"), [.. hosts.Skip(own).SelectMany(host => host)]);
    }

    private static TimelineLane MakeLane(string name, int top, List<Finding> members, Func<long, int> x)
    {
        var rowEnds = new List<int>();
        var marks = ImmutableArray.CreateBuilder<TimelineMark>();
        foreach (var finding in members.OrderBy(finding => finding.First!.Value.Ticks).ThenBy(finding => finding.Rank))
        {
            var left = x(finding.First!.Value.Ticks);
            var width = Math.Max(MarkWidth, x(End(finding)) - left);
            var row = rowEnds.FindIndex(rowEnd => rowEnd <= left);
            if (row < 0 && rowEnds.Count < MaxRows)
            {
                row = rowEnds.Count;
                rowEnds.Add(0);
            }

            row = row < 0 ? MaxRows - 1 : row;
            rowEnds[row] = Math.Max(rowEnds[row], left + width + 1);
            marks.Add(new TimelineMark(finding, left, top + LanePadding / 2 + row * RowHeight + 1, width));
        }

        return new TimelineLane(name, top, rowEnds.Count * RowHeight + LanePadding, marks.ToImmutable());
    }

    private static ImmutableArray<TimelineTick> MakeTicks(long start, long end)
    {
        var step = Array.Find(Steps, candidate => (end - start) / candidate.Ticks < MaxTicks).Ticks;
        step = step == 0 ? Steps[^1].Ticks * ((end - start) / Steps[^1].Ticks / MaxTicks + 1) : step;
        var format = step >= TimeSpan.TicksPerDay ? "yyyy-MM-dd" : step >= TimeSpan.TicksPerMinute ? "MM-dd HH:mm" : "HH:mm:ss";
        var ticks = ImmutableArray.CreateBuilder<TimelineTick>();
        for (var at = (start + step - 1) / step * step; at <= end && at < DateTime.MaxValue.Ticks; at += step)
            ticks.Add(new TimelineTick(X(at, start, end), new UtcInstant(at).ToDateTime().ToString(format, CultureInfo.InvariantCulture)));
        return ticks.ToImmutable();
    }

    // Whole numbers only: the same drawing on every machine. The widest span times the width does not fit 64 bits.
    private static int X(long ticks, long start, long end) =>
        LabelWidth + (int)((Int128)(ticks - start) * (PlotWidth - MarkWidth) / (end - start));
}

/// <summary>One host's marks; <paramref name="Top"/> and <paramref name="Height"/> in units of the drawing.</summary>
internal sealed record TimelineLane(string Name, int Top, int Height, ImmutableArray<TimelineMark> Marks);

/// <summary>One finding.</summary>
internal sealed record TimelineMark(Finding Finding, int X, int Y, int Width);

/// <summary>A line of the time axis with its label.</summary>
internal sealed record TimelineTick(int X, string Label);
