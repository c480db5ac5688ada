using System.Collections.Immutable;
using Dwell.Answers.Intrusions;
using Dwell.Answers.Limits;
using Dwell.Answers.Questions;
using Dwell.Answers.Scope;
using Dwell.Model.Answers;
using Dwell.Model.Findings;

namespace Dwell.Answers;

/// <summary>Computes the seven answers. Pure: values in, values out.</summary>
public static class AnswerMaker
{
    /// <summary>The answers, and the findings with the intrusion that each belongs to.</summary>
    public static (CaseAnswers Answers, ImmutableArray<Finding> Findings) Make(AnswerInput input)
    {
        var groups = IntrusionBuilder.Separate(input.Findings);
        var scope = new ScopeCalculator(input.Coverage, input.Evidence);
        ImmutableArray<Limit> limits =
        [
            .. new LimitMaker(input.Coverage, input.Evidence, input.Remedies).Make(input.Needs, scope)
                .Concat(UnknownText.LimitsOf(input.UnknownText)).OrderBy(limit => limit.Id, StringComparer.Ordinal),
        ];
        var board = new AnswerBoard(input, groups, scope, limits);
        var answers = new CaseAnswers(
            input.Simulated,
            input.Evidence,
            [
                BackdoorQuestion.Answer(board),
                SinceQuestion.Answer(board),
                WhoQuestion.Answer(board),
                MovementQuestion.Answer(board),
                ReadQuestion.Answer(board),
                TakenQuestion.Answer(board),
                ActiveQuestion.Answer(board),
            ],
            limits);
        return (answers, Labelled(input.Findings, groups));
    }

    private static ImmutableArray<Finding> Labelled(ImmutableArray<Finding> findings, ImmutableArray<FindingGroup> groups)
    {
        var intrusions = groups.Where(group => group.Id is not null)
            .SelectMany(group => group.Findings.Select(finding => (finding.Id, group)))
            .ToDictionary(pair => pair.Id, pair => pair.group.Id, StringComparer.Ordinal);
        return [.. findings.Select(finding => finding with { Intrusion = intrusions.GetValueOrDefault(finding.Id) })];
    }
}
