using System.Collections.Immutable;
using Dwell.Analysis.Facts;
using Dwell.Analysis.Transfers;
using Dwell.Model.Facts;
using Dwell.Model.Findings;

namespace Dwell.Analysis.Tests.Transfers;

public sealed class TransferFindingsTests
{
    private const string Tool = @"C:\Windows\System32\curl.exe";

    [Fact]
    public void A_sending_process_is_joined_with_where_it_connected_to()
    {
        var run = Made.Run(Tool, 10, 1);
        var findings = From([run], [Made.Connection(Tool, "203.0.113.9", 11, 2).With(FactColumn.ProcessId, "0x44"), Made.Connection(Tool, "10.0.0.9", 12, 3).With(FactColumn.ProcessId, "0x44")], run);

        var finding = Assert.Single(findings);
        Assert.Equal(("transfer", Question.Taken, "203.0.113.9"), (finding.Kind, finding.Question, finding.Pairs[0].Destination));
        Assert.Equal(2, finding.Count);
    }

    [Fact]
    public void Two_runs_to_one_destination_are_one_transfer()
    {
        var first = Made.Run(Tool, 10, 1);
        var second = Made.Run(Tool, 50, 2, id: "0x55");
        var findings = From(
            [first, second],
            [
                Made.Connection(Tool, "203.0.113.9", 11, 3).With(FactColumn.ProcessId, "0x44"),
                Made.Connection(Tool, "203.0.113.9", 51, 4).With(FactColumn.ProcessId, "0x55"),
            ],
            first,
            second);

        Assert.Equal(4, Assert.Single(findings).Count);
    }

    [Fact]
    public void Connections_of_other_processes_are_no_transfer()
    {
        var run = Made.Run(Tool, 10, 1);

        Assert.Empty(From([run], [Made.Connection(@"C:\other.exe", "203.0.113.9", 11, 2).With(FactColumn.ProcessId, "0x99")], run));
    }

    private static ImmutableArray<Finding> From(Fact[] sending, Fact[] connections, params Fact[] starts)
    {
        var processes = new ProcessTree(starts);
        return new TransferFindings(processes, new HardLinks(processes)).From(sending, connections);
    }
}
