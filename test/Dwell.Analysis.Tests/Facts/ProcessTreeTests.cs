using Dwell.Analysis.Facts;
using Dwell.Model.Facts;

namespace Dwell.Analysis.Tests.Facts;

public sealed class ProcessTreeTests
{
    private const string Shell = @"C:\Windows\System32\cmd.exe";
    private const string Services = @"C:\Windows\System32\services.exe";

    [Fact]
    public void Finds_the_line_of_processes_by_their_guids()
    {
        Fact a = Guid("A", "ROOT", Services, 1), b = Guid("B", "A", Shell, 2), c = Guid("C", "B", Shell, 3);

        Assert.Equal([KeyOf("B"), KeyOf("A")], new ProcessTree([a, b, c]).AncestorsOf(c));
    }

    [Fact]
    public void Finds_the_line_by_process_id_and_time_where_no_guid_is()
    {
        var first = Id("0x10", "0x4", Services, 1);
        var again = Id("0x10", "0x4", Services, 50);
        var early = Id("0x20", "0x10", Shell, 10);
        var late = Id("0x20", "0x10", Shell, 60);
        var tree = new ProcessTree([first, early, again, late]);

        Assert.Equal([tree.ProcessOf(first)!], tree.AncestorsOf(early));
        Assert.Equal([tree.ProcessOf(again)!], tree.AncestorsOf(late));
        Assert.NotEqual(tree.ProcessOf(first), tree.ProcessOf(again));
    }

    [Fact]
    public void A_fact_of_a_running_process_belongs_to_its_last_start()
    {
        var first = Id("0x10", "0x4", Shell, 1);
        var again = Id("0x10", "0x4", Shell, 50);
        var tree = new ProcessTree([first, again]);
        var write = Made.Fact(FactKind.FileChange, 55, 9, values: [(FactColumn.ProcessId, "0x10"), (FactColumn.Process, @"C:\x\a.exe")]);

        Assert.Equal(tree.ProcessOf(again), tree.ProcessOf(write));
        Assert.Equal(tree.ProcessOf(first), tree.ProcessOf(write with { Time = Made.At(49) }));
        Assert.Null(tree.ProcessOf(write with { Time = Made.At(0) }));
    }

    [Fact]
    public void A_root_that_starts_everything_ends_a_line_and_ties_nothing()
    {
        Fact services = Guid("S", "X", @"C:\Windows\System32\wininit.exe", 1).With(FactColumn.Process, Services);
        Fact one = Guid("A", "S", Services, 2), two = Guid("B", "S", Services, 3);
        var tree = new ProcessTree([services, one, two]);

        Assert.Empty(tree.AncestorsOf(one));
        Assert.Empty(tree.AncestorsOf(two));
        Assert.Null(tree.ProcessOf(services));
    }

    [Fact]
    public void A_loop_of_parents_ends()
    {
        Fact a = Guid("A", "B", Shell, 1), b = Guid("B", "A", Shell, 2);

        Assert.InRange(new ProcessTree([a, b]).AncestorsOf(a).Count(), 1, 16);
    }

    [Fact]
    public void The_same_guid_on_two_hosts_is_two_processes()
    {
        var here = Guid("A", "X", Shell, 1);
        var there = here with { Host = "PC-2" };
        var tree = new ProcessTree([here, there]);

        Assert.NotEqual(tree.ProcessOf(here), tree.ProcessOf(there));
    }

    [Fact]
    public void A_process_id_that_comes_again_very_often_is_found_quickly()
    {
        var starts = Enumerable.Range(0, 100_000).Select(i => Id("0x10", "0x10", Shell, i)).ToList();

        var tree = new ProcessTree(starts);

        Assert.Equal(16, tree.AncestorsOf(starts[^1]).Count());
    }

    private static string KeyOf(string name) => $"{Made.Host}/{Full(name)}".ToUpperInvariant();

    private static string Full(string name) => "{00000000-" + name + "}";

    private static Fact Guid(string name, string parent, string parentImage, double seconds) => Made.Fact(
        FactKind.ProcessStart, seconds, (int)seconds, source: Made.Sysmon, values:
        [
            (FactColumn.Process, Shell), (FactColumn.ParentProcess, parentImage),
            (FactColumn.ProcessGuid, Full(name)), (FactColumn.ParentProcessGuid, Full(parent)),
        ]);

    private static Fact Id(string id, string parent, string parentImage, double seconds) => Made.Fact(
        FactKind.ProcessStart, seconds, (int)seconds, values:
        [
            (FactColumn.Process, Shell), (FactColumn.ParentProcess, parentImage),
            (FactColumn.ProcessId, id), (FactColumn.ParentProcessId, parent),
        ]);
}
