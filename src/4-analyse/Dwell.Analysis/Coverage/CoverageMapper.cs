using Dwell.Content.Classes;
using Dwell.Model.Coverage;
using Dwell.Model.Facts;
using Dwell.Model.Time;

namespace Dwell.Analysis.Coverage;

/// <summary>
/// Whether each class of events was being recorded on each host. That a log file exists does not mean that a class was audited:
/// a class counts as recorded between its own first and last record, or over the whole log where Windows always writes it.
/// Method and limits: <c>docs/methods/coverage.md</c>.
/// </summary>
public static class CoverageMapper
{
    /// <summary>The map for all hosts that wrote records and all classes that have questions.</summary>
    /// <param name="activity">All activity of the store.</param>
    /// <param name="auditChanges">Facts of kind audit change: what was cleared when.</param>
    /// <param name="catalog">The classes.</param>
    public static CoverageMap Map(IEnumerable<ActivityCount> activity, IEnumerable<Fact> auditChanges, ClassCatalog catalog)
    {
        var presence = new LogPresence(activity);
        var cleared = auditChanges
            .Where(fact => fact[FactColumn.Outcome] == "cleared" && fact.Time is not null)
            .ToLookup(fact => (fact.Host, Log: (fact[FactColumn.Name] ?? "").ToUpperInvariant()), fact => fact.Time!.Value);
        var classes = catalog.Classes.Values.Where(item => !item.Questions.IsEmpty).ToList();
        var impliedBy = ImpliedBy(catalog);
        var spans = presence.Hosts.SelectMany(host => classes.SelectMany(item => SpansOf(host, item, impliedBy[item.Name], presence, cleared)));
        return new CoverageMap([.. presence.Hosts], [.. classes.Select(item => item.Name)], [.. spans]);
    }

    private static ILookup<string, string> ImpliedBy(ClassCatalog catalog) =>
        catalog.Classes.Values
            .SelectMany(item => item.Implies.Select(implied => (implied, item.Name)))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .ToLookup(pair => pair.implied, pair => pair.Name, StringComparer.Ordinal);

    private static IEnumerable<CoverageSpan> SpansOf(
        string host, EventClass item, IEnumerable<string> impliedBy, LogPresence presence, ILookup<(string Host, string Log), UtcInstant> cleared)
    {
        var written = impliedBy.Prepend(item.Name)
            .Select(name => presence.ClassOf(host, name) ?? HourRange.Empty)
            .Aggregate(HourRange.Empty, (all, range) => all.With(range));
        var always = item.Writers.Where(writer => writer.Switch.Kind == ClassSwitchKind.Always)
            .Select(writer => presence.LogOf(host, writer.Channel))
            .Where(range => range is not null)
            .Aggregate(HourRange.Empty, (all, range) => all.With(range!.Value));

        foreach (var span in ClearedSpans(host, item, cleared))
            yield return span;
        if (always.Records > 0)
        {
            var range = always.With(written) with { Records = written.Records };
            yield return new CoverageSpan(host, item.Name, range.From, range.To, CoverageState.Recorded, "Windows always writes it, and its log is here", written.Records);
        }
        else if (written.Records > 0)
        {
            yield return new CoverageSpan(host, item.Name, written.From, written.To, CoverageState.Recorded, "between its first and its last record", written.Records);
        }
        else
        {
            yield return Missing(host, item, presence);
        }
    }

    private static CoverageSpan Missing(string host, EventClass item, LogPresence presence)
    {
        var here = item.Writers.Select(writer => writer.Channel).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(channel => (Channel: channel, Range: presence.LogOf(host, channel)))
            .Where(log => log.Range is not null)
            .ToList();
        if (here.Count == 0)
        {
            var channels = item.Writers.Select(writer => writer.Channel).Distinct(StringComparer.OrdinalIgnoreCase).Take(3).ToList();
            var why = channels.Count == 0 ? "no sensor of this kind is in the evidence" : $"no log of this host that holds it is in the evidence ({string.Join(", ", channels)})";
            return new CoverageSpan(host, item.Name, null, null, CoverageState.Absent, why, 0);
        }

        var range = here.Select(log => log.Range!.Value).Aggregate(HourRange.Empty, (all, next) => all.With(next));
        return new CoverageSpan(
            host, item.Name, range.From, range.To, CoverageState.Off, $"{here[0].Channel} is here and never wrote it", 0);
    }

    // What was written before a log was cleared is gone, however often the class was written after it.
    private static IEnumerable<CoverageSpan> ClearedSpans(string host, EventClass item, ILookup<(string Host, string Log), UtcInstant> cleared)
    {
        var times = item.Writers.Select(writer => writer.Channel.ToUpperInvariant()).Distinct(StringComparer.Ordinal)
            .SelectMany(channel => cleared[(host, channel)])
            .ToList();
        if (times.Count > 0)
            yield return new CoverageSpan(host, item.Name, null, times.Max(), CoverageState.Cleared, "its log was cleared then", 0);
    }
}
