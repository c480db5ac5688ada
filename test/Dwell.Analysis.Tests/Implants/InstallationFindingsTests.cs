using System.Collections.Immutable;
using Dwell.Analysis.Implants;
using Dwell.Model.Facts;
using Dwell.Model.Findings;

namespace Dwell.Analysis.Tests.Implants;

public sealed class InstallationFindingsTests
{
    private const string Implant = @"C:\ProgramData\w\w.exe";
    private const string Vendor = @"C:\Program Files\Vendor\agent.exe";
    private const string Outside = "203.0.113.7";

    [Fact]
    public void An_ordinary_installation_gives_no_finding_even_when_it_runs_and_calls_out()
    {
        Assert.Empty(From([Made.Service("agent", Vendor), Made.Run(Vendor, 5, 2), Made.Connection(Vendor, Outside, 6, 3)]));
    }

    [Fact]
    public void A_loud_rule_makes_a_finding_that_is_likely()
    {
        var finding = Assert.Single(From([Made.Service("w", Implant)], (1, Made.Rule("r"))));

        Assert.Equal((Severity.High, Likelihood.Likely, Confidence.Low), (finding.Severity, finding.Likelihood, finding.Confidence));
        Assert.Equal(("service", "w", Implant, true), (finding.Installed!.Kind, finding.Installed.Name, finding.Installed.Path, finding.Installed.Loud));
        Assert.Null(finding.Installed.Executed);
    }

    [Fact]
    public void What_a_loud_rule_speaks_of_and_then_runs_is_very_likely()
    {
        var finding = Assert.Single(From(
            [Made.Service("w", Implant), Made.Run(Implant, 5, 2), Made.Connection(Implant, Outside, 6, 3)], (1, Made.Rule("r"))));

        Assert.Equal((Likelihood.VeryLikely, Confidence.Moderate), (finding.Likelihood, finding.Confidence));
        Assert.Equal(Made.At(5), finding.Installed!.Executed);
        Assert.Equal([Outside + ":443"], finding.Installed.Contacted.ToArray());
        Assert.Equal(["rule", "place", "execution", "traffic"], finding.Parts.Select(part => part.Name));
        Assert.Equal((3, 1), (finding.Count, finding.Sources));
    }

    [Fact]
    public void Without_a_loud_rule_a_writable_place_needs_both_a_run_and_traffic_to_the_outside()
    {
        Fact service = Made.Service("w", Implant), run = Made.Run(Implant, 5, 2), call = Made.Connection(Implant, Outside, 6, 3);

        Assert.Empty(From([service]));
        Assert.Empty(From([service, run]));
        Assert.Empty(From([service, call]));
        Assert.Empty(From([service, run, Made.Connection(Implant, "10.0.0.9", 6, 3)]));
        var finding = Assert.Single(From([service, run, call]));
        Assert.Equal((Severity.Medium, Likelihood.RoughlyEvenChance, false), (finding.Severity, finding.Likelihood, finding.Installed!.Loud));
    }

    [Fact]
    public void What_ran_before_it_was_installed_or_on_another_host_does_not_count()
    {
        var service = Made.Service("w", Implant, seconds: 100);

        Assert.Empty(From([Made.Run(Implant, 5, 2), Made.Connection(Implant, Outside, 6, 3), service]));
        Assert.Empty(From([service, Made.Run(Implant, 105, 2, "PC-2"), Made.Connection(Implant, Outside, 106, 3, "PC-2")]));
    }

    [Fact]
    public void What_an_interpreter_does_elsewhere_says_nothing_about_the_object_that_starts_it()
    {
        const string Shell = @"C:\Windows\System32\cmd.exe";

        var finding = Assert.Single(From(
            [Made.Service("w", Shell + " /c x"), Made.Run(Shell, 5, 2), Made.Connection(Shell, Outside, 6, 3)], (1, Made.Rule("r"))));

        Assert.Null(finding.Installed!.Executed);
        Assert.Empty(finding.Installed.Contacted);
        Assert.Contains(finding.Parts, part => part.Name == "interpreter");
    }

    [Fact]
    public void A_service_in_the_registry_is_the_service_of_that_name()
    {
        var finding = Assert.Single(From(
            [Made.Service("w", Implant), Registry("service", @"HKLM\System\CurrentControlSet\Services\w\ImagePath", Implant, 2)], (2, Made.Rule("r"))));

        Assert.Equal(("w", 2), (finding.Installed!.Name, finding.Count));
    }

