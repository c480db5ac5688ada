using Dwell.Analysis.Ranking;
using Dwell.Model.Findings;

namespace Dwell.Analysis.Tests.Ranking;

public sealed class FindingRankerTests
{
    [Fact]
    public void Ranks_are_one_to_n_and_do_not_depend_on_the_order_of_the_input()
    {
        var random = new Random(20260105);
        var findings = Enumerable.Range(0, 200)
            .Select(i => Finding($"r{i % 17}", "H" + (i % 9), (Severity)(i % 5), i % 13, [i, (i * 7) % 200])).DistinctBy(finding => finding.Id).ToArray();

        var ranked = FindingRanker.Rank(findings);
        random.Shuffle(findings);
        var again = FindingRanker.Rank(findings);

        Assert.Equal(Enumerable.Range(1, findings.Length), ranked.Select(finding => finding.Rank));
        Assert.Equal(ranked.Select(finding => (finding.Id, finding.Score)), again.Select(finding => (finding.Id, finding.Score)));
        Assert.All(ranked.Zip(ranked.Skip(1)), pair => Assert.True(pair.First.Score >= pair.Second.Score));
        Assert.All(ranked, finding => Assert.InRange(finding.Score, 0, 1));
    }

    [Fact]
    public void Names_of_hosts_decide_no_tie()
    {
        var named = FindingRanker.Rank([Finding("r", "ALPHA", Severity.High, 1, [1]), Finding("s", "BETA", Severity.High, 1, [2])]);
        var renamed = FindingRanker.Rank([Finding("r", "ZULU", Severity.High, 1, [1]), Finding("s", "ALPHA", Severity.High, 1, [2])]);

        Assert.Equal(named.Select(finding => finding.Subject.Method), renamed.Select(finding => finding.Subject.Method));
    }

    [Fact]
    public void Worse_comes_first()
    {
        var ranked = FindingRanker.Rank([Finding("low", "H", Severity.Low, 1, [1]), Finding("critical", "H", Severity.Critical, 9, [2]), Finding("high", "H", Severity.High, 1, [3])]);

        Assert.Equal(["critical", "high", "low"], ranked.Select(finding => finding.Subject.Method));
    }

    [Fact]
    public void What_happened_a_thousand_times_comes_after_what_happened_once()
    {
        var ranked = FindingRanker.Rank(
            [Finding("often", "H", Severity.High, 1, [1]) with { Count = 1_000 }, Finding("once", "H", Severity.High, 9, [2])]);

        Assert.Equal(["once", "often"], ranked.Select(finding => finding.Subject.Method));
    }

    [Fact]
    public void A_finding_whose_records_stand_above_it_sinks_below_one_that_shows_something_new()
    {
        // Without the third part all three weigh nearly the same; "again" shows the very record of "first".
        var ranked = FindingRanker.Rank(
            [Finding("first", "H", Severity.High, 1, [1]), Finding("again", "H", Severity.High, 2, [1]), Finding("new", "H", Severity.High, 3, [2])]);

        Assert.Equal(["first", "new", "again"], ranked.Select(finding => finding.Subject.Method));
        Assert.Equal(0, ranked[2].Parts.Single(part => part.Name == "novelty").Value);
    }

    [Fact]
    public void A_method_that_speaks_on_every_host_comes_after_one_that_speaks_on_one_of_many()
    {
        var everywhere = Enumerable.Range(0, 10).Select(i => Finding("everywhere", "H" + i, Severity.High, 1, [i]));

        var ranked = FindingRanker.Rank([.. everywhere, Finding("rare", "H0", Severity.High, 9, [99])]);

        Assert.Equal("rare", ranked[0].Subject.Method);
    }

    [Fact]
    public void Loud_findings_that_a_hard_link_ties_lift_each_other()
    {
        var ranked = FindingRanker.Rank(
        [
            Finding("alone", "H", Severity.High, 1, [1]),
            Finding("tied", "H", Severity.High, 8, [2]) with { HardLinks = ["process:x"] },
            Finding("with", "H", Severity.High, 9, [3]) with { HardLinks = ["process:x"] },
        ]);

        Assert.Equal(["tied", "with", "alone"], ranked.Select(finding => finding.Subject.Method));
    }

    [Fact]
    public void A_quiet_finding_lifts_nothing_by_its_links()
    {
        var ranked = FindingRanker.Rank(
        [
            Finding("loud", "H", Severity.High, 1, [2]) with { HardLinks = ["process:x"] },
            Finding("quiet", "H", Severity.Low, 9, [3]) with { HardLinks = ["process:x"] },
        ]);

        Assert.Equal(0, ranked.Single(finding => finding.Subject.Method == "loud").Parts.Single(part => part.Name == "agreement").Value);
    }

    [Fact]
    public void What_starts_by_itself_ran_and_talked_out_comes_before_a_loud_rule()
    {
        var installed = Finding("service", "H", Severity.Medium, 9, [1]) with
        {
            Kind = "installation",
            Installed = new InstalledObject("service", "w", null, false, Made.At(1), ["203.0.113.7:443"], false),
        };

        Assert.Equal("service", FindingRanker.Rank([Finding("loud", "H", Severity.High, 1, [2]), installed])[0].Subject.Method);
    }

    [Fact]
    public void Says_what_each_score_is_made_of()
    {
        var parts = FindingRanker.Rank([Finding("r", "H", Severity.High, 1, [1])])[0].Parts;

        Assert.Equal(["severity", "focus", "rarity", "agreement", "novelty"], parts.Select(part => part.Name));
        Assert.All(parts, part => Assert.NotEmpty(part.Why));
    }

    [Fact]
    public void Many_findings_of_one_method_on_few_hosts_keep_every_part_between_0_and_1()
    {
        var findings = Enumerable.Range(0, 60).Select(i => Finding("m" + i, "H" + (i % 6), Severity.High, i, [i]))
            .Select(finding => finding with { Subject = finding.Subject with { Method = "service" } });

        var ranked = FindingRanker.Rank([.. findings]);

        Assert.All(ranked.SelectMany(finding => finding.Parts), part => Assert.InRange(part.Value, 0, 1));
        Assert.All(ranked, finding => Assert.InRange(finding.Score, 0, 1));
    }

    [Fact]
    public void Nothing_ranks_to_nothing()
    {
        Assert.Empty(FindingRanker.Rank([]));
    }

    private static Finding Finding(string rule, string host, Severity severity, int first, int[] records)
    {
        var subject = new FindingSubject("rule", rule, Question.Backdoor, [host], [], [], "host");
        return new Finding
        {
            Id = subject.ToId(),
            Subject = subject,
            Kind = "rule",
            Basis = Basis.Observed,
            Title = rule,
            Question = Question.Backdoor,
            Severity = severity,
            Likelihood = Likelihood.Likely,
            Confidence = Confidence.Low,
            Hosts = [host],
            First = Made.At(first),
            Last = Made.At(first),
            Count = records.Length,
            Sources = 1,
            Records = [.. records.Distinct().Order().Select(record => Made.Record(record))],
        };
    }
}
