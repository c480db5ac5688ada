using Dwell.Answers.Scope;
using Dwell.Content.Questions;
using Dwell.Model.Coverage;
using Dwell.Model.Findings;

namespace Dwell.Answers.Tests.Scope;

public sealed class ScopeCalculatorTests
{
    private static readonly QuestionNeeds Needs = new(Question.Backdoor, [["process"], ["netflow", "proxy"]]);

    [Fact]
    public void A_host_is_covered_where_one_class_of_each_group_was_recorded()
    {
        Assert.Equal(1, Scope(Made.Covered(["PC-1"], ["process", "proxy"])).Hosts);
        Assert.Equal(0, Scope(Made.Covered(["PC-1"], ["netflow", "proxy"])).Hosts);
        Assert.Equal(0, Scope(Made.Covered(["PC-1"], ["process"])).Hosts);
    }

    [Fact]
    public void Hours_are_those_in_which_all_groups_were_recorded_at_once()
    {
        var coverage = new CoverageMap(["PC-1"], [], [Span("process", 0, 60), Span("netflow", 40, 100)]);

        var scope = Scope(coverage);

        Assert.Equal((Made.At(40), Made.At(60), 0.2), (scope.From!.Value, scope.To!.Value, scope.HostHours));
    }

    [Fact]
    public void Hours_between_two_stretches_are_not_covered()
    {
        var coverage = new CoverageMap(["PC-1"], [], [Span("process", 0, 20), Span("process", 80, 100), Span("netflow", 0, 100)]);

        Assert.Equal(0.4, Scope(coverage).HostHours);
        Assert.Equal(
            0, Scope(new CoverageMap(["PC-1"], [], [Span("process", 0, 20), Span("process", 80, 100), Span("netflow", 30, 70)])).Hosts);
    }

    [Fact]
    public void Stretches_that_overlap_count_once()
    {
        var coverage = new CoverageMap(["PC-1"], [], [Span("process", 0, 60), Span("process", 40, 100), Span("netflow", 0, 80), Span("proxy", 20, 100)]);

        Assert.Equal(1, Scope(coverage).HostHours);
    }

    [Theory]
    [InlineData(CoverageState.Partly)]
    [InlineData(CoverageState.Off)]
    [InlineData(CoverageState.Absent)]
    [InlineData(CoverageState.Cleared)]
    [InlineData(CoverageState.Unreadable)]
    [InlineData(CoverageState.Unknown)]
    public void Everything_but_recorded_is_not_covered(CoverageState state)
    {
        var coverage = new CoverageMap(["PC-1"], [], [Span("process", 0, 100) with { State = state }, Span("netflow", 0, 100)]);

        Assert.Equal(0, Scope(coverage).Hosts);
    }

    [Fact]
    public void Undated_spans_cover_nothing()
    {
        var coverage = new CoverageMap(["PC-1"], [], [Span("process", 0, 100) with { From = null }, Span("netflow", 0, 100)]);

        Assert.Equal(0, Scope(coverage).Hosts);
    }

    [Fact]
    public void Hosts_that_were_never_examined_count_among_all_hosts()
    {
        var scope = new ScopeCalculator(Made.Covered(["PC-1", "PC-2"], ["process", "netflow"]), Made.Evidence(4, "PC-3", "PC-4")).Of(Needs);

        Assert.Equal((2, 4, 0.5), (scope.Hosts, scope.OfHosts, scope.HostHours));
    }

    [Fact]
    public void No_needs_and_no_evidence_are_never_covered()
    {
        Assert.Equal(0, new ScopeCalculator(Made.Covered(["PC-1"], Made.Everything), Made.Evidence(1)).Of(Needs with { Groups = [] }).Hosts);
        var nothing = new ScopeCalculator(Made.Nothing, Made.NoEvidence).Of(Needs);
        Assert.Equal((0, 0, 0d, null, null), (nothing.Hosts, nothing.OfHosts, nothing.HostHours, nothing.From, nothing.To));
    }

    private static CoverageSpan Span(string eventClass, double from, double to) =>
        new("PC-1", eventClass, Made.At(from), Made.At(to), CoverageState.Recorded, "", 1);

    private static Model.Answers.AnswerScope Scope(CoverageMap coverage) => new ScopeCalculator(coverage, Made.Evidence(1)).Of(Needs);
}
