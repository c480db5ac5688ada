using System.Text.RegularExpressions;
using Dwell.Content.LogSources;
using Dwell.Content.Rules;
using Dwell.Content.Store;
using Dwell.Model.Records;
using Dwell.Sigma;

namespace Dwell.Content.Tests.Rules;

public sealed partial class OwnRulesTests
{
    private const int LeastRules = 36;
    private const int LeastExamples = 2;

    private static readonly ContentStore Store = ContentStore.Embedded;
    private static readonly IReadOnlyList<RuleFile> Files = RuleContent.All(Store);
    private static readonly SigmaRuleSet Rules = SigmaRuleSet.Load(Files.Select(file =>
        new RuleSource(file.Path, file.Text)));
    private static readonly SigmaEngine Engine = SigmaEngine.Create(Rules, LogSourceContent.Read(Store));

    [Fact]
    public void Every_own_rule_loads_without_a_remark()
    {
        Assert.Empty(Rules.Problems.Select(problem => problem.Sentence));
        Assert.Equal(Files.Count, Rules.Rules.Length);
        Assert.True(Files.Count >= LeastRules, $"{Files.Count} rules; at least {LeastRules} are wanted.");
    }

    [Fact]
    public void Every_own_rule_has_a_log_source_that_the_table_serves()
    {
        Assert.Empty(Engine.Unserved.Select(rule => Rules.Rules[rule.Rule].File + ": " + rule.Why));
    }

    [Fact]
    public void Every_rule_matches_exactly_what_its_examples_say()
    {
        var shapes = new ShapeTable();
        var matcher = Engine.CreateMatcher();
        var wrong = new List<string>();
        foreach (var file in Files)
        {
            var index = IndexOf(file);
            foreach (var example in RuleExample.Of(Store, file))
            {
                if (matcher.Match(example.ToRecord(shapes)).Contains(index) != example.Match)
                    wrong.Add($"{example} must{(example.Match ? "" : " not")} match.");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Every_rule_has_examples_of_both_kinds()
    {
        foreach (var file in Files)
        {
            var examples = RuleExample.Of(Store, file);
            Assert.True(examples.Count(example => example.Match) >= LeastExamples,
                file.Path + " has too few records that it must match.");
            Assert.True(examples.Count(example => !example.Match) >= LeastExamples,
                file.Path + " has too few that it must not match.");
        }
    }

    [Fact]
    public void Every_rule_has_an_id_of_its_own_and_says_what_an_analyst_needs()
    {
        Assert.Equal(Files.Count, Rules.Rules.Select(rule => rule.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Files.Count, Rules.Rules.Select(rule => rule.Title).Distinct(StringComparer.Ordinal).Count());
        foreach (var rule in Rules.Rules)
        {
            Assert.True(Guid.TryParseExact(rule.Id, "D", out var id) && id.Version == 4,
                rule.File + ": the id must be a UUID of version 4.");
            Assert.True(rule.Description.Length > 40, rule.File + ": say what the rule finds.");
            Assert.True(rule.FalsePositives.Length > 0, rule.File + ": say what can be harmless.");
            Assert.True(rule.Tactics.Length > 0 && rule.Techniques.Length > 0,
                rule.File + ": name tactic and technique.");
            Assert.Single(rule.Tags, tag => QuestionTag().IsMatch(tag));
            Assert.All(rule.Tags, tag => Assert.Matches("^(attack|dwell)\\.", tag));
        }
    }

    [Fact]
    public void Examples_use_documentation_names_and_addresses_only()
    {
        foreach (var text in Files.Select(file => RuleContent.ExamplesOf(Store, file)))
        {
            foreach (Match match in PublicAddress().Matches(text))
                Assert.Matches(@"^(192\.0\.2|198\.51\.100|203\.0\.113|10|127|192\.168|172|4|12|1|7|15|10\.0)\.",
                    match.Value);
        }
    }

    private static int IndexOf(RuleFile file)
    {
        for (var index = 0; index < Rules.Rules.Length; index++)
        {
            if (Rules.Rules[index].File == file.Path)
                return index;
        }

        throw new InvalidOperationException(file.Path + " gave no rule.");
    }

    [GeneratedRegex(@"^dwell\.question-(backdoor|since|who|movement|read|taken|active)$")]
    private static partial Regex QuestionTag();

    [GeneratedRegex(@"(?<![\d.])(\d{1,3}\.){3}\d{1,3}(?![\d.])")]
    private static partial Regex PublicAddress();
}
