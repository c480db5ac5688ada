using System.Collections.Immutable;
using Dwell.Analysis.Rules;
using Dwell.Model.Facts;
using Dwell.Model.Findings;

namespace Dwell.Analysis.Tests.Rules;

public sealed class RuleFindingsTests
{
    [Fact]
    public void Five_thousand_hits_of_one_rule_on_one_host_are_one_finding_with_a_count()
    {
        var hits = Enumerable.Range(0, 5_000).Select(i => Made.Hit("r", i, i)).ToList();

        var finding = Assert.Single(From(hits, Made.Rule("r")));

        Assert.Equal(5_000, finding.Count);
        Assert.Equal(Made.At(0), finding.First);
        Assert.Equal(Made.At(4_999), finding.Last);
    }

    [Fact]
    public void Cites_the_first_the_last_and_a_spread_of_at_most_fifty()
    {
        var hits = Enumerable.Range(0, 5_000).Select(i => Made.Hit("r", i, i)).Reverse().ToList();

        var records = Assert.Single(From(hits, Made.Rule("r"))).Records;

        Assert.Equal(50, records.Length);
        Assert.Equal(Made.Record(0), records[0]);
        Assert.Equal(Made.Record(4_999), records[^1]);
        Assert.Equal(records.Order(), records);
        Assert.All(records.Zip(records.Skip(1)), pair => Assert.InRange((pair.Second.Offset - pair.First.Offset) / 1_000, 102, 103));
    }

    [Fact]
    public void An_id_survives_more_evidence_other_scores_and_other_counts()
    {
        var few = Assert.Single(From([Made.Hit("r", 10, 3)], Made.Rule("r", Severity.High)));
        var many = Assert.Single(From([Made.Hit("r", 1, 1), Made.Hit("r", 10, 3), Made.Hit("r", 99, 7, source: "System")], Made.Rule("r", Severity.Low)));

        Assert.Equal(few.Id, many.Id);
        Assert.Matches("^f-[0-9a-f]{16}$", few.Id);
    }

    [Fact]
    public void Another_rule_or_another_host_is_another_finding()
    {
        var findings = From(
            [Made.Hit("r", 1, 1), Made.Hit("s", 1, 1), Made.Hit("r", 2, 2, host: "PC-2")], Made.Rule("r"), Made.Rule("s"));

        Assert.Equal(3, findings.Select(finding => finding.Id).Distinct().Count());
    }

    [Theory]
    [InlineData(Severity.Critical, Likelihood.Likely)]
    [InlineData(Severity.High, Likelihood.Likely)]
    [InlineData(Severity.Medium, Likelihood.RoughlyEvenChance)]
    [InlineData(Severity.Low, Likelihood.Unlikely)]
    [InlineData(Severity.Informational, Likelihood.VeryUnlikely)]
    public void A_rule_alone_is_never_more_than_likely_whatever_its_author_says(Severity severity, Likelihood expected)
    {
        var hits = Enumerable.Range(0, 100).Select(i => Made.Hit("r", i, i, source: i % 2 == 0 ? "Security" : "System"));

        var finding = Assert.Single(From(hits, Made.Rule("r", severity)));

        Assert.Equal(expected, finding.Likelihood);
        Assert.Equal(Confidence.Low, finding.Confidence);
    }

    [Fact]
    public void Two_logs_of_one_host_are_one_independent_source()
    {
        var one = Assert.Single(From([Made.Hit("r", 1, 1), Made.Hit("r", 2, 2)], Made.Rule("r")));
        var two = Assert.Single(From([Made.Hit("r", 1, 1), Made.Hit("r", 2, 2, source: "System")], Made.Rule("r")));

        Assert.Equal((1, Confidence.Low), (one.Sources, one.Confidence));
        Assert.Equal((1, Confidence.Low), (two.Sources, two.Confidence));
    }

    [Fact]
    public void Undated_hits_count_and_leave_the_interval_to_dated_ones()
    {
        var undated = Made.Hit("r", 0, 1) with { Time = null };

        var mixed = Assert.Single(From([undated, Made.Hit("r", 5, 2)], Made.Rule("r")));
        var none = Assert.Single(From([undated], Made.Rule("r")));

        Assert.Equal((2, Made.At(5), Made.At(5)), (mixed.Count, mixed.First!.Value, mixed.Last!.Value));
        Assert.Null(none.First);
        Assert.Null(none.Last);
    }

    [Fact]
    public void Names_accounts_and_addresses_of_the_facts_behind_the_hits_but_not_the_host_itself()
    {
        var fact = Made.Logon("0x51", "203.0.113.5", 1, 1).With(FactColumn.DestinationAddress, "127.0.0.1").With(FactColumn.Account, "-");

        var finding = Assert.Single(From([Made.Hit("r", 1, 1)], [fact], Made.Rule("r")));

        Assert.Equal([@"CORP\dora"], finding.Accounts.ToArray());
        Assert.Equal(["203.0.113.5"], finding.Addresses.ToArray());
    }

    [Theory]
    [InlineData("exfiltration,persistence", Question.Taken)]
    [InlineData("collection,execution", Question.Read)]
    [InlineData("lateral-movement,persistence", Question.Movement)]
    [InlineData("persistence,defense-evasion", Question.Backdoor)]
    [InlineData("defense-evasion", Question.Since)]
    [InlineData("unheard-of", Question.Backdoor)]
    public void A_rule_that_names_no_question_speaks_to_that_of_its_tactic_nearest_to_an_answer(string tactics, Question expected)
    {
        Assert.Equal(expected, TacticQuestions.Of(Made.Rule("r", Severity.High, tactics.Split(','))));
        Assert.Equal(Question.Who, TacticQuestions.Of(Made.Rule("r", Severity.High, tactics.Split(',')) with { Question = Question.Who }));
    }

    private static ImmutableArray<Finding> From(IEnumerable<Hit> hits, params DetectionRule[] rules) => From(hits, [], rules);

    private static ImmutableArray<Finding> From(IEnumerable<Hit> hits, Fact[] facts, params DetectionRule[] rules) => RuleFindings.From(
        hits,
        Made.Rules(rules),
        facts.GroupBy(fact => fact.Record).ToDictionary(group => group.Key, ImmutableArray<Fact> (group) => [.. group]),
        Made.Links());
}
