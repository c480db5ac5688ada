using Dwell.Answers.Intrusions;
using Dwell.Answers.Wording;
using Dwell.Model.Answers;
using Dwell.Model.Findings;

namespace Dwell.Answers.Questions;

/// <summary>What did they read?</summary>
internal static class ReadQuestion
{
    public static ReadAnswer Answer(AnswerBoard board)
    {
        var accesses = board.Intrusions.SelectMany(group => group.Findings).Where(finding => finding.Kind == "file-access").ToList();
        var isProven = board.Intrusions.Any(group => group.Proof == Proof.Proven && group.Findings.Any(finding => finding.Kind == "file-access"));
        var scope = board.ScopeOf(Question.Read);
        var support = AnswerBoard.SupportOf(accesses);
        var state = board.Intrusions.IsEmpty ? board.StateWithoutIntruder(Question.Read)
            : accesses.Count > 0 ? (isProven ? AnswerState.Yes : AnswerState.Likely)
            : scope.Hosts > 0 ? AnswerState.Bounded : AnswerState.NotDeterminable;
        var confidence = accesses.Count > 0 && support.Sources > 1 ? Confidence.Moderate : Confidence.Low;
        return new ReadAnswer
        {
            State = state,
            Likelihood = accesses.Count > 0 ? accesses.Max(finding => finding.Likelihood) : null,
            Confidence = confidence,
            Why = Phrases.Why(confidence, support, scope),
            Statement = Statement(accesses, state, scope),
            Support = support,
            Scope = scope,
            Findings = AnswerBoard.IdsOf(accesses),
            Limits = board.LimitsOf(Question.Read),
            Files =
            [
                .. accesses.OrderBy(finding => finding.First).ThenBy(finding => finding.Id, StringComparer.Ordinal)
                    .Select(finding => new FileRead(
                        finding.Hosts.FirstOrDefault("") ?? "", finding.Subject.KeyObject, finding.First, finding.Last, finding.Likelihood, [finding.Id])),
            ],
            Holdings = HoldingAnswers.Of(board, Question.Read, accesses),
        };
    }

    private static string Statement(List<Finding> accesses, AnswerState state, AnswerScope scope)
    {
        if (accesses.Count > 0)
        {
            var hosts = accesses.SelectMany(finding => finding.Hosts).Distinct(StringComparer.Ordinal).ToList();
            return $"{Phrases.Count(accesses.Count, "file")} on {Phrases.Names(hosts)} {(accesses.Count == 1 ? "was" : "were")} opened in a session that belongs to an intrusion.";
        }

        return state switch
        {
            AnswerState.NoEvidence => $"Nothing on the {Phrases.Hosts(scope)} that recorded which files were opened.",
            AnswerState.Bounded => $"No file is shown to have been opened on the {Phrases.Hosts(scope)} that recorded it; the others, and mail, are open.",
            _ => "Which files and messages were opened was not recorded.",
        };
    }
}
