using Dwell.Content.Mappings;
using Dwell.Content.Store;
using Dwell.Facts.Identity;
using Dwell.Facts.Mapping;
using Dwell.Facts.Store;
using Dwell.Model.Records;
using Dwell.Tests;
using Xunit.Abstractions;

namespace Dwell.Facts.Tests.Shared;

/// <summary>The same events as EVTX and as JSON of evtx_dump: same identity, same fields, same facts.</summary>
public sealed class WindowsTwinTests(ITestOutputHelper output)
{
    // info.yml stands beside them; a folder may have several event files.
    private const int Twins = 106;

    [SharedFact]
    public void An_event_has_the_same_identity_and_facts_as_EVTX_and_as_JSON()
    {
        using var identity = new RecordIdentity();
        var mapper = new FactMapper(new MappingPlan(MappingLoader.Load(ContentStore.Embedded)));
        var root = SharedData.PathOf("sigma-regression");
        var misses = new List<string>();
        var compared = 0;
        foreach (var json in Directory.EnumerateFiles(root, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var evtx = Path.ChangeExtension(json, ".evtx");
            if (!File.Exists(evtx))
                continue;
            var theirs = Read(evtx, identity, mapper);
            foreach (var (id, facts, fields) in Read(json, identity, mapper))
            {
                compared++;
                if (!theirs.Any(item => item.Id == id && item.Facts == facts))
                    misses.Add($"{Path.GetRelativePath(root, json)}\n  {fields}\n  {string.Join("\n  ", theirs.Select(item => item.Fields).Take(3))}");
            }
        }

        foreach (var miss in misses)
            output.WriteLine(miss);
        Assert.Empty(misses);
        Assert.Equal(Twins, compared);
    }

    private static List<(UInt128? Id, string Facts, string Fields)> Read(string path, RecordIdentity identity, FactMapper mapper)
    {
        var found = new List<(UInt128?, string, string)>();
        SharedLogs.ForEach(
            record =>
            {
                var rows = new FactRows();
                mapper.Map(record, rows);
                var facts = string.Join('|', rows.ToFacts().Select(fact =>
                    $"{fact.Kind} {fact.EventClass} {fact.Host} {string.Join(',', fact.Values.Select(pair => $"{pair.Key}={pair.Value.TrimEnd()}"))}"));
                found.Add((identity.TryOf(record, out var id) ? id : null, facts, Fields(record)));
            },
            path);
        return found;
    }

    private static string Fields(LogRecord record) =>
        $"{record.Time} {string.Join('|', record.Shape.Fields.Select((name, slot) => (name, slot)).Select(pair => $"{pair.name}={(record.Read(pair.slot, out var text) == FieldState.Text ? text.ToString() : "")}"))}";
}
