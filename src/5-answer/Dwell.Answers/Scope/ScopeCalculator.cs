using System.Collections.Immutable;
using Dwell.Content.Questions;
using Dwell.Model.Answers;
using Dwell.Model.Coverage;
using Dwell.Model.Time;

namespace Dwell.Answers.Scope;

/// <summary>
/// Computes what an answer covers from what was being recorded: the hosts on which one class of each needed group was on, from
/// when to when, and their share of all host hours. Unknown counts as not covered.
/// </summary>
public sealed class ScopeCalculator
{
    private readonly EvidenceSummary _evidence;
    private readonly ImmutableArray<string> _hosts;
    private readonly ILookup<(string Host, string Class), CoverageSpan> _recorded;

    /// <summary>Looks at the spans of <paramref name="coverage"/> that are recorded and dated.</summary>
    public ScopeCalculator(CoverageMap coverage, EvidenceSummary evidence)
    {
        _evidence = evidence;
        _hosts = coverage.Hosts;
        _recorded = coverage.Spans
            .Where(span => span is { State: CoverageState.Recorded, From: not null, To: not null })
            .ToLookup(span => (span.Host, span.EventClass));
    }

    /// <summary>The scope of a question. No needs are never covered; hours between two stretches are not.</summary>
    public AnswerScope Of(QuestionNeeds needs)
    {
        var covered = _hosts.Select(host => StretchesOn(host, needs)).Where(stretches => stretches.Count > 0).ToList();
        var total = HoursOf(_evidence.From, _evidence.To) * Math.Max(_evidence.Hosts.Known, _hosts.Length);
        var hours = covered.SelectMany(stretches => stretches).Sum(stretch => HoursOf(stretch.From, stretch.To));
        return new AnswerScope(
            covered.Count > 0 ? covered.Min(stretches => stretches[0].From) : null,
            covered.Count > 0 ? covered.Max(stretches => stretches[^1].To) : null,
            covered.Count,
            Math.Max(_evidence.Hosts.Known, _hosts.Length),
            total > 0 ? Math.Round(Math.Min(1, hours / total), 4) : 0);
    }

    /// <summary>
    /// From when to when all groups were recorded on a host at once; hours between may be missing. Null when they never were.
    /// </summary>
    public (UtcInstant From, UtcInstant To)? CoveredOn(string host, QuestionNeeds needs)
    {
        var stretches = StretchesOn(host, needs);
        return stretches.Count > 0 ? (stretches[0].From, stretches[^1].To) : null;
    }

    private List<Stretch> StretchesOn(string host, QuestionNeeds needs)
    {
        List<Stretch>? all = null;
        foreach (var group in needs.Groups)
        {
            var recorded = Stretch.Union(group.SelectMany(name => _recorded[(host, name)]).Select(span => new Stretch(span.From!.Value, span.To!.Value)));
            all = all is null ? recorded : Stretch.Intersection(all, recorded);
        }

        return all ?? [];
    }

    private static double HoursOf(UtcInstant? from, UtcInstant? to) =>
        from is { } start && to is { } end ? Math.Max(1, (double)(end.Ticks - start.Ticks) / TimeSpan.TicksPerHour) : 0;
}
