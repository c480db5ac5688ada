using System.Collections.Immutable;
using Dwell.Content.Store;

namespace Dwell.Content.Rules;

/// <summary>
/// A file of <c>content/rules</c>. <paramref name="Path"/> is its name in the store
/// (<c>content/rules/services/….yml</c>);
/// <paramref name="Text"/> is Sigma in YAML.
/// </summary>
public sealed record RuleFile(string Path, string Text);

/// <summary>Dwell's own Sigma rules, as they lie in a store; reading them is Sigma's task.</summary>
public static class RuleContent
{
    /// <summary>The folder below <c>content/</c>.</summary>
    public const string Folder = "rules";

    private const string RuleEnding = ".yml";
    private const string ExampleEnding = ".events.jsonl";

    /// <summary>All rules of the store, in ordinal order of their paths.</summary>
    public static ImmutableArray<RuleFile> All(ContentStore store) =>
    [
        .. store.NamesIn(Folder)
            .Where(name => name.EndsWith(RuleEnding, StringComparison.Ordinal))
            .Select(name => new RuleFile(name, store.ReadText(name))),
    ];

    /// <summary>
    /// The examples beside a rule, one JSON object a line: <c>match</c>, <c>why</c>, <c>record</c>. Throws
    /// <see cref="ContentException"/> when the rule has none.
    /// </summary>
    public static string ExamplesOf(ContentStore store, RuleFile rule) =>
        store.ReadText(rule.Path[..^RuleEnding.Length] + ExampleEnding);
}
