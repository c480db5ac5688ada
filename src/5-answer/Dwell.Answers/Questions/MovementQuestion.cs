using System.Collections.Immutable;
using Dwell.Answers.Intrusions;
using Dwell.Answers.Wording;
using Dwell.Model.Answers;
using Dwell.Model.Findings;

namespace Dwell.Answers.Questions;

/// <summary>How did they move?</summary>
internal static class MovementQuestion
{
    public static MovementAnswer Answer(AnswerBoard board)
    {
        var edges = Edges(board);
        var paths = Paths(board).Select(pair => pair.Finding).ToList();
        var scope = board.ScopeOf(Question.Movement);
        var support = AnswerBoard.SupportOf(paths);
        var isProven = Paths(board).Any(path => path.Group.Proof == Proof.Proven && path.Finding.Likelihood >= Likelihood.VeryLikely);
        var state = board.Intrusions.IsEmpty ? board.StateWithoutIntruder(Question.Movement)
            : edges.IsEmpty ? WithoutEdges(scope)
            : isProven ? AnswerState.Yes : AnswerState.Likely;
        var confidence = support.Sources > 1 && paths.Exists(path => path.Confidence > Confidence.Low) ? Confidence.Moderate : Confidence.Low;
        return new MovementAnswer
        {
            State = state,
            Likelihood = edges.IsEmpty ? null : isProven ? Likelihood.VeryLikely : Likelihood.Likely,
            Confidence = confidence,
            Why = Phrases.Why(confidence, support, scope),
            Statement = Statement(edges, state, scope),
            Support = support,
            Scope = scope,
            Findings = AnswerBoard.IdsOf(paths),
            Limits = board.LimitsOf(Question.Movement),
            Entry = Entry(board),
            Edges = edges,
        };
    }

    // Covered hosts without a sign are excluded; that is a limit on the answer.
    private static AnswerState WithoutEdges(AnswerScope scope) => scope.Hosts > 0 ? AnswerState.Bounded : AnswerState.NotDeterminable;

    private static IEnumerable<(FindingGroup Group, Finding Finding)> Paths(AnswerBoard board) =>
        board.Intrusions.SelectMany(group => group.Findings.Where(finding => finding.Kind == "logon-path").Select(finding => (group, finding)));

    private static ImmutableArray<MovementEdge> Edges(AnswerBoard board) =>
    [
        .. Paths(board)
            .OrderBy(path => path.Finding.First is null).ThenBy(path => path.Finding.First).ThenBy(path => path.Finding.Id, StringComparer.Ordinal)
            .Select(path => new MovementEdge(
                path.Group.Id,
                path.Finding.Pairs[0].Source is { Length: > 0 } source ? source : null,
                path.Finding.Pairs[0].Destination,
                path.Finding.Accounts.FirstOrDefault(),
                path.Finding.Pairs[0].Name ?? "network-logon",
                path.Finding.First,
                null,
                null,
                path.Finding.Basis,
                path.Finding.Likelihood,
                [path.Finding.Id])),
    ];

    // The first host of the first intrusion: where it shows first, which need not be where it came in.
    private static IntrusionEntry? Entry(AnswerBoard board)
    {
        var first = board.Intrusions.SelectMany(group => group.Findings)
            .Where(finding => finding.First is not null && !finding.Hosts.IsEmpty)
            .OrderBy(finding => finding.First).ThenBy(finding => finding.Rank).FirstOrDefault();
        return first is null ? null
            : new IntrusionEntry(first.Hosts[0], first.First, "first seen here: " + first.Title, AnswerState.NotDeterminable);
    }

    private static string Statement(ImmutableArray<MovementEdge> edges, AnswerState state, AnswerScope scope)
    {
        if (edges.IsEmpty)
        {
            return state switch
            {
                AnswerState.NoEvidence => $"Nothing on the {Phrases.Hosts(scope)} that recorded logons and what was done with them.",
                AnswerState.Bounded => $"No movement is shown on the {Phrases.Hosts(scope)} that recorded logons and what was done with them; the others are open.",
                _ => "Logons and what was done with them were not recorded together on any host.",
            };
        }

        var targets = edges.Select(edge => edge.To).Distinct(StringComparer.Ordinal).ToList();
        var methods = edges.Select(edge => edge.Method).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return $"{Phrases.Count(edges.Length, "hop")} to {Phrases.Names(targets)} by {string.Join(", ", methods)}.";
    }
}
