using System.Text;
using Dwell.Content.Mappings;
using Dwell.Content.Store;
using Dwell.Facts.Mapping;
using Dwell.Facts.Store;
using Dwell.Model.Evidence;
using Dwell.Model.Records;
using Dwell.Readers.Json;
using Dwell.Readers.Logs;

namespace Dwell.Facts.Tests.Cloud;

/// <summary>What one record of the cloud says, in each form that it is exported in. One case a pair of files in Tables/cloud.tsv.</summary>
public sealed class CloudMappingTests
{
    private static readonly MappingPlan Plan = new(MappingLoader.Load(ContentStore.Embedded));

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Tables", "cloud.tsv")).Where(line => line.Length > 0 && line[0] != '#'))
                cases.Add(line.Split('\t')[0], line.Split('\t')[1]);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_record_gives_its_fact_in_each_form(string json, string expected) => Assert.Equal(expected, FactOf(json));

    private static string FactOf(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var record = new SlotRecord();
        var reader = new JsonObjectReader(new ReaderTools(new ShapeTable()), JsonDialects.All);
        Assert.True(reader.TryRead(bytes, 0, bytes.Length, record, new RecordRef(0, 0, bytes.Length)));
        var rows = new FactRows();
        var summary = new FactMapper(Plan).Map(record, rows);
        var facts = rows.ToFacts().Select(fact =>
            $"{fact.Kind} {fact.EventClass} {fact.Time} {string.Join(' ', fact.Values.Select(pair => $"{pair.Key}={pair.Value}"))}");
        return rows.Count == 0 ? $"{record.Shape.Source} {summary.EventClass}" : string.Join(" + ", facts);
    }
}
