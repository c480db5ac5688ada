using Dwell.Sigma.Tests.Corpus;
using Dwell.Tests;

namespace Dwell.Sigma.Tests.Syntax;

public class DamagedRulesTests
{
    private const int Seed = 4711;

    private const string Sound = """
        title: Damaged on purpose
        id: 7b0d5a9c-54b5-4a3b-9c39-0e4d3a1f0001
        status: test
        tags: [attack.execution, attack.t1059.001]
        logsource:
            category: process_creation
            product: windows
        detection:
            selection_img:
                - Image|endswith: '\powershell.exe'
                - OriginalFileName: "PowerShell.EXE"
            selection_cli:
                CommandLine|contains|all:
                    - ' -enc '   # why
                    - 'a*b\?c'
                CommandLine|re: '\s-e[nc]+\s'
            filter: &anchor
                User|cidr: 10.0.0.0/8
            other: *anchor
            condition: all of selection_* and not (filter or other)
        level: high
        """;

    private static readonly string[] Pieces =
        ["\t", "- ", ": ", "'", "\"", "[", "{", "}", "]", "&a ", "*a", "|", ">", "#", "\n", "\n---\n", "%YAML 9.9\n", "!!x ", "\0", "\ud800", "? ", "not ", "(", "1 of ", "\\"];

    [Fact]
    public void The_sound_rule_loads() => Assert.Single(SigmaRuleSet.Load([new RuleSource("sound.yml", Sound)]).Rules);

    [Fact]
    public void Every_damaged_rule_loads_or_gives_a_reason()
    {
        var random = new Random(Seed);
        var sources = Enumerable.Range(0, 10_000).Select(i => new RuleSource($"{i}.yml", Damage(Sound, random))).ToList();

        var rules = SigmaRuleSet.Load(sources);

        var spoken = rules.Rules.Select(rule => rule.File).Concat(rules.Problems.Select(problem => problem.File)).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(sources.Count, spoken.Count);
        Assert.All(rules.Problems, problem => Assert.True(problem.Line >= 1 && problem.Found.Length > 0 && problem.Expected.Length > 0));
    }

    [Theory]
    [InlineData("level: high", "level: -1", "odd-level")]
    [InlineData("level: high", "level: +9", "odd-level")]
    [InlineData("level: high", "level: 'high,low'", "odd-level")]
    [InlineData("level: high", "level: high, low", "odd-level")]
    [InlineData("status: test", "status: -1", "odd-status")]
    [InlineData("status: test", "status: 2", "odd-status")]
    [InlineData("status: test", "status: ''", "odd-status")]
    public void A_word_that_Sigma_does_not_define_is_a_problem_with_its_place(string sound, string odd, string code)
    {
        var text = Sound.Replace(sound, odd, StringComparison.Ordinal);

        var rules = SigmaRuleSet.Load([new RuleSource("odd.yml", text)]);

        var problem = Assert.Single(rules.Problems);
        Assert.Equal(("odd.yml", code), (problem.File, problem.Code));
        Assert.Equal(odd, text.Split('\n')[problem.Line - 1].Trim());
        Assert.Contains(odd.Split(": ")[1].Trim('\''), problem.Found, StringComparison.Ordinal);
        Assert.Contains(sound.Split(": ")[1], problem.Expected, StringComparison.Ordinal);
        Assert.True(Enum.IsDefined(Assert.Single(rules.Rules).Level));
        Assert.True(Enum.IsDefined(rules.Rules[0].Status));
    }

    [SharedFact]
    public void Every_damaged_published_rule_loads_or_gives_a_reason()
    {
        var random = new Random(Seed);
        var published = RuleFolder.Read(SharedData.PathOf("sigma", "rules", "windows", "builtin"));
        var sources = published.Select((source, i) => new RuleSource($"{i}.yml", Damage(source.Text, random))).ToList();

        var rules = SigmaRuleSet.Load(sources);

        Assert.Equal(sources.Count, rules.Rules.Select(rule => rule.File).Concat(rules.Problems.Select(problem => problem.File)).Distinct().Count());
        SigmaEngine.Create(rules, SharedRules.Table).PlanAll();
    }

    [Fact]
    public void Deep_nesting_is_a_reason_not_a_crash()
    {
        Assert.Equal("too-deep", ReasonOf("title: " + new string('[', 5000) + new string(']', 5000)));
        Assert.Equal("too-deep", ReasonOf(
            "title: t\nlogsource: {product: windows}\ndetection:\n  a: {A: x}\n  condition: " + new string('(', 500) + "a" + new string(')', 500)));
    }

    [Fact]
    public void Aliases_that_multiply_are_a_reason_not_a_hang()
    {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 9).Select(i =>
            $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));

        Assert.Equal("too-many-values", ReasonOf(text));
    }

    [Fact]
    public void Rules_of_one_id_are_told_apart_and_only_the_first_is_used()
    {
        var rules = SigmaRuleSet.Load([new RuleSource("a.yml", Sound), new RuleSource("b.yml", Sound)]);

        Assert.Equal("a.yml", Assert.Single(rules.Rules).File);
        Assert.Equal("duplicate-id", Assert.Single(rules.Problems).Code);
    }

    [Fact]
    public void A_rule_without_id_gets_one_from_its_text()
    {
        var text = Sound.Replace("id: 7b0d5a9c-54b5-4a3b-9c39-0e4d3a1f0001\n", "", StringComparison.Ordinal);
        var first = Assert.Single(SigmaRuleSet.Load([new RuleSource("a.yml", text)]).Rules);
        var second = Assert.Single(SigmaRuleSet.Load([new RuleSource("elsewhere.yml", text.Replace("\n", "\r\n", StringComparison.Ordinal))]).Rules);

        Assert.True(first.IdIsDerived);
        Assert.Equal(first.Id, second.Id);
    }

    [Fact]
    public void Tags_become_techniques_and_tactics()
    {
        var rule = Assert.Single(SigmaRuleSet.Load([new RuleSource("a.yml", Sound.Replace(
            "[attack.execution, attack.t1059.001]", "[attack.t1059.001, attack.lateral_movement, attack.execution, attack.g0007, cve.2024-1]", StringComparison.Ordinal))]).Rules);

        Assert.Equal("T1059.001", string.Join(' ', rule.Techniques));
        Assert.Equal("execution lateral-movement", string.Join(' ', rule.Tactics));
    }

    private static string ReasonOf(string text) =>
        Assert.Single(SigmaRuleSet.Load([new RuleSource("x.yml", text)]).Problems, problem => problem.Effect == ProblemEffect.Refused).Code;

    private static string Damage(string text, Random random)
    {
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(text.Length + 1);
            var length = Math.Min(random.Next(1, 12), text.Length - at);
            text = random.Next(4) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, Pieces[random.Next(Pieces.Length)]),
                2 => text.Insert(at, text.Substring(at, length)),
                _ => text[..at],
            };
        }

        return text;
    }
}
