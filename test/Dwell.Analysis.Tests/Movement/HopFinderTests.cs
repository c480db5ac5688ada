using System.Collections.Immutable;
using Dwell.Analysis.Movement;
using Dwell.Model.Facts;
using Dwell.Model.Findings;

namespace Dwell.Analysis.Tests.Movement;

public sealed class HopFinderTests
{
    private const string From = "10.0.0.21";
    private const string Tool = @"%SystemRoot%\tool.exe";

    [Fact]
    public void A_service_made_just_after_its_pipe_was_opened_from_afar_is_a_hop()
    {
        var hop = Hop(Made.Service("tool", Tool, 12, 2), facts: [Made.Pipe("svcctl", From, 10, 1)]);

        Assert.Equal((From, Made.Host, @"CORP\dora", "smb-service", HopTie.Time), (hop!.From, hop.To, hop.Account, hop.Method, hop.Tie));
        Assert.Equal(2, hop.Facts.Count);
    }

    [Fact]
    public void A_task_made_just_after_its_pipe_was_opened_from_afar_is_a_hop()
    {
        var task = Made.Service(@"\tool", Tool, 12, 2).With(FactColumn.InstallationKind, "task");

        Assert.Equal("scheduled-task", Hop(task, facts: [Made.Pipe("atsvc", From, 10, 1)])!.Method);
        Assert.Null(Hop(task, facts: [Made.Pipe("svcctl", From, 10, 1)]));
    }

    [Fact]
    public void A_pipe_of_another_hour_or_another_host_or_the_host_itself_is_no_hop()
    {
        var service = Made.Service("tool", Tool, 3_600, 2);

        Assert.Null(Hop(service, facts: [Made.Pipe("svcctl", From, 10, 1)]));
        Assert.Null(Hop(service, facts: [Made.Pipe("svcctl", From, 3_599, 1, "PC-2")]));
        Assert.Null(Hop(service, facts: [Made.Pipe("svcctl", "127.0.0.1", 3_599, 1)]));
        Assert.Null(Hop(service, facts: [Made.Pipe("svcctl", "::1", 3_599, 1)]));
    }

    [Fact]
    public void Where_the_targets_log_is_gone_the_departure_says_who_came_from_where()
    {
        var departure = Departure("HOST/pc-1.corp.example", 10);

        var hop = Hop(Made.Service("tool", Tool, 14, 2), facts: [departure]);

        Assert.Equal(("PC-9.corp.example", @"CORP\svc-backup", "smb-service"), (hop!.From, hop.Account, hop.Method));
        Assert.Null(Hop(Made.Service("tool", Tool, 9, 2), facts: [departure]));
        Assert.Null(Hop(Made.Service("tool", Tool, 14, 2), facts: [Departure("localhost", 10)]));
        Assert.Null(Hop(Made.Service("tool", Tool, 14, 2, "PC-2"), facts: [departure]));
    }

    [Fact]
    public void What_was_done_in_a_session_came_the_way_of_its_logon()
    {
        var run = Made.Run(@"C:\Windows\System32\cmd.exe", 60, 3).With(FactColumn.LogonId, "0x9ABC");

        var hop = Hop(run, facts: [Made.Logon("0x9abc", From, 1, 1)]);

        Assert.Equal((From, Made.Host, @"CORP\dora", "network-logon", Made.At(1)), (hop!.From, hop.To, hop.Account, hop.Method, hop.At!.Value));
        Assert.Equal("rdp", Hop(run, facts: [Made.Logon("0x9abc", From, 1, 1).With(FactColumn.LogonType, "10")])!.Method);
        Assert.Equal(
            "winrm", Hop(run.With(FactColumn.ParentProcess, @"C:\Windows\System32\wsmprovhost.exe"), facts: [Made.Logon("0x9abc", From, 1, 1)])!.Method);
    }

    [Fact]
    public void A_local_logon_a_failed_one_or_a_session_of_the_system_is_no_hop()
    {
        var run = Made.Run(@"C:\Windows\System32\cmd.exe", 60, 3).With(FactColumn.LogonId, "0x9abc");

        Assert.Null(Hop(run, facts: [Made.Logon("0x9abc", "127.0.0.1", 1, 1)]));
        Assert.Null(Hop(run, facts: [Made.Logon("0x9abc", "-", 1, 1)]));
        Assert.Null(Hop(run, facts: [Made.Logon("0x9abc", From, 1, 1).With(FactColumn.Outcome, "failure")]));
        Assert.Null(Hop(run.With(FactColumn.LogonId, "0x3e7"), facts: [Made.Logon("0x3e7", From, 1, 1)]));
    }

