namespace Dwell.Sigma.Syntax;

/// <summary>Stops the reading of one rule; becomes a <see cref="RuleProblem"/> and never leaves the library.</summary>
internal sealed class RuleSyntaxException(int line, string code, string found, string expected) : Exception
{
    public int Line { get; } = line;

    public string Code { get; } = code;

    public string Found { get; } = found;

    public string Expected { get; } = expected;

    public RuleProblem ToProblem(string file, string? ruleId = null, string? title = null) =>
        new(file, Line, Code, ProblemEffect.Refused, Found, Expected, ruleId, title);
}
