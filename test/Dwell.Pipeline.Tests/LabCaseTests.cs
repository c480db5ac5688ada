using System.Globalization;
using System.Text.Json;
using Dwell.Model.Answers;
using Dwell.Model.Findings;
using Dwell.Model.Time;

namespace Dwell.Pipeline.Tests;

/// <summary>The sample against its truth: what must be found, and what must not.</summary>
public sealed class LabCaseTests(LabCase lab) : IClassFixture<LabCase>
{
    private static readonly string[] Innocent = ["Vendor Backup Agent", "Lenswright Licence Service", "ScheduledDefrag"];

    private JsonElement Answers => lab.Truth.GetProperty("answers");

    [Fact]
    public void A_backdoor_is_proven()
    {
        Assert.Equal(AnswerState.Yes, lab.Result.StateOf(Question.Backdoor));
    }

    [Fact]
    public void The_services_of_the_intruder_are_items_with_their_server()
    {
        var items = lab.Result.Of<BackdoorAnswer>().Items;

        foreach (var truth in Answers.GetProperty("backdoor").GetProperty("items").EnumerateArray().Where(item => item.GetProperty("kind").GetString() == "service"))
        {
            var item = Assert.Single(items, item => IsHost(item.Host, Text(truth, "host")) && item.Name == Text(truth, "name"));
            Assert.Equal("service", item.Kind);
            Assert.True(item.First <= Time(truth, "first"), item.Name);
            if (truth.TryGetProperty("commandAndControl", out var servers))
                Assert.Equal(servers.EnumerateArray().Select(server => server.GetString()), item.CommandAndControl);
        }
    }

    [Fact]
    public void What_is_innocent_is_no_item()
    {
        var items = lab.Result.Of<BackdoorAnswer>().Items;

        Assert.DoesNotContain(items, item => Innocent.Any(name => item.Name.Contains(name, StringComparison.OrdinalIgnoreCase)));
        Assert.DoesNotContain(items, item => item.CommandAndControl.Any(end => end.StartsWith("198.51.100.20", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_hop_to_the_file_server_is_found_though_the_log_there_was_cleared()
    {
        var truth = Answers.GetProperty("movement").GetProperty("edges")[0];

        var edge = Assert.Single(lab.Result.Of<MovementAnswer>().Edges, edge => IsHost(edge.To, Text(truth, "to")));

        Assert.True(IsHost(edge.From!, Text(truth, "from")));
        Assert.Equal((Text(truth, "account"), Text(truth, "method")), (edge.Account!, edge.Method));
        // The departure is on one host and the service on the other; only time ties them, since the logon's own log was cleared.
        Assert.Equal((Basis.Inferred, AnswerState.Likely), (edge.Basis, lab.Result.StateOf(Question.Movement)));
    }

    [Fact]
    public void The_bounds_of_the_dwell_time_hold_the_truth()
    {
        var since = lab.Result.Of<SinceAnswer>();
        var began = Time(Answers.GetProperty("since"), "began");

        Assert.Equal(AnswerState.Yes, since.State);
        Assert.True(since.Began!.Earliest is null || since.Began.Earliest <= began);
        Assert.True(began <= since.Began.Latest);
        Assert.Null(since.Ended!.Latest);
        Assert.Equal(new DateTime(2026, 3, 6, 16, 40, 0, DateTimeKind.Utc), since.Noticed!.Value.ToDateTime());
    }

    [Fact]
    public void It_is_active_to_the_end_and_what_to_contain_names_its_server_and_hosts()
    {
        var active = lab.Result.Of<ActiveAnswer>();

        Assert.Equal(AnswerState.Yes, active.State);
        Assert.Contains("203.0.113.77", active.Contain.Addresses.Select(address => address.Value));
        Assert.All(Answers.GetProperty("active").GetProperty("contain").GetProperty("hosts").EnumerateArray(),
            host => Assert.Contains(active.Contain.Hosts, found => IsHost(found, host.GetString()!)));
        Assert.DoesNotContain(active.Contain.Addresses, address => address.Value is "198.51.100.20" or "198.51.100.33");
    }

    [Fact]
    public void How_much_was_taken_is_never_a_yes_since_no_log_counts_it()
    {
        var taken = lab.Result.Of<TakenAnswer>();

        Assert.NotEqual(AnswerState.Yes, taken.State);
        Assert.True(taken.Bytes.AtLeast <= Answers.GetProperty("taken").GetProperty("bytes").GetInt64());
        Assert.Null(taken.Bytes.AtMost);
    }

    [Fact]
    public void The_transfer_of_the_truth_is_found_and_no_other()
    {
        var truth = Answers.GetProperty("taken").GetProperty("transfers")[0];

        var transfer = Assert.Single(lab.Result.Of<TakenAnswer>().Transfers);

        Assert.True(IsHost(transfer.Host, Text(truth, "host")));
        Assert.Equal((Text(truth, "destination"), Text(truth, "channel")), (transfer.Destination, transfer.Channel));
        Assert.Null(transfer.Bytes.AtMost);
    }

    [Fact]
    public void Nobody_is_named()
    {
        Assert.All(lab.Result.Of<WhoAnswer>().Intrusions, intrusion => Assert.Equal("unknown", Assert.Single(intrusion.Candidates).Actor));
    }

    [Fact]
    public void The_host_that_was_never_examined_is_named()
    {
        var hosts = lab.Result.Answers!.Evidence.Hosts;

        Assert.Equal(["CNC1"], hosts.NeverExamined.Select(host => host.ToUpperInvariant()));
        Assert.Equal((5, 4), (hosts.Known, hosts.Seen));
    }

    [Fact]
    public void The_evidence_is_marked_as_simulated()
    {
        Assert.True(lab.Result.Answers!.Simulated);
    }

    [Fact]
    public void The_cleared_log_is_a_limit()
    {
        Assert.Contains(lab.Result.Answers!.Limits, limit => limit.Why == "cleared" && limit.Scope.StartsWith("host:FS01", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_finding_cites_raw_records_and_each_cited_id_is_a_finding()
    {
        var ids = lab.Result.Findings.Select(finding => finding.Id).ToHashSet();

        Assert.All(lab.Result.Findings, finding => Assert.InRange(finding.Citations.Length, 1, 50));
        Assert.All(lab.Result.Answers!.Answers, answer => Assert.Subset(ids, answer.Findings.ToHashSet()));
        Assert.Equal(Enumerable.Range(1, ids.Count), lab.Result.Findings.Select(finding => finding.Rank).Order());
    }

    [Fact]
    public void What_is_innocent_ranks_below_what_the_intruder_did()
    {
        var first = lab.Result.Findings.Where(finding => finding.Rank <= 3);

        Assert.All(first, finding => Assert.NotNull(finding.Intrusion));
    }

    private static bool IsHost(string written, string name) =>
        written.Equals(name, StringComparison.OrdinalIgnoreCase) || written.StartsWith(name + ".", StringComparison.OrdinalIgnoreCase);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static UtcInstant Time(JsonElement element, string name) =>
        new(DateTime.Parse(Text(element, name), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal).Ticks);
}
