using Dwell.Model.Answers;
using Dwell.Model.Coverage;
using Dwell.Model.Findings;

namespace Dwell.Answers.Tests.Questions;

/// <summary>What may be said at the end of the evidence, and where loud findings stand alone.</summary>
public sealed class EndStateTests
{
    [Fact]
    public void The_end_that_counts_is_that_of_the_host_where_something_was_seen()
    {
        var coverage = new CoverageMap(
            ["PC-1", "PC-2"], [], [.. Made.Covered(["PC-1"], Made.Everything, to: Made.Hours - 10).Spans, .. Made.Covered(["PC-2"], Made.Everything).Spans]);

        Assert.Equal(AnswerState.Yes, Made.Answers(coverage, Made.Intruder(at: Made.Hours - 11.5)).Of<ActiveAnswer>().State);
    }

    [Fact]
    public void A_host_whose_logs_ended_long_before_the_evidence_does_is_not_said_to_be_active()
    {
        var coverage = new CoverageMap(
            ["PC-1", "PC-2"], [], [.. Made.Covered(["PC-1"], Made.Everything, to: 20).Spans, .. Made.Covered(["PC-2"], Made.Everything).Spans]);

        Assert.Equal(AnswerState.Bounded, Made.Answers(coverage, Made.Intruder(at: 18.5)).Of<ActiveAnswer>().State);
    }

    [Fact]
    public void A_sign_after_the_end_of_coverage_is_not_the_end_of_the_logs()
    {
        var coverage = Made.Covered(["PC-1"], Made.Everything, to: 5);

        Assert.Equal(AnswerState.NotDeterminable, Made.Answers(coverage, Made.Intruder(at: Made.Hours - 10)).Of<ActiveAnswer>().State);
    }

    [Fact]
    public void Loud_findings_of_no_host_forbid_to_say_that_there_is_no_evidence()
    {
        var loud = Made.Loud("act", 7, 3, "PC-1") with { Hosts = [] };

        Assert.NotEqual(AnswerState.NoEvidence, Made.Answers(Made.Covered(["PC-1"], Made.Everything), loud).Of<BackdoorAnswer>().State);
    }

    [Fact]
    public void What_is_bounded_excludes_a_covered_host()
    {
        var one = Made.Covered(["PC-1"], Made.Everything);
        var two = Made.Covered(["PC-1", "PC-2"], Made.Everything);

        Assert.Equal(AnswerState.NotDeterminable, Made.Answers(one, Made.Loud("act", 7, 3, "PC-1")).Of<BackdoorAnswer>().State);
        Assert.Equal(AnswerState.Bounded, Made.Answers(two, Made.Loud("act", 7, 3, "PC-1")).Of<BackdoorAnswer>().State);
    }

    [Fact]
    public void Hosts_that_each_saw_something_else_do_not_make_confidence_high()
    {
        var coverage = Made.Covered(["PC-1", "PC-2"], Made.Everything);
        var elsewhere = Made.Loud("other", 9, 3, "PC-2", "process:w") with { SourceNames = ["PC-2"] };
        var both = elsewhere with { SourceNames = ["PC-1", "PC-2"] };

        Assert.Equal(Confidence.Moderate, Made.Answers(coverage, [.. Made.Intruder(), elsewhere]).Of<BackdoorAnswer>().Confidence);
        Assert.Equal(Confidence.High, Made.Answers(coverage, [.. Made.Intruder(), both]).Of<BackdoorAnswer>().Confidence);
    }
}
