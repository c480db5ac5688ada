using System.Collections.Immutable;
using Dwell.Model.Evidence;
using Dwell.Model.Findings;

namespace Dwell.Analysis.Ranking;

/// <summary>
/// Orders findings by what an analyst should open first. A finding weighs by how bad it would be, by how rarely its method
/// speaks in this evidence, and by what else points at the same records; one whose records stand above it already tells less,
/// so it sinks. Method, weights and what each part adds: <c>docs/methods/ranking.md</c>.
/// </summary>
public static class FindingRanker
{
    // A finding whose records were all shown by higher ones keeps this share of its score.
    private const double SeenBefore = 0.6;

    /// <summary>The findings by rank, with score and parts.</summary>
    public static ImmutableArray<Finding> Rank(IReadOnlyCollection<Finding> findings)
    {
        var weights = new FindingWeights(findings);
        var waiting = new PriorityQueue<Candidate, RankOrder>(findings.Count);
        foreach (var finding in findings)
        {
            var parts = weights.PartsOf(finding);
            var score = FindingWeights.Combine(parts);
            waiting.Enqueue(new Candidate(finding, parts, score), new RankOrder(score, finding));
        }

        var shown = new HashSet<RecordRef>();
        var ranked = ImmutableArray.CreateBuilder<Finding>(findings.Count);
        while (waiting.TryDequeue(out var candidate, out _))
        {
            // Its weight may have sunk since it was queued; only one that is still the heaviest is taken. Weights only ever
            // sink, and a candidate that was queued with its present weight is taken when it comes up: the loop ends.
            var novelty = NoveltyOf(candidate.Finding, shown);
            var score = candidate.Score * (SeenBefore + ((1 - SeenBefore) * novelty));
            if (waiting.TryPeek(out _, out var next) && new RankOrder(score, candidate.Finding).CompareTo(next) > 0)
            {
                waiting.Enqueue(candidate, new RankOrder(score, candidate.Finding));
                continue;
            }

            shown.UnionWith(candidate.Finding.Records);
            ranked.Add(candidate.Finding with
            {
                Rank = ranked.Count + 1,
                Score = Math.Round(score, 4),
                Parts =
                [
                    .. candidate.Finding.Parts, .. candidate.Parts,
                    new ScorePart("novelty", Math.Round(novelty, 4), "share of its records that no finding above it shows"),
                ],
            });
        }

        return ranked.ToImmutable();
    }

    private static double NoveltyOf(Finding finding, HashSet<RecordRef> shown)
    {
        if (finding.Records.IsEmpty)
            return 1;
        var fresh = 0;
        foreach (var record in finding.Records)
            fresh += shown.Contains(record) ? 0 : 1;
        return (double)fresh / finding.Records.Length;
    }

    private readonly record struct Candidate(Finding Finding, ImmutableArray<ScorePart> Parts, double Score);
}
