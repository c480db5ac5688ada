using Dwell.Model.Facts;
using Dwell.Model.Time;

namespace Dwell.Analysis.Coverage;

/// <summary>
/// Which logs of which hosts are in the evidence, and from when to when: hours are counted, so both ends are whole hours and
/// the interval holds all records.
/// </summary>
internal sealed class LogPresence
{
    private readonly Dictionary<(string Host, string Source), HourRange> _logs = [];
    private readonly Dictionary<(string Host, string Class), HourRange> _classes = [];
    private readonly SortedSet<string> _hosts = new(StringComparer.Ordinal);

    public LogPresence(IEnumerable<ActivityCount> activity)
    {
        foreach (var count in activity)
        {
            if (count.Key.Host.Length == 0)
                continue;
            _hosts.Add(count.Key.Host);
            Extend(_logs, (count.Key.Host, count.Key.Source.ToUpperInvariant()), count);
            Extend(_classes, (count.Key.Host, count.Key.EventClass), count);
        }
    }

    /// <summary>Hosts that wrote records, in ordinal order.</summary>
    public IReadOnlyCollection<string> Hosts => _hosts;

    public HourRange? LogOf(string host, string source) =>
        _logs.TryGetValue((host, source.ToUpperInvariant()), out var range) ? range : null;

    public HourRange? ClassOf(string host, string eventClass) =>
        _classes.TryGetValue((host, eventClass), out var range) ? range : null;

    private static void Extend<TKey>(Dictionary<TKey, HourRange> ranges, TKey key, ActivityCount count)
        where TKey : notnull
    {
        var range = ranges.TryGetValue(key, out var known) ? known : HourRange.Empty;
        ranges[key] = range.With(count.Key.HourUtc, count.Records);
    }
}

/// <summary>Hours from the first to the last with records (both included; -1 when all are undated), and how many records.</summary>
internal readonly record struct HourRange(long First, long Last, long Records)
{
    public static HourRange Empty => new(-1, -1, 0);

    public UtcInstant? From => First < 0 ? null : new UtcInstant(First * TimeSpan.TicksPerHour);

    public UtcInstant? To => Last < 0 ? null : new UtcInstant((Last + 1) * TimeSpan.TicksPerHour);

    public HourRange With(long hour, long records) => new(
        hour < 0 ? First : First < 0 ? hour : Math.Min(First, hour),
        Math.Max(Last, hour),
        Records + records);

    public HourRange With(HourRange other) => other.Records == 0 ? this
        : new HourRange(
            First < 0 ? other.First : other.First < 0 ? First : Math.Min(First, other.First),
            Math.Max(Last, other.Last),
            Records + other.Records);
}
