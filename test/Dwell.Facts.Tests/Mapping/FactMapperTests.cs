using Dwell.Content.Mappings;
using Dwell.Content.Store;
using Dwell.Content.Yaml;
using Dwell.Facts.Mapping;
using Dwell.Facts.Store;
using Dwell.Model.Facts;
using Dwell.Model.Records;
using Dwell.Tests;

namespace Dwell.Facts.Tests.Mapping;

public class FactMapperTests
{
    private static readonly MappingCatalog Catalog = MappingLoader.Load(ContentStore.Embedded);
    private static readonly MappingPlan Plan = new(Catalog);

    [Fact]
    public void Every_line_of_the_table_gives_its_class_and_facts()
    {
        var mapper = new FactMapper(Plan);
        var wrong = new List<string>();
        foreach (var item in MappingCase.All)
        {
            var facts = new FactRows();
            var summary = mapper.Map(item.Record, facts);
            var got = facts.ToFacts().Select(MappingCase.Show).ToList();
            if (summary.EventClass != item.EventClass || !got.SequenceEqual(item.Facts))
            {
                wrong.Add($"line {item.Line}: {item.Channel} {item.EventId}\n  expected {item.EventClass} {string.Join(" & ", item.Facts)}"
                    + $"\n  got      {summary.EventClass} {string.Join(" & ", got)}");
            }

            Assert.All(facts.ToFacts(), fact => Assert.Equal(item.Record.Ref, fact.Record));
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void Every_mapping_has_a_line_in_the_table()
    {
        var untested = Catalog.Events.Where(mapping => !MappingCase.All.Any(item => Tests(item, mapping)))
            .Select(mapping => $"{mapping.File}:{mapping.Line} {mapping.Channel} {string.Join(",", mapping.EventIds)} {mapping.Kind}");

        Assert.Empty(untested);
    }

    [Fact]
    public void A_record_without_any_field_of_its_own_still_maps()
    {
        var mapper = new FactMapper(Plan);
        foreach (var mapping in Catalog.Events)
        {
            var facts = new FactRows();
            var provider = mapping.Provider?.Replace("*", "", StringComparison.Ordinal) ?? "x";
            var summary = mapper.Map(MappingCase.RecordOf(mapping.Channel, provider, mapping.EventIds[0], []), facts);

            Assert.NotEqual(RecordSummary.OtherClass, summary.EventClass);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("0x")]
    [InlineData("%%")]
    [InlineData("\0\0")]
    [InlineData("<Actions><Exec><Command>")]
    [InlineData("[::1")]
    [InlineData("999999999999999999999999999")]
    [InlineData("\ud800")]
    public void Any_value_in_any_field_is_taken(string? value)
    {
        var mapper = new FactMapper(Plan);
        foreach (var mapping in Catalog.Events)
        {
            var names = mapping.Columns.SelectMany(column => column.Sources).SelectMany(source => source.Fields).Select(field => field.Name).Distinct();
            var provider = mapping.Provider?.Replace("*", "", StringComparison.Ordinal) ?? "x";
            var facts = new FactRows();
            mapper.Map(MappingCase.RecordOf(mapping.Channel, provider, mapping.EventIds[0], names.Select(name => (name, new[] { value }))), facts);

            Assert.All(facts.ToFacts(), fact => Assert.All(fact.Values, pair => Assert.NotEmpty(pair.Value)));
        }
    }

    [Fact]
    public void A_long_value_is_cut_says_by_how_much_and_is_counted()
    {
        var mapper = new FactMapper(Plan);
        var facts = new FactRows();
        var line = new string('a', 1_048_576);

        mapper.Map(MappingCase.RecordOf("Security", "Microsoft-Windows-Security-Auditing", 4688, [("CommandLine", [line])]), facts);

        var cut = Assert.Single(facts.ToFacts())[FactColumn.CommandLine]!;
        Assert.StartsWith(line[..FactMapper.MaxValueLength], cut, StringComparison.Ordinal);
        Assert.EndsWith("[1015808 more characters in the record]", cut, StringComparison.Ordinal);
        Assert.Equal(1, mapper.CutValues);
    }

    [Fact]
    public void An_unknown_event_is_counted_as_other_with_its_host_and_channel()
    {
        var facts = new FactRows();

        var summary = new FactMapper(Plan).Map(MappingCase.RecordOf("Some-Channel/Admin", "Some-Provider", 7, [("x", ["y"])]), facts);

        Assert.Equal(("other", "PC1.north.example", "Some-Channel/Admin", 812L), (summary.EventClass, summary.Host, summary.Source, summary.Sequence));
        Assert.Empty(facts.ToFacts());
    }

    [Fact]
    public void The_same_id_of_another_provider_is_not_taken_for_it()
    {
        var facts = new FactRows();

        var summary = new FactMapper(Plan).Map(MappingCase.RecordOf("System", "Some-Driver", 7045, [("ServiceName", ["x"])]), facts);

        Assert.Equal("other", summary.EventClass);
        Assert.Empty(facts.ToFacts());
    }

    [Fact]
    public void A_channel_in_other_case_is_the_same_channel()
    {
        var facts = new FactRows();

        var summary = new FactMapper(Plan).Map(
            MappingCase.RecordOf("security", "microsoft-windows-security-auditing", 4634, [("targetusername", ["anna"])]), facts);

        Assert.Equal("Security", summary.Source);
        Assert.Equal("anna", Assert.Single(facts.ToFacts())[FactColumn.TargetAccount]);
    }

    [Fact]
    public void Records_of_other_families_and_short_shapes_are_only_counted()
    {
        var shapes = new ShapeTable();
        var mapper = new FactMapper(Plan);

        Assert.Equal("other", mapper.Map(FlatRecord.Of(shapes, "zeek", [new("uid", "C1")]), new FactRows()).EventClass);
        Assert.Equal("other", mapper.Map(FlatRecord.Of(shapes, "windows", [new("EventID", "4624")]), new FactRows()).EventClass);
    }

    [Fact]
    public void Mapping_an_unknown_record_makes_nothing_once_its_names_are_known()
    {
        var mapper = new FactMapper(Plan);
        var record = MappingCase.RecordOf("Some-Channel/Admin", "Some-Provider", 7, [("x", ["y"])]);
        var facts = new FactRows();
        mapper.Map(record, facts);
        mapper.Map(record, facts);

        var allocated = Allocation.Of(() =>
        {
            for (var i = 0; i < 1000; i++)
                mapper.Map(record, facts);
        });

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Mappers_of_several_threads_share_a_plan_and_agree()
    {
        var expected = MapAll();

        Parallel.For(0, 8, _ => Assert.Equal(expected, MapAll()));
    }

    private static List<string> MapAll()
    {
        var mapper = new FactMapper(Plan);
        var facts = new FactRows();
        foreach (var item in MappingCase.All)
            mapper.Map(item.Record, facts);
        return [.. facts.ToFacts().Select(MappingCase.Show)];
    }

    private static bool Tests(MappingCase item, EventMapping mapping)
    {
        if (item.Channel != mapping.Channel || !mapping.EventIds.Contains(item.EventId))
            return false;
        if (mapping.Kind is not { } kind)
            return true;
        var outcome = mapping.Columns.FirstOrDefault(column => column.Column == FactColumn.Outcome)?.Constant;
        return item.Facts.Any(fact => fact.StartsWith(KebabCase.Of(kind.ToString()) + ":", StringComparison.Ordinal)
            && (outcome is null || fact.Contains($"outcome={outcome}", StringComparison.Ordinal)));
    }
}
