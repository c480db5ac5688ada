using Dwell.Content.Fields;
using Dwell.Content.Mappings;
using Dwell.Content.Store;
using Dwell.Model.Facts;

namespace Dwell.Content.Tests.Fields;

public class FieldCatalogTests
{
    private static readonly FieldCatalog Catalog = FieldLoader.Load(ContentStore.Embedded);

    [Fact]
    public void Every_column_and_kind_is_described_in_the_order_of_its_enum()
    {
        Assert.Equal(Enum.GetValues<FactColumn>(), Catalog.Columns.Select(column => column.Column));
        Assert.Equal(Enum.GetValues<FactKind>(), Catalog.Kinds.Select(kind => kind.Kind));
    }

    [Fact]
    public void Mappings_use_only_columns_and_outcomes_that_their_kind_describes()
    {
        var kinds = Catalog.Kinds.ToDictionary(kind => kind.Kind);
        var mappings = MappingLoader.Load(ContentStore.Embedded);
        var logs = mappings.Logs.SelectMany(log => log.Events).Select(item => item.Mapping);
        foreach (var mapping in mappings.Events.Concat(logs).Where(mapping => mapping.Kind is not null))
        {
            var kind = kinds[mapping.Kind!.Value];
            foreach (var column in mapping.Columns)
            {
                Assert.True(kind.Columns.Contains(column.Column), $"{mapping.File}:{mapping.Line}: {kind.Kind} does not describe {column.Column}");
                if (column.Column == FactColumn.Outcome && column.Constant is { } outcome)
                    Assert.True(kind.Outcomes.Contains(outcome), $"{mapping.File}:{mapping.Line}: {kind.Kind} does not describe the outcome {outcome}");
            }

            Assert.Empty(mapping.Required.Except(mapping.Columns.Select(column => column.Column)));
        }
    }

    [Fact]
    public void The_page_of_fields_is_what_the_content_gives()
    {
        var path = Path.Combine(Dwell.Tests.Repository.Root, "docs", "fields.md");
        if (Environment.GetEnvironmentVariable("DWELL_WRITE_DOCS") == "1")
            File.WriteAllText(path, FieldPage.Write(Catalog));

        // After a change of content/fields, run this test once with DWELL_WRITE_DOCS=1.
        Assert.Equal(FieldPage.Write(Catalog), File.ReadAllText(path).ReplaceLineEndings("\n"));
    }
}
