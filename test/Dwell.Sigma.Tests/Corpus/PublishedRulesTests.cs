using Dwell.Tests;

namespace Dwell.Sigma.Tests.Corpus;

public class PublishedRulesTests
{
    // ../shared/data/sigma holds 3,753 files; two of them use 'expand' with a placeholder that nothing here resolves.
    private const int Files = 3753;

    [SharedFact]
    public void Every_published_rule_loads_or_says_why_not()
    {
        var rules = SharedRules.All;

        Assert.Equal(Files, rules.Files);
        var refused = rules.Problems.Where(problem => problem.Effect == ProblemEffect.Refused).ToList();
        Assert.Equal(Files, rules.Rules.Length + refused.Count);
        Assert.Equal(["unresolved-placeholder", "unresolved-placeholder"], refused.Select(problem => problem.Code));
    }

    [SharedFact]
    public void Every_Windows_log_source_is_mapped_or_a_known_gap()
    {
        var engine = SharedRules.Engine;
        var unserved = engine.Unserved
            .Select(rule => (engine.RuleSet.Rules[rule.Rule].LogSource, rule.Why))
            .Where(rule => rule.LogSource.Product == "windows")
            .ToList();

        Assert.All(unserved, rule => Assert.Contains("trace of the Microsoft-Windows-Kernel-File provider", rule.Why, StringComparison.Ordinal));
        Assert.Equal(["file_access", "file_rename"], unserved.Select(rule => rule.LogSource.Category!).Distinct().Order());
    }

    [SharedFact]
    public void Rules_of_other_families_say_that_no_such_source_is_there()
    {
        var engine = SharedRules.Engine;
        var other = Enumerable.Range(0, engine.RuleSet.Rules.Length)
            .First(rule => engine.RuleSet.Rules[rule].LogSource is { Product: "macos", Category: "process_creation" });

        Assert.Contains("No source of this family", engine.Unserved.Single(unserved => unserved.Rule == other).Why, StringComparison.Ordinal);
    }
}
