using System.Globalization;
using Dwell.Content.Mappings;
using Dwell.Content.Store;
using Dwell.Facts.Mapping;
using Dwell.Facts.Store;
using Dwell.Model.Facts;
using Dwell.Model.Records;
using Dwell.Tests;
using Xunit.Abstractions;

namespace Dwell.Facts.Tests.Mapping;

public class SharedMappingTests(ITestOutputHelper output)
{
    [SharedFact]
    public void Maps_the_attack_samples_and_knows_nearly_all_of_their_events()
    {
        var (facts, unknown, records) = MapAll(use =>
        {
            foreach (var path in SharedRecords.AttackSamples)
                SharedRecords.ForEach(path, use);
        });

        Assert.True(unknown.Values.Sum() * 50 < records, $"{unknown.Values.Sum()} of {records} records are unknown");
        Assert.True(facts.GetValueOrDefault(FactKind.ProcessStart) > 300);
        Assert.True(facts.GetValueOrDefault(FactKind.Logon) > 50);
        Assert.True(facts.GetValueOrDefault(FactKind.Installation) > 20);
        Assert.True(facts.GetValueOrDefault(FactKind.AuditChange) > 15);
        Assert.True(facts.GetValueOrDefault(FactKind.ShareAccess) > 900);
    }

    [SharedFact]
    public void Maps_every_channel_of_a_whole_host()
    {
        var (facts, _, records) = MapAll(use =>
            SharedRecords.ForEachInZip(SharedData.PathOf("windows-host-triage", "T1218.001_host_channels.zip"), use));

        // Counted once with evtxexport: 3,600 live records or more in about 300 logs.
        Assert.True(records > 1000);
        Assert.NotEmpty(facts);
    }

    private (Dictionary<FactKind, long> Facts, Dictionary<string, long> Unknown, long Records) MapAll(Action<Action<LogRecord>> forEach)
    {
        var mapper = new FactMapper(new MappingPlan(MappingLoader.Load(ContentStore.Embedded)));
        var kinds = new Dictionary<FactKind, long>();
        var unknown = new Dictionary<string, long>(StringComparer.Ordinal);
        var facts = new FactRows();
        var records = 0L;
        forEach(record =>
        {
            // Slack of exported logs holds pieces of other logs, without their templates; traces saved as logs have no channel.
            if (record.Recovered || record["Channel"] is null)
                return;
            records++;
            facts.Clear();
            var summary = mapper.Map(record, facts);
            foreach (var fact in facts.ToFacts())
                kinds[fact.Kind] = kinds.GetValueOrDefault(fact.Kind) + 1;
            if (summary.EventClass == RecordSummary.OtherClass)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{summary.Source} {record["EventID"]} {record["Provider_Name"]}");
                unknown[name] = unknown.GetValueOrDefault(name) + 1;
            }
        });

        foreach (var (kind, count) in kinds.OrderByDescending(pair => pair.Value))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind} {count}"));
        foreach (var (name, count) in unknown.OrderByDescending(pair => pair.Value).Take(60))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"unknown: {count} {name}"));
        return (kinds, unknown, records);
    }
}
