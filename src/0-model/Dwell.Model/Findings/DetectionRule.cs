using System.Collections.Immutable;

namespace Dwell.Model.Findings;

/// <summary>
/// What later stages need to know of a rule, whatever language it was written in.
/// </summary>
/// <param name="Id">The rule's own id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Severity">Its level.</param>
/// <param name="Techniques">ATT&amp;CK technique ids, upper case, sorted.</param>
/// <param name="Tactics">ATT&amp;CK tactic short names, sorted.</param>
/// <param name="Question">The question that the rule itself names; null leaves it to its tactics.</param>
/// <param name="BackdoorKind">The kind of backdoor that the rule itself names (<c>service</c>, <c>task</c>, …); null as a rule.</param>
/// <param name="FalsePositives">What its author says can be harmless.</param>
/// <param name="Source"><c>dwell</c> for built-in rules, else the folder that they were given in.</param>
public sealed record DetectionRule(
    string Id,
    string Title,
    Severity Severity,
    ImmutableArray<string> Techniques,
    ImmutableArray<string> Tactics,
    Question? Question,
    string? BackdoorKind,
    ImmutableArray<string> FalsePositives,
    string Source)
{
    /// <summary>Loud: severity high or critical.</summary>
    public bool IsLoud => Severity >= Severity.High;
}