    [Fact]
    public void A_library_of_a_service_has_the_name_of_that_service()
    {
        const string Library = @"C:\Windows\Temp\w.dll";

        var finding = Assert.Single(From(
        [
            Registry("service-dll", @"HKLM\System\CurrentControlSet\Services\w\Parameters\ServiceDll", Library, 1),
            Made.Fact(FactKind.ModuleLoad, 5, 2, source: Made.Sysmon, values: [(FactColumn.Process, @"C:\Windows\System32\svchost.exe"), (FactColumn.File, Library)]),
        ], (1, Made.Rule("r"))));

        Assert.Equal(("service-dll", "w"), (finding.Installed!.Kind, finding.Installed.Name));
        Assert.Equal(Made.At(5), finding.Installed.Executed);
    }

    [Fact]
    public void An_object_whose_last_record_says_so_is_removed()
    {
        var service = Made.Service("w", Implant);
        var removed = Made.Service("w", Implant, 9, 2).With(FactColumn.Outcome, "deleted");

        Assert.True(Assert.Single(From([service, removed], (1, Made.Rule("r")))).Installed!.Removed);
        Assert.False(Assert.Single(From([removed with { Time = Made.At(-9) }, service], (1, Made.Rule("r")))).Installed!.Removed);
    }

    [Fact]
    public void A_handler_that_is_bent_for_a_moment_does_not_start_by_itself_unless_the_rule_says_that_it_stays()
    {
        var handler = Made.Service("h", Implant).With(FactColumn.InstallationKind, "class-handler");

        Assert.False(Assert.Single(From([handler], (1, Made.Rule("r", Severity.High, "privilege-escalation")))).Installed!.Loud);
        Assert.True(Assert.Single(From([handler], (1, Made.Rule("r", Severity.High, "persistence")))).Installed!.Loud);
    }

    [Fact]
    public void What_wrote_the_file_of_the_program_belongs_to_it_and_a_deletion_does_not()
    {
        var write = Made.Fact(FactKind.FileChange, -60, 7, source: Made.Sysmon, values:
            [(FactColumn.File, Implant), (FactColumn.Outcome, "created"), (FactColumn.Process, @"C:\Users\Public\dropper.exe")]);

        var finding = Assert.Single(From([write, Made.Service("w", Implant)], (1, Made.Rule("r"))));
        var deleted = Assert.Single(From([write.With(FactColumn.Outcome, "deleted"), Made.Service("w", Implant)], (1, Made.Rule("r"))));

        Assert.Equal((2L, Made.At(-60)), (finding.Count, finding.First!.Value));
        Assert.Contains(finding.HardLinks, link => link.EndsWith("dropper.exe", StringComparison.Ordinal));
        Assert.Equal(1, deleted.Count);
    }

    [Fact]
    public void The_handler_of_a_file_type_is_bent_for_a_moment_whatever_the_rule_says()
    {
        var handler = Made.Service("h", Implant).With(FactColumn.InstallationKind, "file-association");

        Assert.False(Assert.Single(From([handler], (1, Made.Rule("r", Severity.High, "persistence")))).Installed!.Loud);
    }

    [Fact]
    public void An_address_with_colons_stands_in_brackets_before_its_port()
    {
        var finding = Assert.Single(From(
            [Made.Service("w", Implant), Made.Run(Implant, 5, 2), Made.Connection(Implant, "2001:db8::7", 6, 3)], (1, Made.Rule("r"))));

        Assert.Equal(["[2001:db8::7]:443"], finding.Installed!.Contacted.ToArray());
    }

    private static Fact Registry(string kind, string path, string value, int record) => Made.Fact(
        FactKind.Installation, 1, record, source: Made.Sysmon, values:
        [(FactColumn.InstallationKind, kind), (FactColumn.Path, path), (FactColumn.Value, value), (FactColumn.Outcome, "set")]);

    private static ImmutableArray<Finding> From(IEnumerable<Fact> facts, params (int Record, DetectionRule Rule)[] loud)
    {
        var ordered = facts.OrderBy(fact => fact.Time).ToList();
        var groups = InstallationGroup.Of(ordered.Where(fact => fact.Kind == FactKind.Installation)).ToList();
        var activity = ImageActivity.Gather(
            [.. groups.Select(group => new HostImage(group.Host, group.Image))],
            ordered.Where(fact => fact.Kind == FactKind.ProcessStart),
            ordered.Where(fact => fact.Kind == FactKind.ModuleLoad),
            ordered.Where(fact => fact.Kind == FactKind.Connection),
            ordered.Where(fact => fact.Kind == FactKind.FileChange));
        var rules = loud.ToDictionary(pair => Made.Record(pair.Record), ImmutableArray<DetectionRule> (pair) => [pair.Rule]);
        return new InstallationFindings(activity, rules, Made.Links()).From(groups);
    }
}
