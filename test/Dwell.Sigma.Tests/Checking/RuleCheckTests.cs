using Dwell.Sigma.Checking;
using Dwell.Sigma.Tests.Semantics;

namespace Dwell.Sigma.Tests.Checking;

public class RuleCheckTests
{
    private static readonly RuleSource Rule = new("a/one.yml", OneRule.Text("selection: {Data: needle}"));

    [Fact]
    public void Examples_that_are_met_make_no_noise()
    {
        var check = Check(
            """{"match": true, "why": "it is there", "record": {"EventID": 1, "Data": ["hay", "needle"]}}""",
            "",
            """{"match": false, "why": "no value", "record": {"Data": null}}""");

        Assert.True(check.IsSound);
        Assert.Equal(2, check.Examples);
        Assert.Empty(check.Failed);
    }

    [Fact]
    public void A_failed_example_says_where_it_stands_and_what_it_wanted()
    {
        var check = Check(
            """{"match": true, "why": "should be found", "record": {"Data": "hay"}}""",
            """{"match": false, "why": "should be quiet", "record": {"Data": "needle"}}""");

        Assert.False(check.IsSound);
        Assert.Equal("a/one.events.jsonl:1: 't' does not match this record, and should (should be found).", check.Failed[0].Sentence);
        Assert.Equal("a/one.events.jsonl:2: 't' matches this record, and should not (should be quiet).", check.Failed[1].Sentence);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"match": "yes", "record": {}}""")]
    [InlineData("""{"match": true}""")]
    [InlineData("""{"match": true, "record": []}""")]
    public void A_line_that_is_no_example_is_a_problem(string line)
    {
        var problem = Assert.Single(Check(line).Problems, problem => problem.Effect == ProblemEffect.Refused);

        Assert.Equal("invalid-example", problem.Code);
        Assert.Equal(1, problem.Line);
    }

    [Fact]
    public void Examples_of_a_rule_that_is_not_there_are_named()
    {
        var check = RuleCheck.Run([Rule], [new RuleSource("a/two.events.jsonl", "")], new([OneRule.AnyWindows]));

        Assert.Contains(check.Problems, problem => problem.Code == "example-without-rule" && problem.File == "a/two.events.jsonl");
    }

    private static RuleCheck Check(params string[] lines) =>
        RuleCheck.Run([Rule], [new RuleSource("a/one.events.jsonl", string.Join('\n', lines))], new([OneRule.AnyWindows]));
}
