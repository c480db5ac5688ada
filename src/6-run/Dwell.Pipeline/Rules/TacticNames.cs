namespace Dwell.Pipeline.Rules;

/// <summary>
/// ATT&amp;CK tactics under the names of version 18, which Dwell's knowledge is of. Version 19 split defense evasion in two; rules
/// written for it speak of the same acts.
/// </summary>
internal static class TacticNames
{
    /// <summary>The version 18 short name of a tactic.</summary>
    public static string Current(string tactic) => tactic is "stealth" or "defense-impairment" ? "defense-evasion" : tactic;
}
