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

    /// <summary>The scope of a question. No needs are never covered.</summary>
    public AnswerScope Of(QuestionNeeds needs)
    {
        var covered = _hosts.Select(host => CoveredOn(host, needs)).Where(interval => interval is not null).Select(interval => interval!.Value).ToList();
        var total = HoursOf(_evidence.From, _evidence.To) * Math.Max(_evidence.Hosts.Known, _hosts.Length);
        var hours = covered.Sum(interval => HoursOf(interval.From, interval.To));
        return new AnswerScope(
            covered.Count > 0 ? covered.Min(interval => interval.From) : null,
            covered.Count > 0 ? covered.Max(interval => interval.To) : null,
            covered.Count,
            Math.Max(_evidence.Hosts.Known, _hosts.Length),
            total > 0 ? Math.Round(Math.Min(1, hours / total), 4) : 0);
    }

    /// <summary>When all groups were recorded on a host at once, from the first record to the last; null when never.</summary>
    public (UtcInstant From, UtcInstant To)? CoveredOn(string host, QuestionNeeds needs)
    {
        UtcInstant? from = null, to = null;
        foreach (var group in needs.Groups)
        {
            var spans = group.SelectMany(name => _recorded[(host, name)]).ToList();
            if (spans.Count == 0)
                return null;
            var (first, last) = (spans.Min(span => span.From!.Value), spans.Max(span => span.To!.Value));
            from = from is null || first > from ? first : from;
            to = to is null || last < to ? last : to;
        }

        return from is { } start && to is { } end && start <= end ? (start, end) : null;
    }

    private static double HoursOf(UtcInstant? from, UtcInstant? to) =>
        from is { } start && to is { } end ? Math.Max(1, (double)(end.Ticks - start.Ticks) / TimeSpan.TicksPerHour) : 0;
}
