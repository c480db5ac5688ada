using System.Collections.Immutable;
using Dwell.Sigma.Syntax;

namespace Dwell.Sigma;

/// <summary>How urgent a match is, by the rule's author.</summary>
public enum RuleLevel
{
    /// <summary>Interesting in context only; also when the rule states no level.</summary>
    Informational,

    /// <summary>Notable, rarely an incident.</summary>
    Low,

    /// <summary>Should be looked at.</summary>
    Medium,

    /// <summary>Look at it at once.</summary>
    High,

    /// <summary>Almost certainly an incident.</summary>
    Critical,
}

/// <summary>How mature a rule is, by its author.</summary>
public enum RuleStatus
{
    /// <summary>The rule does not say.</summary>
    Unstated,

    /// <summary>For production.</summary>
    Stable,

    /// <summary>Mostly stable.</summary>
    Test,

    /// <summary>May be noisy.</summary>
    Experimental,

    /// <summary>Replaced by another rule.</summary>
    Deprecated,

    /// <summary>Can't be used in its state.</summary>
    Unsupported,
}

/// <summary>The <c>logsource</c> of a rule; a key that the rule does not name is null. Compared without case.</summary>
public sealed record RuleLogSource(string? Category, string? Product, string? Service)
{
    /// <summary><c>category=… product=… service=…</c>, the keys that are there.</summary>
    public override string ToString() => string.Join(' ', new[]
    {
        Category is null ? null : "category=" + Category,
        Product is null ? null : "product=" + Product,
        Service is null ? null : "service=" + Service,
    }.Where(part => part is not null));
}

/// <summary>A detection rule that can be used.</summary>
public sealed class SigmaRule
{
    internal SigmaRule(Expression detection) => Detection = detection;

    /// <summary>The rule's id; made from the rule's own text when <see cref="IdIsDerived"/>.</summary>
    public required string Id { get; init; }

    /// <summary>True when the file states no id: the id then is a hash of the rule's text and changes with it.</summary>
    public bool IdIsDerived { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The short name by which correlations refer to the rule; null when there is none.</summary>
    public string? Name { get; init; }

    /// <summary>What the author says the rule finds; empty when not stated.</summary>
    public string Description { get; init; } = "";

    /// <summary>The author line, which the licence of most rules asks to keep; empty when not stated.</summary>
    public string Author { get; init; } = "";

    /// <summary>The level.</summary>
    public RuleLevel Level { get; init; }

    /// <summary>The status.</summary>
    public RuleStatus Status { get; init; }

    /// <summary>The tags as written.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>ATT&amp;CK technique ids of the tags (<c>T1003.001</c>), ordered, each once.</summary>
    public ImmutableArray<string> Techniques { get; init; } = [];

    /// <summary>
    /// ATT&amp;CK tactics of the tags as short names with hyphens (<c>lateral-movement</c>), ordered, each once. The names of
    /// the rule's own ATT&amp;CK version: since version 19 <c>stealth</c> and <c>defense-impairment</c> stand for
    /// <c>defense-evasion</c>.
    /// </summary>
    public ImmutableArray<string> Tactics { get; init; } = [];

    /// <summary>Where the rule looks.</summary>
    public required RuleLogSource LogSource { get; init; }

    /// <summary>The fields that the author wants to be shown with a match.</summary>
    public ImmutableArray<string> Fields { get; init; } = [];

    /// <summary>Known false positives, as written.</summary>
    public ImmutableArray<string> FalsePositives { get; init; } = [];

    /// <summary>References, as written.</summary>
    public ImmutableArray<string> References { get; init; } = [];

    /// <summary>The file.</summary>
    public required string File { get; init; }

    /// <summary>The line at which the rule begins, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The fields that the rule tests, ordered, each once, as the rule writes them; without the keyword searches.</summary>
    public ImmutableArray<string> TestedFields { get; init; } = [];

    /// <summary>What the rule's condition says over the tests of its selections.</summary>
    internal Expression Detection { get; }
}
