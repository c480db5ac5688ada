using System.Collections.Immutable;
using Dwell.Answers.Intrusions;
using Dwell.Model.Findings;

namespace Dwell.Answers.Tests.Intrusions;

public sealed class IntrusionBuilderTests
{
    [Fact]
    public void The_default_is_separate_and_the_same_host_and_account_are_no_link()
    {
        var groups = Separate(
            Made.Service("a", 1) with { Accounts = [@"CORP\dora"] }, Made.Service("b", 2) with { Accounts = [@"CORP\dora"] });

        Assert.Equal(["A", "B"], groups.Select(group => group.Id));
        Assert.All(groups, group => Assert.Single(group.Findings));
    }

    [Theory]
    [InlineData("session:PC-1/0x5")]
    [InlineData("hash:SHA256=AA")]
    [InlineData("address:203.0.113.7")]
    [InlineData("process:PC-1/{1}")]
    [InlineData("installed:service/w|c:\\w.exe")]
    [InlineData("image:PC-1|c:\\programdata\\w.exe")]
    public void A_hard_link_ties(string link)
    {
        Assert.Single(Separate(Made.Service("a", 1, 1, "PC-1", link), Made.Service("b", 2, 1, "PC-2", link)));
    }

    [Fact]
    public void Links_tie_through_others()
    {
        Assert.Single(Separate(
            Made.Service("a", 1, 1, "PC-1", "hash:1"), Made.Service("b", 2, 1, "PC-2", "hash:1", "address:2"), Made.Service("c", 3, 1, "PC-3", "address:2")));
    }

    [Fact]
    public void A_process_ties_to_what_it_led_to()
    {
        Assert.Single(Separate(Made.Service("a", 1, 1, "PC-1", "process:p"), Made.Service("b", 2, 1, "PC-1", "process:q", "ancestor:p")));
    }

    [Fact]
    public void Two_processes_with_a_common_ancestor_that_nobody_speaks_of_stay_apart()
    {
        Assert.Equal(2, Separate(
            Made.Service("a", 1, 1, "PC-1", "process:p", "ancestor:shell"), Made.Service("b", 2, 1, "PC-1", "process:q", "ancestor:shell")).Length);
    }

    [Fact]
    public void One_loud_rule_alone_is_weak_and_two_on_the_same_record_are_two_opinions_of_one_event()
    {
        Assert.Equal(Proof.Weak, Assert.Single(Separate(Made.Loud("r", 1))).Proof);
        Assert.Equal(Proof.Weak, Assert.Single(Separate(Made.Loud("r", 1, links: "process:p"), Made.Loud("s", 1, links: "process:p"))).Proof);
        Assert.Null(Separate(Made.Loud("r", 1))[0].Id);
    }

    [Fact]
    public void Two_loud_acts_that_a_link_ties_are_likely_and_never_proven()
    {
        var many = Enumerable.Range(0, 50).Select(i => Made.Loud("r" + i, i, links: "process:p")).ToArray();

        Assert.Equal(Proof.Likely, Assert.Single(Separate(many)).Proof);
        Assert.Equal(Proof.Likely, Assert.Single(Separate(many[..2])).Proof);
    }

    [Fact]
    public void A_critical_rule_alone_is_likely()
    {
        Assert.Equal(Proof.Likely, Assert.Single(Separate(Made.Loud("r", 1) with { Severity = Severity.Critical })).Proof);
    }

    [Fact]
    public void Something_installed_that_ran_with_a_loud_act_on_another_record_is_proven()
    {
        Assert.Equal(Proof.Proven, Assert.Single(Separate(Made.Intruder())).Proof);
        Assert.Equal(Proof.Proven, Assert.Single(Separate(
            Made.Service("w", 1, links: "process:w").Contacted("203.0.113.7:443"), Made.Loud("r", 2, links: "process:w"))).Proof);
    }

    [Fact]
    public void Something_installed_that_never_ran_or_whose_only_act_is_its_own_record_is_not_proven()
    {
        Assert.Equal(Proof.Likely, Assert.Single(Separate(Made.Service("w", 1, links: "process:w"), Made.Loud("r", 2, links: "process:w"))).Proof);
        Assert.Equal(Proof.Likely, Assert.Single(Separate(Made.Service("w", 1, links: "process:w").Ran(), Made.Loud("r", 1, links: "process:w"))).Proof);
    }

