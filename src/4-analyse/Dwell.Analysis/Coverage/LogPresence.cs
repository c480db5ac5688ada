using Dwell.Model.Facts;

namespace Dwell.Analysis.Coverage;

/// <summary>
/// Which logs of which hosts are in the evidence, and in which hours which log wrote which class. Hours are counted, so
/// intervals end on whole hours and hold all records.
/// </summary>
internal sealed class LogPresence
{
    private readonly Dictionary<(string Host, string Log), HourRange> _logs = [];
    private readonly Dictionary<(string Host, string Class), SortedDictionary<string, SortedDictionary<long, long>>> _written = [];
    private readonly SortedSet<string> _hosts = new(StringComparer.Ordinal);

    public LogPresence(IEnumerable<ActivityCount> activity)
    {
        foreach (var count in activity)
        {
            if (count.Key.Host.Length > 0)
                _hosts.Add(count.Key.Host);
            var log = count.Key.Source.ToUpperInvariant();
            var range = _logs.TryGetValue((count.Key.Host, log), out var known) ? known : HourRange.Empty;
            _logs[(count.Key.Host, log)] = range.With(count.Key.HourUtc);
            var hours = HoursOf((count.Key.Host, count.Key.EventClass), log);
            hours[count.Key.HourUtc] = hours.GetValueOrDefault(count.Key.HourUtc) + count.Records;
        }
    }

    /// <summary>Hosts that wrote records, in ordinal order.</summary>
    public IReadOnlyCollection<string> Hosts => _hosts;

    /// <summary>When a log has records; null when it is not in the evidence.</summary>
    public HourRange? LogOf(string host, string log) =>
        _logs.TryGetValue((host, log.ToUpperInvariant()), out var range) ? range : null;

    /// <summary>The logs that wrote a class on a host, in upper case, each with its records by hour.</summary>
    public IReadOnlyDictionary<string, SortedDictionary<long, long>> WritersOf(string host, string eventClass) =>
        _written.TryGetValue((host, eventClass), out var logs) ? logs : [];

    private SortedDictionary<long, long> HoursOf((string Host, string Class) key, string log)
    {
        if (!_written.TryGetValue(key, out var logs))
            _written[key] = logs = new SortedDictionary<string, SortedDictionary<long, long>>(StringComparer.Ordinal);
        if (!logs.TryGetValue(log, out var hours))
            logs[log] = hours = [];
        return hours;
    }
}
