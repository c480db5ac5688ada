using System.Text.Json;
using System.Xml.Linq;
using Dwell.Simulator.Lab;
using Dwell.Simulator.Tests.Evtx;

namespace Dwell.Simulator.Tests;

/// <summary>The truth beside the sample must be true of its records.</summary>
public sealed class LabTruthTests
{
    private static readonly XNamespace Ns = "http://schemas.microsoft.com/win/2004/08/events/event";

    private static readonly IReadOnlyDictionary<string, IReadOnlyList<XElement>> Logs = LabSample.Files()
        .Where(file => file.Key.EndsWith(".evtx", StringComparison.Ordinal))
        .ToDictionary(file => file.Key["evidence/".Length..], file => OwnReader.Read(file.Value), StringComparer.Ordinal);

    private static readonly JsonElement Truth = JsonDocument.Parse(LabSample.Files()["truth.json"]).RootElement;

    [Fact]
    public void Every_log_begins_with_the_mark()
    {
        Assert.All(Logs, log =>
        {
            var first = log.Value[0];
            Assert.Equal(LabSample.MarkProvider, first.Descendants(Ns + "Provider").Single().Attribute("Name")!.Value);
            Assert.Equal(LabSample.Mark, Field(first, "Mark"));
            Assert.Equal("lab", Field(first, "Scenario"));
            Assert.Equal(log.Value[1].Descendants(Ns + "Channel").Single().Value, first.Descendants(Ns + "Channel").Single().Value);
        });
    }

    [Fact]
    public void Every_backdoor_of_the_truth_is_in_the_records()
    {
        foreach (var item in Truth.GetProperty("answers").GetProperty("backdoor").GetProperty("items").EnumerateArray())
        {
            var isService = item.GetProperty("kind").GetString() == "service";
            var file = isService ? "System.evtx" : "Microsoft-Windows-TaskScheduler%4Operational.evtx";
            var name = item.GetProperty("name").GetString();
            var record = Logs[item.GetProperty("host").GetString() + "/" + file]
                .First(record => Id(record) == (isService ? 7045 : 106) && record.Descendants(Ns + "Data").Any(data => data.Value == name));
            Assert.Equal(item.GetProperty("first").GetString(), Time(record));
        }
    }

    [Fact]
    public void The_cleared_log_begins_with_its_clearing()
    {
        Assert.Equal(1102, Id(Logs["FS01/Security.evtx"][1]));
    }

    [Fact]
    public void Record_ids_jump_where_the_truth_says_that_records_are_missing()
    {
        var ids = Logs["WS-BRUNO/Security.evtx"]
            .Select(record => long.Parse(record.Descendants(Ns + "EventRecordID").Single().Value, System.Globalization.CultureInfo.InvariantCulture))
            .ToList();
        Assert.Single(ids.Zip(ids.Skip(1)), pair => pair.Second != pair.First + 1);
    }

    [Fact]
    public void One_host_records_logons_only()
    {
        Assert.Equal(["Security.evtx", "System.evtx"],
            Logs.Keys.Where(name => name.StartsWith("WS-BRUNO/", StringComparison.Ordinal)).Select(name => name[9..]).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(Logs["WS-BRUNO/Security.evtx"], record => Id(record) is 4688 or 4697 or 5145);
    }

    [Fact]
    public void The_backdoor_still_calls_on_the_last_day()
    {
        var last = Logs["WS-ADELE/Microsoft-Windows-Sysmon%4Operational.evtx"]
            .Last(record => Id(record) == 3 && Field(record, "DestinationIp") == "203.0.113.77");
        Assert.StartsWith("2026-03-06T1", Time(last), StringComparison.Ordinal);
    }

    [Fact]
    public void No_record_lies_after_the_end_of_the_evidence()
    {
        var end = Truth.GetProperty("evidence").GetProperty("to").GetString();
        Assert.All(Logs.Values.SelectMany(log => log), record => Assert.True(string.CompareOrdinal(Time(record), end) <= 0, Time(record)));
    }

    private static int Id(XElement record) =>
        int.Parse(record.Descendants(Ns + "EventID").Single().Value, System.Globalization.CultureInfo.InvariantCulture);

    private static string? Field(XElement record, string name) =>
        record.Descendants(Ns + "Data").FirstOrDefault(data => data.Attribute("Name")?.Value == name)?.Value;

    private static string Time(XElement record) =>
        record.Descendants(Ns + "TimeCreated").Single().Attribute("SystemTime")!.Value[..19] + "Z";
}
