using System.Collections.Immutable;
using Dwell.Answers.Limits;
using Dwell.Answers.Scope;
using Dwell.Content.Questions;
using Dwell.Model.Answers;
using Dwell.Model.Coverage;
using Dwell.Model.Findings;

namespace Dwell.Answers.Tests.Limits;

public sealed class LimitMakerTests
{
    private static readonly QuestionNeeds Needs = new(Question.Movement, [["logon"], ["process", "share-access"]]);

    [Fact]
    public void What_was_recorded_makes_no_limit()
    {
        Assert.Empty(Limits(Made.Covered(["PC-1"], ["logon", "share-access"])));
    }

    [Fact]
    public void A_limit_names_the_first_class_of_a_group_and_says_why_it_is_missing()
    {
        var coverage = new CoverageMap(
            ["PC-1", "PC-2"], [],
            [Span("PC-1", "logon"), Span("PC-1", "process") with { State = CoverageState.Off }, Span("PC-2", "logon"), Span("PC-2", "process")]);

        var limit = Assert.Single(Limits(coverage));

        Assert.Equal(("process", "host:PC-1", "not audited"), (limit.Class, limit.Scope, limit.Why));
        Assert.Equal([Question.Movement], limit.Questions.ToArray());
        Assert.Equal((Made.At(0), Made.At(Made.Hours)), (limit.From!.Value, limit.To!.Value));
    }

    [Fact]
    public void What_all_hosts_miss_alike_is_one_limit()
    {
        var limit = Assert.Single(Limits(Made.Covered(["PC-1", "PC-2", "PC-3"], ["logon"])));

        Assert.Equal(("process", "all", "not collected"), (limit.Class, limit.Scope, limit.Why));
    }

    [Fact]
    public void Two_questions_that_miss_the_same_share_one_limit()
    {
        var limit = Assert.Single(Limits(Made.Covered(["PC-1"], ["logon"]), Needs, Needs with { Question = Question.Active }));

        Assert.Equal([Question.Movement, Question.Active], limit.Questions.ToArray());
    }

    [Fact]
    public void A_cleared_log_is_a_limit_up_to_its_clearing_beside_what_is_covered_after()
    {
        var coverage = Made.Covered(["PC-1"], ["logon", "process"], from: 40);
        coverage = coverage with { Spans = coverage.Spans.Add(Span("PC-1", "logon") with { From = null, To = Made.At(40), State = CoverageState.Cleared }) };

        var limit = Assert.Single(Limits(coverage));

        Assert.Equal(("logon", "cleared", null, Made.At(40)), (limit.Class, limit.Why, limit.From, limit.To!.Value));
    }

    [Fact]
    public void The_scope_is_filled_into_effects_and_remedies()
    {
        var remedy = new ClassRemedy(
            "process",
            ImmutableDictionary<Question, string>.Empty.Add(Question.Movement, "what ran on {scope} is open"),
            [new RemedySource("the owner of {scope}", "the log of {scope}")]);

        var one = Assert.Single(Limits(Made.Covered(["PC-1"], ["logon"]), remedy));
        var all = Assert.Single(Limits(Made.Covered(["PC-1", "PC-2"], ["logon"]), remedy));

        Assert.Equal(("what ran on PC-1 is open", "the owner of PC-1", "the log of PC-1"), (one.Effect, one.Remedy[0].Who, one.Remedy[0].What));
        Assert.Equal("what ran on any host is open", all.Effect);
        Assert.Equal("movement", one.Remedy[0].Narrows);
    }

    [Fact]
    public void Without_a_known_remedy_the_effect_is_still_said()
    {
        var limit = Assert.Single(Limits(Made.Covered(["PC-1"], ["logon"])));

        Assert.Contains("process", limit.Effect, StringComparison.Ordinal);
        Assert.Empty(limit.Remedy);
    }

    [Fact]
    public void Without_any_host_everything_is_missing()
    {
        var limits = Limits(Made.Nothing);

        Assert.Equal(["logon", "process"], limits.Select(limit => limit.Class).Order(StringComparer.Ordinal));
        Assert.All(limits, limit => Assert.Equal("all", limit.Scope));
    }

    [Fact]
    public void Ids_are_different_sorted_and_the_same_for_the_same_limit()
    {
        var ids = Limits(Made.Covered(["PC-1", "PC-2"], []), Made.Needs.AsSpan().ToArray()).Select(limit => limit.Id).ToList();

        Assert.Equal(ids.Distinct().Order(StringComparer.Ordinal), ids);
        Assert.Equal(ids, Limits(Made.Covered(["PC-1", "PC-2"], []), Made.Needs.AsSpan().ToArray()).Select(limit => limit.Id));
        Assert.All(ids, id => Assert.Matches("^l-[0-9a-f]{16}$", id));
    }

    private static CoverageSpan Span(string host, string eventClass) =>
        new(host, eventClass, Made.At(0), Made.At(Made.Hours), CoverageState.Recorded, "", 1);

    private static ImmutableArray<Limit> Limits(CoverageMap coverage, ClassRemedy remedy) =>
        Limits(coverage, ImmutableDictionary<string, ClassRemedy>.Empty.Add(remedy.EventClass, remedy), Needs);

    private static ImmutableArray<Limit> Limits(CoverageMap coverage, params QuestionNeeds[] needs) =>
        Limits(coverage, ImmutableDictionary<string, ClassRemedy>.Empty, needs.Length > 0 ? needs : [Needs]);

    private static ImmutableArray<Limit> Limits(CoverageMap coverage, ImmutableDictionary<string, ClassRemedy> remedies, params QuestionNeeds[] needs)
    {
        var evidence = Made.Evidence(coverage.Hosts.Length);
        return new LimitMaker(coverage, evidence, remedies).Make(needs, new ScopeCalculator(coverage, evidence));
    }
}
