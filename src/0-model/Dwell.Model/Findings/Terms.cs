namespace Dwell.Model.Findings;

/// <summary>The words of the contract as text: what files, screens and reports print for each value.</summary>
public static class Terms
{
    /// <summary><c>yes</c>, <c>likely</c>, <c>bounded</c>, <c>no-evidence</c>, <c>not-determinable</c>.</summary>
    public static string Text(this AnswerState state) => state switch
    {
        AnswerState.Yes => "yes",
        AnswerState.Likely => "likely",
        AnswerState.Bounded => "bounded",
        AnswerState.NoEvidence => "no-evidence",
        AnswerState.NotDeterminable => "not-determinable",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    /// <summary>The ICD 203 term.</summary>
    public static string Text(this Likelihood likelihood) => likelihood switch
    {
        Likelihood.AlmostNoChance => "almost no chance",
        Likelihood.VeryUnlikely => "very unlikely",
        Likelihood.Unlikely => "unlikely",
        Likelihood.RoughlyEvenChance => "roughly even chance",
        Likelihood.Likely => "likely",
        Likelihood.VeryLikely => "very likely",
        Likelihood.AlmostCertain => "almost certain",
        _ => throw new ArgumentOutOfRangeException(nameof(likelihood), likelihood, null),
    };

    /// <summary><c>low</c>, <c>moderate</c>, <c>high</c>.</summary>
    public static string Text(this Confidence confidence) => confidence.ToString().ToLowerInvariant();

    /// <summary><c>informational</c> … <c>critical</c>.</summary>
    public static string Text(this Severity severity) => severity.ToString().ToLowerInvariant();

    /// <summary><c>observed</c>, <c>capability</c>, <c>reported</c>, <c>inferred</c>.</summary>
    public static string Text(this Basis basis) => basis.ToString().ToLowerInvariant();

    /// <summary><c>backdoor</c> … <c>active</c>.</summary>
    public static string Text(this Question question) => question.ToString().ToLowerInvariant();

    /// <summary>The question as a person asks it.</summary>
    public static string Asked(this Question question) => question switch
    {
        Question.Backdoor => "Is a backdoor here?",
        Question.Since => "Since when?",
        Question.Who => "Who?",
        Question.Movement => "How did they move?",
        Question.Read => "What did they read?",
        Question.Taken => "What did they take?",
        Question.Active => "Are they still active?",
        _ => throw new ArgumentOutOfRangeException(nameof(question), question, null),
    };
}