    [Fact]
    public void Something_installed_that_ran_is_not_proven_by_a_loud_act_that_nothing_ties_to_it()
    {
        Assert.DoesNotContain(Separate(Made.Service("w", 1).Ran(), Made.Loud("r", 2)), group => group.Proof == Proof.Proven);
    }

    [Theory]
    [InlineData("session:PC-1/0x9abc", Proof.Weak)]
    [InlineData("address:203.0.113.7", Proof.Weak)]
    [InlineData("image:PC-1|c:\\users\\u\\w.exe", Proof.Proven)]
    [InlineData("process:w", Proof.Proven)]
    public void A_quiet_installation_that_ran_is_proven_by_its_program_not_by_session_or_address(string link, Proof expected)
    {
        var updater = Made.Service("w", 1, links: link).Ran();
        var quiet = updater with { Severity = Severity.Medium, Installed = updater.Installed! with { Loud = false } };

        Assert.Equal(expected, Assert.Single(Separate(quiet, Made.Loud("r", 2, links: link))).Proof);
    }

    [Fact]
    public void The_ordinary_past_of_a_quiet_finding_does_not_date_the_group()
    {
        var quiet = Made.Loud("quiet", 9, at: 1, links: "process:w") with { Severity = Severity.Low, Accounts = [@"CORP\admin"] };

        var group = Assert.Single(Separate([.. Made.Intruder(at: 50), quiet]));

        Assert.Contains(group.Findings, finding => finding.Id == quiet.Id);
        Assert.Equal(Made.At(50), group.First);
        Assert.DoesNotContain(@"CORP\admin", group.All(finding => finding.Accounts));
    }

    [Fact]
    public void A_quiet_finding_joins_a_group_and_ties_no_two()
    {
        var quiet = Made.Loud("quiet", 9, links: ["process:p", "process:q"]) with { Severity = Severity.Low };

        var groups = Separate(Made.Service("a", 1, links: "process:p"), Made.Service("b", 2, links: "process:q"), quiet);

        Assert.Equal(2, groups.Length);
        Assert.Equal(1, groups.Count(group => group.Findings.Any(finding => finding.Id == quiet.Id)));
    }

    [Theory]
    [InlineData("process:a", "process:z")]
    [InlineData("process:z", "process:a")]
    public void A_quiet_finding_that_is_tied_to_two_groups_joins_the_one_of_higher_rank_whatever_its_links_are_called(string first, string second)
    {
        var quiet = Made.Loud("quiet", 9, links: [.. new[] { first, second }.Order(StringComparer.Ordinal)]) with { Severity = Severity.Low };

        var groups = Separate(Made.Service("top", 1, links: first), Made.Service("next", 2, links: second), quiet);

        Assert.Contains(groups.Single(group => group.Findings[0].Subject.Method == "top").Findings, finding => finding.Id == quiet.Id);
    }

    [Fact]
    public void Quiet_findings_alone_make_no_group()
    {
        Assert.Empty(Separate(Made.Loud("r", 1) with { Severity = Severity.Medium }, Made.Opened("f", 2)));
        Assert.Empty(Separate());
    }

    [Fact]
    public void Groups_are_named_by_first_time_not_by_rank()
    {
        var groups = Separate(Made.Service("late", 1, 50), Made.Service("early", 2, 5));

        Assert.Equal([("A", "early"), ("B", "late")], groups.Select(group => (group.Id!, group.Findings[0].Subject.Method)));
    }

    [Theory]
    [InlineData(0, "A")]
    [InlineData(25, "Z")]
    [InlineData(26, "AA")]
    [InlineData(51, "AZ")]
    [InlineData(52, "BA")]
    [InlineData(701, "ZZ")]
    [InlineData(702, "AAA")]
    public void Names_go_on_after_Z(int index, string expected)
    {
        Assert.Equal(expected, IntrusionBuilder.NameOf(index));
    }

    private static ImmutableArray<FindingGroup> Separate(params Finding[] findings) => IntrusionBuilder.Separate(Made.Ranked(findings));
}
