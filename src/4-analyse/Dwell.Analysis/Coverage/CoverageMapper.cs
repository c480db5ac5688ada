using Dwell.Content.Classes;
using Dwell.Model.Coverage;
using Dwell.Model.Facts;
using Dwell.Model.Time;

namespace Dwell.Analysis.Coverage;

/// <summary>
/// Whether each class of events was being recorded on each host. That a log file exists does not mean that a class was audited:
/// a class counts as recorded while the configuration under which it wrote a record stayed the same, or over the whole log
/// where Windows always writes it. Method and limits: <c>docs/methods/coverage.md</c>.
/// </summary>
public sealed class CoverageMapper
{
    // The group of classes that devices outside of the hosts record (content/classes).
    private const string SensorClasses = "sensors";

    private const string SensedWhy = "a sensor wrote it; which hosts it saw is not known";

    private readonly LogPresence _presence;
    private readonly ConfigurationChanges _changes;
    private readonly ILookup<string, string> _impliedBy;

    private CoverageMapper(LogPresence presence, ConfigurationChanges changes, ILookup<string, string> impliedBy)
    {
        _presence = presence;
        _changes = changes;
        _impliedBy = impliedBy;
    }

    /// <summary>The map for all hosts that wrote records and all classes that have questions.</summary>
    /// <param name="activity">All activity of the store.</param>
    /// <param name="auditChanges">Facts of kind audit change.</param>
    /// <param name="catalog">The classes.</param>
    public static CoverageMap Map(IEnumerable<ActivityCount> activity, IEnumerable<Fact> auditChanges, ClassCatalog catalog)
    {
        var presence = new LogPresence(activity);
        var classes = catalog.Classes.Values.Where(item => !item.Questions.IsEmpty).ToList();
        var mapper = new CoverageMapper(presence, new ConfigurationChanges(auditChanges), ImpliedBy(catalog));
        var spans = presence.Hosts.SelectMany(host => classes.SelectMany(item => mapper.SpansOf(host, item)));
        var sensed = classes.Where(item => item.Within == SensorClasses).SelectMany(mapper.SensedSpansOf);
        return new CoverageMap([.. presence.Hosts], [.. classes.Select(item => item.Name)], [.. sensed, .. spans]);
    }

    // A sensor names no host, and which hosts it saw is not known: what it recorded stands under no host and covers none. Only
    // the hours in which it wrote count; that it wrote nothing may be silence or a gap.
    private IEnumerable<CoverageSpan> SensedSpansOf(EventClass item)
    {
        var hours = new SortedDictionary<long, long>();
        foreach (var (hour, records) in _presence.WritersOf("", item.Name).SelectMany(log => log.Value))
        {
            if (hour >= 0)
                hours[hour] = hours.GetValueOrDefault(hour) + records;
        }

        var (range, count) = (HourRange.Empty, 0L);
        foreach (var (hour, records) in hours)
        {
            if (range.Last >= 0 && hour > range.Last + 1)
            {
                yield return Recorded("", item, range, SensedWhy, count);
                (range, count) = (HourRange.Empty, 0);
            }

            (range, count) = (range.With(hour), count + records);
        }

        if (count > 0)
            yield return Recorded("", item, range, SensedWhy, count);
    }

    private static ILookup<string, string> ImpliedBy(ClassCatalog catalog) =>
        catalog.Classes.Values
            .SelectMany(item => item.Implies.Select(implied => (implied, item.Name)))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .ToLookup(pair => pair.implied, pair => pair.Name, StringComparer.Ordinal);

    private IEnumerable<CoverageSpan> SpansOf(string host, EventClass item)
    {
        var always = item.Writers.Where(writer => writer.Switch.Kind == ClassSwitchKind.Always)
            .Select(writer => (Log: writer.Channel.ToUpperInvariant(), Range: _presence.LogOf(host, writer.Channel)))
            .Where(log => log.Range is not null)
            .ToList();
        var written = _impliedBy[item.Name].Prepend(item.Name)
            .SelectMany(name => _presence.WritersOf(host, name))
            .ToList();
        if (always.Count == 0 && written.Count == 0)
        {
            yield return Missing(host, item);
            yield break;
        }

        // What was written before a log was cleared is gone, unless another log of the host wrote it too.
        var logs = always.Select(log => log.Log).Concat(written.Select(pair => pair.Key)).Distinct(StringComparer.Ordinal).ToList();
        if (logs.TrueForAll(log => _changes.LastClearOf(host, log) is not null))
        {
            var clear = new UtcInstant(logs.Min(log => _changes.LastClearOf(host, log)!.Value));
            yield return new CoverageSpan(host, item.Name, null, clear, CoverageState.Cleared, "its log was cleared then", 0);
        }

        var records = written.Sum(pair => pair.Value.Values.Sum());
        foreach (var log in always)
            yield return Recorded(host, item, log.Range!.Value, "it is always written, and its log is here", records);
        foreach (var (log, hours) in written.Where(pair => always.TrueForAll(known => known.Log != pair.Key)))
        {
            foreach (var span in Stretches(host, item, log, hours))
                yield return span;
        }
    }

    private IEnumerable<CoverageSpan> Stretches(string host, EventClass item, string log, SortedDictionary<long, long> hours)
    {
        var range = _presence.LogOf(host, log)!.Value;
        foreach (var group in hours.GroupBy(pair => _changes.StretchAround(host, log, pair.Key, range)).OrderBy(group => group.Key.First))
        {
            yield return Recorded(
                host, item, group.Key, "its log wrote it, and no change of what is recorded lies between", group.Sum(pair => pair.Value));
        }
    }

    private static CoverageSpan Recorded(string host, EventClass item, HourRange range, string why, long records) =>
        new(host, item.Name, range.From, range.To, CoverageState.Recorded, why, records);

    private CoverageSpan Missing(string host, EventClass item)
    {
        var channels = item.Writers.Select(writer => writer.Channel).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var here = channels.Select(channel => (Channel: channel, Range: _presence.LogOf(host, channel)))
            .Where(log => log.Range is not null)
            .ToList();
        if (here.Count > 0)
        {
            var range = here.Select(log => log.Range!.Value).Aggregate(HourRange.Empty, (all, next) => all.With(next));
            return new CoverageSpan(
                host, item.Name, range.From, range.To, CoverageState.Off, $"{here[0].Channel} is here and never wrote it", 0);
        }

        var why = channels.Count == 0
            ? "no sensor of this kind is in the evidence"
            : $"no log of this host that holds it is in the evidence ({string.Join(", ", channels.Take(3))})";
        return new CoverageSpan(host, item.Name, null, null, CoverageState.Absent, why, 0);
    }
}
