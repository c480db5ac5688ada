using Dwell.Readers.Logs;

namespace Dwell.Readers.Times;

/// <summary>The latest time that a file's last line can have, and in words what says so.</summary>
internal readonly record struct YearBound(long Ticks, string Why);

/// <summary>
/// Finds until when a file was written by what lies around it: the date in a rotated file's name, the time that a gzip, tar or zip
/// kept of it, the newer files of the same rotation, and the newest date in files of the same folder, then in all evidence. The
/// modification time of a file on disk is not used: copying changes it.
/// </summary>
internal static class YearBounds
{
    private static readonly long NearlySame = 2 * TimeSpan.TicksPerDay;

    public static YearBound? Of(LogFile file, YearScan scan, LineTimes times)
    {
        var name = RotatedName.Of(file.Item.Path);
        if (name.Date is { } dated)
            return new YearBound(dated.Ticks, "the date in the name of the rotated file");
        var packed = PackedTime.Of(file) is { } kept ? new YearBound(kept.Ticks, $"the time that the {kept.Keeper} kept of the file") : (YearBound?)null;
        if (packed is { } time && IsLastLine(scan, time.Ticks))
            return time;
        if (Neighbours.NewestDate(file) is { } newest)
            return ByRotation(file, name, times, newest);
        return packed is { } bound ? ByRotation(file, name, times, bound) : null;
    }

    // Each newer file of the rotation ends what the next older one can have: auth.log, auth.log.1, auth.log.2.gz, …
    private static YearBound ByRotation(LogFile file, RotatedName name, LineTimes times, YearBound bound)
    {
        if (name.Number == 0)
            return bound;
        foreach (var newer in Neighbours.NewerOfRotation(file, name))
        {
            using var bytes = file.Around.Source!.Open(newer);
            if (EdgeTimes.Of(bytes, times) is not { } edges)
                continue;
            var last = LatestNotAfter(edges.Last, bound.Ticks + NearlySame);
            var first = last is null ? null : LatestNotAfter(edges.First, last.Value + NearlySame);
            if (first is { } start && start < bound.Ticks)
                bound = new YearBound(start, bound.Why + " and the newer files of the rotation");
        }

        return bound with { Why = bound.Why.Replace(" and the newer files of the rotation and the newer", " and the newer", StringComparison.Ordinal) };
    }

    private static long? LatestNotAfter(in LogTime time, long bound)
    {
        if (time.HasYear)
            return time.Ticks;
        for (var year = new DateTime(bound).Year; year > new DateTime(bound).Year - 8; year--)
        {
            if (time.TryWithYear(year, out var dated) && dated.Ticks <= bound)
                return dated.Ticks;
        }

        return null;
    }

    private static bool IsLastLine(YearScan scan, long ticks)
    {
        var last = new LogTime(scan.Last.Ticks, default, default, HasYear: false);
        return last.TryWithYear(new DateTime(ticks).Year, out var dated) && Math.Abs(dated.Ticks - ticks) <= NearlySame;
    }
}
