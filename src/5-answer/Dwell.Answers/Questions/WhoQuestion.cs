using System.Collections.Immutable;
using Dwell.Answers.Intrusions;
using Dwell.Answers.Wording;
using Dwell.Model.Answers;
using Dwell.Model.Findings;

namespace Dwell.Answers.Questions;

/// <summary>Who? Intruders are told apart by records; nobody is named on techniques alone.</summary>
internal static class WhoQuestion
{
    private const int MaximumApart = 5;

    public static WhoAnswer Answer(AnswerBoard board)
    {
        var groups = board.Intrusions;
        var carrying = groups.SelectMany(group => group.Findings).ToList();
        var scope = board.ScopeOf(Question.Who);
        var support = AnswerBoard.SupportOf(carrying);
        var state = groups.IsEmpty ? board.StateWithoutIntruder(Question.Who) : board.IsProven ? AnswerState.Yes : AnswerState.Likely;
        return new WhoAnswer
        {
            State = state,
            Likelihood = groups.IsEmpty ? null : board.IsProven ? Likelihood.VeryLikely : Likelihood.Likely,
            Confidence = Confidence.Low,
            Why = groups.IsEmpty ? Phrases.Why(Confidence.Low, support, scope) : "what keeps groups apart is that no record ties them, which more logs may change",
            Statement = Statement(groups, state),
            Support = support,
            Scope = scope,
            Findings = AnswerBoard.IdsOf(carrying),
            Limits = board.LimitsOf(Question.Who),
            Intrusions = [.. groups.Select(group => ToIntrusion(group, groups))],
        };
    }

    private static string Statement(ImmutableArray<FindingGroup> groups, AnswerState state) => groups.Length switch
    {
        0 when state == AnswerState.NoEvidence => "No intruder is shown.",
        0 => "No intruder is shown who could be told apart.",
        1 => "One intruder, as far as records tie acts together; who is unknown.",
        _ => $"{Phrases.Count(groups.Length, "group")} of acts that no record ties together; who is unknown, and whether one operator is behind them is not shown.",
    };

    private static Intrusion ToIntrusion(FindingGroup group, ImmutableArray<FindingGroup> all) => new(
        group.Id!,
        group.All(finding => finding.Hosts),
        group.All(finding => finding.Accounts),
        [
            .. group.All(finding => finding.HardLinks)
                .Where(link => link.StartsWith(LinkKinds.Address, StringComparison.Ordinal)).Select(link => link[LinkKinds.Address.Length..]),
        ],
        group.All(finding => finding.Techniques),
        [
            .. all.Where(other => other.Id != group.Id).Take(MaximumApart)
                .Select(other => new IntrusionSeparation(other.Id!, "not shown", "no file hash, process, logon session, outside address or installed object in common")),
        ],
        [new ActorCandidate("unknown", null, Likelihood.AlmostCertain, 0.95, 1, "techniques alone name nobody, and no indicator of a known group was matched", null)],
        AnswerBoard.IdsOf(group.Findings));
}
