using System.Collections.Immutable;
using Dwell.Model.Answers;
using Dwell.Model.Coverage;
using Dwell.Model.Findings;

namespace Dwell.Answers.Tests.Questions;

/// <summary>Every state of every question, and what must not lead to it.</summary>
public sealed class AnswerStateTests
{
    private static readonly CoverageMap Full = Made.Covered(["PC-1", "PC-2"], Made.Everything);
    private static readonly CoverageMap WindowsOnly = Made.Covered(["PC-1", "PC-2"], Made.Windows);
    private static readonly CoverageMap Bare = Made.Covered(["PC-1", "PC-2"], []);

    [Fact]
    public void Empty_evidence_gives_seven_answers_and_none_can_be_determined()
    {
        var answers = Made.Answers(Made.Input(Made.Nothing) with { Evidence = Made.NoEvidence });

        Assert.Equal(Enum.GetValues<Question>(), answers.Answers.Select(answer => answer.Question));
        Assert.All(answers.Answers, answer => Assert.Equal(AnswerState.NotDeterminable, answer.State));
        Assert.All(answers.Answers, answer => Assert.Null(answer.Likelihood));
        Assert.All(answers.Answers, answer => Assert.NotEmpty(answer.Statement));
        Assert.All(answers.Answers, answer => Assert.NotEmpty(answer.Limits));
    }

    [Fact]
    public void Hosts_that_recorded_nothing_useful_leave_everything_open()
    {
        Assert.All(Made.Answers(Bare).Answers, answer => Assert.Equal(AnswerState.NotDeterminable, answer.State));
    }

    [Fact]
    public void Full_coverage_without_a_sign_is_no_evidence_everywhere()
    {
        Assert.All(Made.Answers(Full).Answers, answer => Assert.Equal(AnswerState.NoEvidence, answer.State));
    }

    [Fact]
    public void What_windows_does_not_record_stays_open_though_nothing_is_found()
    {
        var states = Made.Answers(WindowsOnly).Answers.ToDictionary(answer => answer.Question, answer => answer.State);

        Assert.Equal(AnswerState.NoEvidence, states[Question.Backdoor]);
        Assert.Equal(AnswerState.NotDeterminable, states[Question.Taken]);
        Assert.Equal(AnswerState.NotDeterminable, states[Question.Read]);
    }

    [Fact]
    public void Rule_hits_alone_never_give_a_yes()
    {
        var rules = Enumerable.Range(0, 60)
            .Select(i => Made.Loud("r" + i, i, i, "PC-1", "process:p") with { Severity = Severity.Critical, Question = (Question)(i % 7), Count = 100 }).ToArray();

        var answers = Made.Answers(Full, rules);

        Assert.DoesNotContain(answers.Answers, answer => answer.State == AnswerState.Yes);
        Assert.Equal(AnswerState.Likely, answers.Of<BackdoorAnswer>().State);
        Assert.Empty(answers.Of<BackdoorAnswer>().Items);
    }

    [Fact]
    public void Loud_rules_that_nothing_confirms_are_bounded_where_others_are_covered_and_open_where_nothing_is()
    {
        Assert.Equal(AnswerState.Bounded, Made.Answers(Full, Made.Loud("r", 1)).Of<BackdoorAnswer>().State);
        Assert.Equal(AnswerState.NotDeterminable, Made.Answers(Bare, Made.Loud("r", 1)).Of<BackdoorAnswer>().State);
        Assert.NotEmpty(Made.Answers(Bare, Made.Loud("r", 1)).Of<BackdoorAnswer>().Findings);
    }

    [Fact]
    public void Without_an_intruder_no_question_is_likely_or_more()
    {
        var answers = Made.Answers(Full, Made.Loud("r", 1), Made.Loud("s", 2, host: "PC-2") with { Question = Question.Taken });

        Assert.All(answers.Answers, answer => Assert.True(answer.State >= AnswerState.Bounded, answer.Question.ToString()));
        Assert.All(answers.Answers.Skip(1), answer => Assert.Equal(AnswerState.NotDeterminable, answer.State));
    }