    [Fact]
    public void A_session_id_that_comes_again_belongs_to_the_last_logon_before_the_act()
    {
        var run = Made.Run(@"C:\Windows\System32\cmd.exe", 60, 3).With(FactColumn.LogonId, "0x9abc");

        var hop = Hop(run, facts: [Made.Logon("0x9abc", From, 1, 1), Made.Logon("0x9abc", "10.0.0.22", 50, 2), Made.Logon("0x9abc", "10.0.0.23", 70, 4)]);

        Assert.Equal("10.0.0.22", hop!.From);
    }

    [Fact]
    public void An_arrival_alone_is_a_hop_only_where_the_rule_speaks_of_movement()
    {
        var logon = Made.Logon("0x9abc", From, 1, 1);

        Assert.Null(Hop(logon));
        Assert.Equal(HopTie.None, Hop(logon, speaksOfMovement: true)!.Tie);
        Assert.Null(Hop(Made.Logon("0x9abc", "127.0.0.1", 1, 1), speaksOfMovement: true));
        Assert.Null(Hop(logon.With(FactColumn.Outcome, "failure"), speaksOfMovement: true));
    }

    [Fact]
    public void Pipes_from_two_machines_within_a_minute_leave_open_who_came()
    {
        Assert.Null(Hop(
            Made.Service("tool", Tool, 12, 3), facts: [Made.Pipe("svcctl", From, 10, 1), Made.Pipe("svcctl", "10.0.0.99", 11, 2)]));
    }

    [Fact]
    public void A_pipe_opened_after_the_service_was_made_did_not_bring_it()
    {
        Assert.Null(Hop(Made.Service("tool", Tool, 12, 2), facts: [Made.Pipe("svcctl", From, 30, 1)]));
    }

    [Fact]
    public void Hops_of_one_pair_account_and_method_are_one_finding()
    {
        var one = Hop(Made.Service("a", Tool, 12, 2), facts: [Made.Pipe("svcctl", From, 10, 1)])!;
        var two = Hop(Made.Service("b", Tool, 52, 4), facts: [Made.Pipe("svcctl", From, 50, 3)])!;

        var finding = Assert.Single(new HopFindings(Made.Links()).From([two, one]));

        Assert.Equal(("logon-path", 4L, Severity.High, Likelihood.Likely), (finding.Kind, finding.Count, finding.Severity, finding.Likelihood));
        Assert.Equal(Basis.Inferred, finding.Basis);
        Assert.Equal((From, Made.Host, "smb-service"), (finding.Pairs[0].Source, finding.Pairs[0].Destination, finding.Pairs[0].Name));
        Assert.Equal((Made.At(10), Made.At(52)), (finding.First!.Value, finding.Last!.Value));
        Assert.Equal(finding.Id, Assert.Single(new HopFindings(Made.Links()).From([one])).Id);
    }

    [Fact]
    public void An_arrival_alone_weighs_less_than_one_that_is_tied_to_an_act()
    {
        var finding = Assert.Single(new HopFindings(Made.Links()).From([Hop(Made.Logon("0x9abc", From, 1, 1), speaksOfMovement: true)!]));

        Assert.Equal((Severity.Medium, Likelihood.Likely, Confidence.Low), (finding.Severity, finding.Likelihood, finding.Confidence));
    }

    private static Fact Departure(string target, double seconds) => Made.Fact(
        FactKind.Logon, seconds, 1, "PC-9.corp.example", values:
        [(FactColumn.DestinationHost, target), (FactColumn.TargetAccount, @"CORP\svc-backup"), (FactColumn.Outcome, "explicit")]);

    private static Hop? Hop(Fact fact, bool speaksOfMovement = false, params ImmutableArray<Fact> facts)
    {
        var logons = facts.Where(item => item.Kind == FactKind.Logon).ToList();
        var finder = new HopFinder(new RemoteLogons(logons), new Departures(logons), facts.Where(item => item.Kind == FactKind.ShareAccess));
        return finder.TryFind(fact, speaksOfMovement, out var hop) ? hop : null;
    }
}
