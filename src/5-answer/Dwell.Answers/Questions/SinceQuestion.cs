using Dwell.Answers.Intrusions;
using Dwell.Answers.Wording;
using Dwell.Model.Answers;
using Dwell.Model.Findings;
using Dwell.Model.Time;

namespace Dwell.Answers.Questions;

/// <summary>Since when? The truth lies between the bounds; what may have begun before the evidence has no earliest.</summary>
internal static class SinceQuestion
{
    public static SinceAnswer Answer(AnswerBoard board)
    {
        var dated = board.Intrusions.Where(group => group.First is not null).ToList();
        // What is proven bounds alone, where there is any: a group that is only likely may turn out to be innocent.
        var proven = dated.Where(group => group.Proof == Proof.Proven).ToList();
        var bounding = proven.Count > 0 ? proven : dated;
        var carrying = dated.SelectMany(group => group.Findings).ToList();
        var scope = board.ScopeOf(Question.Since);
        var support = AnswerBoard.SupportOf(carrying);
        var state = dated.Count == 0 ? board.StateWithoutIntruder(Question.Since) : proven.Count > 0 ? AnswerState.Yes : AnswerState.Likely;
        var confidence = dated.Count > 0 && support.Sources > 1 ? Confidence.Moderate : Confidence.Low;
        var began = bounding.Count == 0 ? null : Began(bounding.Min(group => group.First)!.Value);
        var ended = bounding.Count == 0 ? null : new TimeBound(bounding.Max(group => group.Last), null);
        return new SinceAnswer
        {
            State = state,
            Likelihood = dated.Count == 0 ? null : proven.Count > 0 ? Likelihood.VeryLikely : Likelihood.Likely,
            Confidence = confidence,
            Why = Phrases.Why(confidence, support, scope),
            Statement = Statement(board, state, began, ended),
            Support = support,
            Scope = scope,
            Findings = AnswerBoard.IdsOf(carrying),
            Limits = board.LimitsOf(Question.Since),
            Began = began,
            Ended = ended,
            DwellDays = began is null ? null : new CountBound(WholeDays(began.Latest!.Value, ended!.Earliest!.Value), null),
            Noticed = board.Input.Noticed,
            PerIntrusion = [.. dated.Select(group => new IntrusionInterval(group.Id!, Began(group.First!.Value), new TimeBound(group.Last, null)))],
        };
    }

    // What began before the logs do, or on a host that recorded nothing, leaves no record: nothing here closes the past.
    private static TimeBound Began(UtcInstant first) => new(null, first);

    private static long WholeDays(UtcInstant from, UtcInstant to) => Math.Max(0, (to.Ticks - from.Ticks) / TimeSpan.TicksPerDay);

    private static string Statement(AnswerBoard board, AnswerState state, TimeBound? began, TimeBound? ended)
    {
        if (began is null)
            return state == AnswerState.NoEvidence ? "Nothing to date: no intruder is shown." : "No intruder is shown whose time could be told.";
        var start = $"Began {Phrases.Minute(began.Latest)} or earlier";
        var several = board.Intrusions.Length > 1 ? $" ({Phrases.Count(board.Intrusions.Length, "group")}, each with its own times)" : "";
        return $"{start}; last seen {Phrases.Minute(ended!.Earliest)}{several}.";
    }
}
