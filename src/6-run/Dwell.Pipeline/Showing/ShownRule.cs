using System.Collections.Immutable;
using Dwell.Content.Store;
using Dwell.Pipeline.Rules;
using Dwell.Sigma;

namespace Dwell.Pipeline.Showing;

/// <summary>
/// The rule behind a finding. <paramref name="Set"/> is where it came from (<see cref="RuleLibrary.BuiltInName"/>: this
/// program). Of rules of others the case keeps id and title only: <paramref name="File"/> and <paramref name="Text"/> are null
/// then, and <paramref name="TestedFields"/> is empty.
/// </summary>
public sealed record ShownRule(
    string Id, string Title, string Set, string Author, string? File, string? Text, ImmutableArray<string> TestedFields)
{
    private const string RulesFolder = "rules";

    /// <summary>Looks the rule up in the content of this build.</summary>
    internal static ShownRule Find(ContentStore content, string id, string title, string set)
    {
        if (set == RuleLibrary.BuiltInName)
        {
            foreach (var file in content.NamesIn(RulesFolder).Where(name => name.EndsWith(".yml", StringComparison.Ordinal)))
            {
                var text = content.ReadText(file);
                if (!text.Contains(id, StringComparison.OrdinalIgnoreCase))
                    continue;
                var rules = SigmaRuleSet.Load([new RuleSource(file, text)]).Rules;
                if (rules.FirstOrDefault(rule => string.Equals(rule.Id, id, StringComparison.OrdinalIgnoreCase)) is { } rule)
                    return new ShownRule(id, title, set, rule.Author, file, text, rule.TestedFields);
            }
        }

        return new ShownRule(id, title, set, "", null, null, []);
    }
}
