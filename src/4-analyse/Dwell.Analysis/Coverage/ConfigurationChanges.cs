using Dwell.Model.Facts;

namespace Dwell.Analysis.Coverage;

/// <summary>
/// When somebody changed what a log records, or cleared it. Windows writes a change of the audit policy (4719) and Sysmon a change
/// of its configuration (16) whatever the configuration is: between two of them what is recorded stays the same.
/// </summary>
internal sealed class ConfigurationChanges
{
    private const string Security = "SECURITY";
    private const string Sysmon = "MICROSOFT-WINDOWS-SYSMON/OPERATIONAL";

    private readonly Dictionary<(string Host, string Log), SortedSet<long>> _changes = [];
    private readonly Dictionary<(string Host, string Log), long> _lastClear = [];

    public ConfigurationChanges(IEnumerable<Fact> auditChanges)
    {
        foreach (var change in auditChanges)
        {
            if (change.Time is not { } time)
                continue;
            var hour = time.Ticks / TimeSpan.TicksPerHour;
            var name = (change[FactColumn.Name] ?? "").ToUpperInvariant();
            if (change[FactColumn.Outcome] == "cleared")
                _lastClear[(change.Host, name)] = Math.Max(time.Ticks, _lastClear.GetValueOrDefault((change.Host, name)));
            else
                Add((change.Host, string.Equals(change.Source, Sysmon, StringComparison.OrdinalIgnoreCase) ? Sysmon : Security), hour);
        }
    }

    /// <summary>When the log was last cleared, in ticks; null when no record says so.</summary>
    public long? LastClearOf(string host, string log) => _lastClear.TryGetValue((host, log), out var ticks) ? ticks : null;

    /// <summary>
    /// The stretch around an hour in which nothing changed, inside of the log's range. The hours of a change belong to both sides:
    /// counts by hour can't tell which side a record is of.
    /// </summary>
    public HourRange StretchAround(string host, string log, long hour, HourRange range)
    {
        var (first, last) = (range.First, range.Last);
        foreach (var change in _changes.GetValueOrDefault((host, log), []))
        {
            if (change <= hour)
                first = Math.Max(first, change);
            if (change >= hour)
                last = Math.Min(last, change);
        }

        return new HourRange(first, Math.Max(first, last));
    }

    private void Add((string Host, string Log) key, long hour)
    {
        if (!_changes.TryGetValue(key, out var hours))
            _changes[key] = hours = [];
        hours.Add(hour);
    }
}
