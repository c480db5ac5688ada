using Dwell.Answers.Wording;
using Dwell.Model.Answers;
using Dwell.Model.Findings;

namespace Dwell.Answers.Questions;

/// <summary>What did they take? Windows event logs count no bytes, so they prove no amount and exclude none.</summary>
internal static class TakenQuestion
{
    public static TakenAnswer Answer(AnswerBoard board)
    {
        var sending = board.Intrusions.SelectMany(group => group.Findings)
            .Where(finding => finding.Question == Question.Taken && finding.Severity >= Severity.High).ToList();
        var scope = board.ScopeOf(Question.Taken);
        var support = AnswerBoard.SupportOf(sending);
        var state = board.Intrusions.IsEmpty ? board.StateWithoutIntruder(Question.Taken)
            : sending.Count > 0 ? AnswerState.Likely : AnswerState.NotDeterminable;
        return new TakenAnswer
        {
            State = state,
            Likelihood = sending.Count > 0 ? Likelihood.Likely : null,
            Confidence = Confidence.Low,
            Why = Phrases.Why(Confidence.Low, support, scope),
            Statement = state switch
            {
                AnswerState.Likely => $"{Phrases.Count(sending.Count, "act")} of sending data out {(sending.Count == 1 ? "is" : "are")} on record; how much was not counted.",
                AnswerState.NoEvidence => $"Nothing on the {Phrases.Hosts(scope)} whose traffic was counted.",
                _ => "No log here counts the bytes that left: between nothing and everything.",
            },
            Support = support,
            Scope = scope,
            Findings = AnswerBoard.IdsOf(sending),
            Limits = board.LimitsOf(Question.Taken),
            Bytes = new CountBound(0, null),
            Holdings = HoldingAnswers.Of(board, Question.Taken, []),
        };
    }
}
