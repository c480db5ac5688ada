namespace Dwell.Sigma;

/// <summary>
/// What a rule may cost. Rules come from strangers as evidence does; reaching a limit makes the rule unusable and is
/// reported as such. All of SigmaHQ stays below a tenth of each.
/// </summary>
public static class SigmaLimits
{
    /// <summary>Characters of a file.</summary>
    public const int FileChars = 4 * 1024 * 1024;

    /// <summary>Levels of lists and maps inside each other.</summary>
    public const int Depth = 32;

    /// <summary>Values, lists and maps of a file, counting an alias as often as it is used.</summary>
    public const int Nodes = 200_000;

    /// <summary>Characters of a condition.</summary>
    public const int ConditionChars = 16 * 1024;

    /// <summary>Parentheses and <c>not</c> inside each other in a condition.</summary>
    public const int ConditionDepth = 64;

    /// <summary>Tests of a rule after all selections of its condition are put in place.</summary>
    public const int Tests = 200_000;

    /// <summary>Characters of a regular expression.</summary>
    public const int RegexChars = 8 * 1024;

    /// <summary>Milliseconds for one try of a regular expression at one value.</summary>
    public const int RegexMilliseconds = 250;

    /// <summary>
    /// How often a regular expression may reach its time limit in one matcher; from then on it is not tried any more, and each
    /// record that asks for it counts as one for which it ran out of time.
    /// </summary>
    public const int RegexTimeouts = 20;
}