    [Fact]
    public void An_installation_that_ran_beside_a_loud_act_is_a_backdoor()
    {
        var answer = Made.Answers(Bare, Made.Intruder()).Of<BackdoorAnswer>();

        var item = Assert.Single(answer.Items);
        Assert.Equal((AnswerState.Yes, Likelihood.AlmostCertain), (answer.State, answer.Likelihood));
        Assert.Equal(("PC-1", "service", "w", "A"), (item.Host, item.Kind, item.Name, item.Intrusion));
        Assert.NotNull(item.UnseenBecause);
    }

    [Fact]
    public void A_service_and_the_library_that_it_loads_are_one_backdoor()
    {
        var service = Made.Service("w", 1, 5, "PC-1", "process:w").Ran();
        var library = Made.Service("w-dll", 3, 4, "PC-1", "process:w");
        library = library with { Installed = library.Installed! with { Kind = "service-dll", Name = "w" } };

        var item = Assert.Single(Made.Answers(Full, service, library, Made.Loud("r", 9, links: "process:w")).Of<BackdoorAnswer>().Items);

        Assert.Equal(("service", Made.At(4), 2), (item.Kind, item.First!.Value, item.Findings.Length));
    }

    [Fact]
    public void What_is_not_loud_and_never_ran_is_no_item()
    {
        var quiet = Made.Service("vendor", 5, 1, "PC-1", "process:w");
        quiet = quiet with { Severity = Severity.Medium, Installed = quiet.Installed! with { Loud = false } };

        var items = Made.Answers(Full, [.. Made.Intruder(), quiet]).Of<BackdoorAnswer>().Items;

        Assert.Equal(["w"], items.Select(item => item.Name));
    }

    [Fact]
    public void Since_runs_from_the_first_to_the_last_record_and_stays_open_behind()
    {
        var answer = Made.Answers(Bare, Made.Intruder(at: 10) is var pair ? [pair[0], pair[1] with { First = Made.At(60), Last = Made.At(60) }] : []).Of<SinceAnswer>();

        Assert.Equal(AnswerState.Yes, answer.State);
        Assert.Equal((null, Made.At(10)), (answer.Began!.Earliest, answer.Began.Latest!.Value));
        Assert.Equal((Made.At(60), null), (answer.Ended!.Earliest!.Value, answer.Ended.Latest));
        Assert.Equal(new CountBound(2, null), answer.DwellDays);
    }

    [Fact]
    public void Bounds_of_a_yes_rest_on_what_is_proven_though_something_likely_lies_before_and_after()
    {
        var answer = Made.Answers(
            Bare, [.. Made.Intruder(at: 40), Made.Service("early", 7, 2, "PC-2"), Made.Service("late", 8, 90, "PC-2")]).Of<SinceAnswer>();

        Assert.Equal((AnswerState.Yes, Made.At(40), Made.At(41)), (answer.State, answer.Began!.Latest!.Value, answer.Ended!.Earliest!.Value));
        Assert.Equal(["A", "B", "C"], answer.PerIntrusion.Select(interval => interval.Intrusion));
    }

    [Fact]
    public void Since_is_likely_where_nothing_is_proven_and_open_where_nothing_is_dated()
    {
        var service = Made.Service("w", 1);

        Assert.Equal(AnswerState.Likely, Made.Answers(Bare, service).Of<SinceAnswer>().State);
        var undated = Made.Answers(Bare, service with { First = null, Last = null }).Of<SinceAnswer>();
        Assert.Equal((AnswerState.NotDeterminable, null, null), (undated.State, undated.Began, undated.Ended));
    }

