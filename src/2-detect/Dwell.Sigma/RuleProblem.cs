namespace Dwell.Sigma;

/// <summary>What a problem does to the rule.</summary>
public enum ProblemEffect
{
    /// <summary>The rule can't be used.</summary>
    Refused,

    /// <summary>The rule works, but something about it is probably not what its author meant.</summary>
    Warning,
}

/// <summary>
/// Why a rule can't be used, or what is odd about it.
/// <paramref name="Code"/> is stable kebab-case (<c>unknown-modifier</c>); <paramref name="Line"/> counts from 1.
/// <paramref name="Title"/> and <paramref name="RuleId"/> are null where the file did not get that far.
/// </summary>
public sealed record RuleProblem(
    string File, int Line, string Code, ProblemEffect Effect, string Found, string Expected, string? RuleId = null, string? Title = null)
{
    /// <summary>One line: file, line, what was found, what was expected.</summary>
    public string Sentence => $"{File}:{Line}: found {Found}; expected {Expected}.";
}
