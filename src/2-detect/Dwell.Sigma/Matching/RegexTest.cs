using System.Text.RegularExpressions;

namespace Dwell.Sigma.Matching;

/// <summary>
/// A regular expression is found somewhere in the text (unanchored, case counts unless <c>i</c>). Runs in linear time
/// where the expression allows it (not where it needs lookaround or backreferences). Either way a try has a time limit,
/// and reaching it is counted by the matcher and reported.
/// </summary>
internal sealed class RegexTest : TextValueTest
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(SigmaLimits.RegexMilliseconds);
    private readonly Lazy<Regex> _regex;

    private RegexTest(string pattern, RegexOptions options, string key)
    {
        // Building the linear engine's automaton costs milliseconds: only for rules whose records come.
        _regex = new Lazy<Regex>(() => Make(pattern, options));
        Key = key;
    }

    public override string Key { get; }

    /// <summary>Null with a reason when the pattern is no regular expression.</summary>
    public static RegexTest? TryMake(string pattern, bool ignoreCase, bool multiline, bool singleLine, out string reason)
    {
        var options = RegexOptions.CultureInvariant
            | (ignoreCase ? RegexOptions.IgnoreCase : 0)
            | (multiline ? RegexOptions.Multiline : 0)
            | (singleLine ? RegexOptions.Singleline : 0);
        try
        {
            _ = new Regex(pattern, options, Limit);
        }
        catch (ArgumentException error)
        {
            reason = error.Message;
            return null;
        }

        reason = "";
        return new RegexTest(pattern, options, $"R{(ignoreCase ? "i" : "")}{(multiline ? "m" : "")}{(singleLine ? "s" : "")}:{pattern}");
    }

    /// <summary>Throws <see cref="RegexMatchTimeoutException"/> when the try reaches the limit.</summary>
    public override bool Passes(ReadOnlySpan<char> text) => _regex.Value.IsMatch(text);

    private static Regex Make(string pattern, RegexOptions options)
    {
        try
        {
            return new Regex(pattern, options | RegexOptions.NonBacktracking, Limit);
        }
        catch (NotSupportedException)
        {
            // Lookaround, backreferences, atomic groups, or too large for the linear engine.
            return new Regex(pattern, options | RegexOptions.Compiled, Limit);
        }
    }
}
