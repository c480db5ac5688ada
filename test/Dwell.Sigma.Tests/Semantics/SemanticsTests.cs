namespace Dwell.Sigma.Tests.Semantics;

public class SemanticsTests
{
    public static TheoryData<int, string, string, string, string> Cases
    {
        get
        {
            var data = new TheoryData<int, string, string, string, string>();
            foreach (var (line, columns) in TsvCases.Read("cases.tsv"))
                data.Add(line, columns[0], columns[1], columns[2], columns[3]);
            return data;
        }
    }

    public static TheoryData<int, string, string, string> Refused
    {
        get
        {
            var data = new TheoryData<int, string, string, string>();
            foreach (var (line, columns) in TsvCases.Read("refused.tsv"))
                data.Add(line, columns[0], columns[1], columns[2]);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Detection_means(int line, string expected, string detection, string record, string why)
    {
        var rule = new OneRule(OneRule.Text(detection), OneRule.AnyWindows);

        Assert.True(rule.Rules.Rules.Length == 1, $"cases.tsv:{line}: {string.Join(' ', rule.Rules.Problems.Select(problem => problem.Sentence))}");
        Assert.True(rule.Matches(record) == (expected == "match"), $"cases.tsv:{line}: {why}");
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Rule_is_refused_with_its_place_and_reason(int line, string code, string text, string why)
    {
        var rules = SigmaRuleSet.Load([new RuleSource("bad.yml", text.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\t", "\t", StringComparison.Ordinal))]);

        var problem = Assert.Single(rules.Problems, problem => problem.Effect == ProblemEffect.Refused);
        Assert.Empty(rules.Rules);
        Assert.True(problem.Code == code, $"refused.tsv:{line} ({why}): {problem.Code}: {problem.Sentence}");
        Assert.Equal("bad.yml", problem.File);
        Assert.True(problem.Line >= 1);
        Assert.NotEmpty(problem.Found);
        Assert.NotEmpty(problem.Expected);
    }
}
