using System.Collections.Immutable;
using Dwell.Model.Findings;

namespace Dwell.Analysis.Rules;

/// <summary>Which question a rule speaks to when it does not say: decided by its tactic nearest to an answer.</summary>
public static class TacticQuestions
{
    // In the order in which a tactic decides: what left and what was read weigh more than how it was run.
    private static readonly ImmutableArray<KeyValuePair<string, Question>> Order =
    [
        new("exfiltration", Question.Taken),
        new("collection", Question.Read),
        new("lateral-movement", Question.Movement),
        new("persistence", Question.Backdoor),
        new("command-and-control", Question.Backdoor),
        new("credential-access", Question.Movement),
        new("initial-access", Question.Backdoor),
        new("execution", Question.Backdoor),
        new("privilege-escalation", Question.Backdoor),
        new("defense-evasion", Question.Since),
        new("discovery", Question.Movement),
        new("impact", Question.Active),
        new("resource-development", Question.Who),
        new("reconnaissance", Question.Who),
    ];

    /// <summary>The question for a rule's tactics; a rule without any speaks to the backdoor question.</summary>
    public static Question Of(DetectionRule rule)
    {
        if (rule.Question is { } named)
            return named;
        foreach (var (tactic, question) in Order)
        {
            if (rule.Tactics.Contains(tactic))
                return question;
        }

        return Question.Backdoor;
    }
}
