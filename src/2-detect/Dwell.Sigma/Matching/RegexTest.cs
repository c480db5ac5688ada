using System.Text.RegularExpressions;

namespace Dwell.Sigma.Matching;

/// <summary>
/// A regular expression is found somewhere in the text (unanchored, case counts unless <c>i</c>). Runs in linear time
/// where the expression allows it; one that needs backtracking (lookaround, backreference) has a time limit, and
/// reaching it is counted by the matcher and reported.
/// </summary>
internal sealed class RegexTest : TextValueTest
{
    private readonly Regex _regex;

    private RegexTest(Regex regex, string key)
    {
        _regex = regex;
        Key = key;
    }

    public override string Key { get; }

    /// <summary>True when the expression may run into its time limit.</summary>
    public bool MayTimeOut => !_regex.Options.HasFlag(RegexOptions.NonBacktracking);

    /// <summary>The pattern as written.</summary>
    public string Pattern => _regex.ToString();

    /// <summary>Null with a reason when the pattern is no regular expression.</summary>
    public static RegexTest? TryMake(string pattern, bool ignoreCase, bool multiline, bool singleLine, out string reason)
    {
        var options = RegexOptions.CultureInvariant
            | (ignoreCase ? RegexOptions.IgnoreCase : 0)
            | (multiline ? RegexOptions.Multiline : 0)
            | (singleLine ? RegexOptions.Singleline : 0);
        var key = $"R{(ignoreCase ? "i" : "")}{(multiline ? "m" : "")}{(singleLine ? "s" : "")}:{pattern}";
        reason = "";
        try
        {
            return new RegexTest(new Regex(pattern, options | RegexOptions.NonBacktracking), key);
        }
        catch (NotSupportedException)
        {
            // Lookaround, backreferences, atomic groups, or too large for the linear engine.
            var limit = TimeSpan.FromMilliseconds(SigmaLimits.RegexMilliseconds);
            return new RegexTest(new Regex(pattern, options | RegexOptions.Compiled, limit), key);
        }
        catch (ArgumentException error)
        {
            reason = error.Message;
            return null;
        }
    }

    /// <summary>Throws <see cref="RegexMatchTimeoutException"/> when <see cref="MayTimeOut"/> and the limit is reached.</summary>
    public override bool Passes(ReadOnlySpan<char> text) => _regex.IsMatch(text);
}