    [Fact]
    public void Who_tells_intruders_apart_and_names_nobody()
    {
        var answer = Made.Answers(Bare, [.. Made.Intruder("w", 1, 1), .. Made.Intruder("v", 11, 5, "PC-2")]).Of<WhoAnswer>();

        Assert.Equal(AnswerState.Yes, answer.State);
        Assert.Equal(["A", "B"], answer.Intrusions.Select(intrusion => intrusion.Id));
        Assert.All(answer.Intrusions, intrusion => Assert.Equal("unknown", Assert.Single(intrusion.Candidates).Actor));
        Assert.Equal(("B", "not shown"), (answer.Intrusions[0].ApartFrom[0].Intrusion, answer.Intrusions[0].ApartFrom[0].SameOperator));
        Assert.Equal(AnswerState.Likely, Made.Answers(Bare, Made.Service("w", 1)).Of<WhoAnswer>().State);
    }

    [Fact]
    public void Movement_is_shown_by_a_hop_of_a_proven_intruder()
    {
        var answer = Made.Answers(Bare, [.. Made.Intruder(), Made.Hop("PC-1", "PC-2", 9, 3, "process:w")]).Of<MovementAnswer>();

        var edge = Assert.Single(answer.Edges);
        Assert.Equal(AnswerState.Yes, answer.State);
        Assert.Equal(("A", "PC-1", "PC-2", @"CORP\dora", "smb-service"), (edge.Intrusion, edge.From, edge.To, edge.Account, edge.Method));
        Assert.Equal("PC-1", answer.Entry!.Host);
    }

    [Fact]
    public void A_hop_of_a_group_that_is_only_likely_is_likely_beside_a_proven_one()
    {
        var answer = Made.Answers(
            Bare, [.. Made.Intruder(), Made.Service("x", 20, 5, "PC-2", "session:x"), Made.Hop("PC-3", "PC-2", 21, 6, "session:x")]).Of<MovementAnswer>();

        Assert.Single(answer.Edges);
        Assert.Equal(AnswerState.Likely, answer.State);
    }

    [Fact]
    public void Without_a_hop_movement_is_bounded_by_covered_hosts_and_open_without_any()
    {
        Assert.Equal(AnswerState.Bounded, Made.Answers(Full, Made.Intruder()).Of<MovementAnswer>().State);
        Assert.Equal(AnswerState.NotDeterminable, Made.Answers(Bare, Made.Intruder()).Of<MovementAnswer>().State);
    }

    [Fact]
    public void A_hop_without_a_known_source_says_so_with_null()
    {
        Assert.Null(Assert.Single(Made.Answers(Bare, [.. Made.Intruder(), Made.Hop("", "PC-2", 9, 3, "process:w")]).Of<MovementAnswer>().Edges).From);
    }

    [Fact]
    public void Files_of_an_intruders_session_are_read()
    {
        var intruder = Made.Intruder();

        var proven = Made.Answers(Bare, [.. intruder, Made.Opened(@"D:\a.docx", 9, 3, "PC-1", "process:w")]).Of<ReadAnswer>();
        var likely = Made.Answers(Bare, Made.Service("w", 1, links: "process:w"), Made.Opened(@"D:\a.docx", 9, 3, "PC-1", "process:w")).Of<ReadAnswer>();

        Assert.Equal((AnswerState.Yes, @"D:\a.docx"), (proven.State, Assert.Single(proven.Files).Path));
        Assert.Equal(AnswerState.Likely, likely.State);
        Assert.Equal(AnswerState.Bounded, Made.Answers(Full, intruder).Of<ReadAnswer>().State);
        Assert.Equal(AnswerState.NotDeterminable, Made.Answers(WindowsOnly, intruder).Of<ReadAnswer>().State);
    }

    [Fact]
    public void Files_of_a_likely_group_are_no_yes_because_another_is_proven()
    {
        var answer = Made.Answers(
            Bare, [.. Made.Intruder(), Made.Service("x", 20, 5, "PC-2", "session:x"), Made.Opened(@"D:\a.docx", 21, 6, "PC-2", "session:x")]).Of<ReadAnswer>();

        Assert.Equal(AnswerState.Likely, answer.State);
    }

    [Fact]
    public void Taken_is_likely_with_an_act_of_sending_and_never_yes_since_no_log_counts_bytes()
    {
        var sent = Made.Loud("upload", 9, 3, "PC-1", "process:w") with { Question = Question.Taken };

        var answer = Made.Answers(Bare, [.. Made.Intruder(), sent]).Of<TakenAnswer>();

        Assert.Equal((AnswerState.Likely, new CountBound(0, null)), (answer.State, answer.Bytes));
        Assert.Equal(AnswerState.NotDeterminable, Made.Answers(Full, Made.Intruder()).Of<TakenAnswer>().State);
    }

