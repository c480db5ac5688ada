namespace Dwell.Sigma;

/// <summary>
/// The text of a file of rules. <paramref name="File"/> is the name that messages and findings show: with <c>/</c> on
/// every platform, below the folder that was given.
/// </summary>
public sealed record RuleSource(string File, string Text);