    [Fact]
    public void Active_is_yes_when_a_proven_intruder_is_seen_where_the_logs_of_its_host_end()
    {
        Assert.Equal(AnswerState.Yes, Made.Answers(Full, Made.Intruder(at: Made.Hours - 1.2)).Of<ActiveAnswer>().State);
        Assert.Equal(AnswerState.Likely, Made.Answers(Full, Made.Service("w", 1, Made.Hours - 0.2)).Of<ActiveAnswer>().State);
        Assert.Equal(AnswerState.Bounded, Made.Answers(Full, Made.Intruder(at: 10)).Of<ActiveAnswer>().State);
        Assert.Equal(AnswerState.NotDeterminable, Made.Answers(Bare, Made.Intruder(at: 10)).Of<ActiveAnswer>().State);
    }

    [Fact]
    public void A_likely_group_at_the_end_is_no_yes_because_a_proven_one_was_there_before()
    {
        Assert.Equal(
            AnswerState.Likely, Made.Answers(Full, [.. Made.Intruder(at: 10), Made.Service("x", 20, Made.Hours - 0.2, "PC-2")]).Of<ActiveAnswer>().State);
    }

    [Fact]
    public void What_to_contain_holds_people_and_addresses_without_ports()
    {
        var intruder = Made.Intruder();
        intruder[0] = intruder[0].Contacted("203.0.113.7:443", "203.0.113.7:8443", "[2001:db8::7]:443") with
        {
            Accounts = [@"CORP\dora", @"CORP\PC-1$", @"NT AUTHORITY\SYSTEM", "LOCAL SERVICE", @"Window Manager\DWM-1"],
        };

        var contain = Made.Answers(Bare, intruder).Of<ActiveAnswer>().Contain;

        Assert.Equal([@"CORP\dora"], contain.Accounts.ToArray());
        Assert.Equal(["2001:db8::7", "203.0.113.7"], contain.Addresses.Select(address => address.Value));
        Assert.All(contain.Addresses, address => Assert.NotEmpty(address.Warning!));
    }

    [Fact]
    public void Kinds_of_information_are_answered_one_by_one()
    {
        var input = Made.Input(Full, [.. Made.Intruder(), Made.Opened(@"D:\a.docx", 9, 3, "PC-1", "process:w")]) with
        {
            Holdings = [new Holding("designs", ["pc-1"]), new Holding("letters", ["PC-2"])],
        };

        var holdings = Made.Answers(input).Of<ReadAnswer>().Holdings.ToDictionary(holding => holding.Holds);

        Assert.Equal(AnswerState.Likely, holdings["designs"].State);
        Assert.NotEqual(AnswerState.Yes, holdings["letters"].State);
        Assert.Equal(AnswerState.NotDeterminable, Made.Answers(input).Of<TakenAnswer>().Holdings.Single(holding => holding.Holds == "designs").State);
    }

    [Fact]
    public void Every_finding_says_which_intrusion_it_belongs_to()
    {
        var (_, findings) = AnswerMaker.Make(Made.Input(Bare, [.. Made.Intruder(), Made.Loud("weak", 30)]));

        Assert.Equal(["A", "A", null], findings.Select(finding => finding.Intrusion));
    }

    [Fact]
    public void Names_decide_no_state()
    {
        static ImmutableArray<AnswerState> States(string first, string second) =>
        [
            .. Made.Answers(
                Made.Covered([first, second], Made.Windows),
                [.. Made.Intruder(host: first), Made.Hop(first, second, 9, 3, "process:w"), Made.Service("x", 40, 8, second)]).Answers.Select(answer => answer.State),
        ];

        Assert.Equal(States("PC-1", "PC-2").ToArray(), States("ZULU", "ALPHA").ToArray());
    }
}
