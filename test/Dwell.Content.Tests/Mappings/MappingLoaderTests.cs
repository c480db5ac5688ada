using System.Collections.Immutable;
using System.Text;
using Dwell.Content.Mappings;
using Dwell.Content.Store;
using Dwell.Model.Facts;

namespace Dwell.Content.Tests.Mappings;

public class MappingLoaderTests
{
    private const string Head = "origin: test\nsources:\n  - channel: C\n    events:\n";

    [Fact]
    public void Reads_an_event_with_constants_alternatives_and_tables()
    {
        var catalog = Load("""
            origin: test
            tables: { colours: { red: [1, "r*"], except: "x*" } }
            sources:
              - channel: [A, B]
                provider: P
                events:
                  - ids: [1, 2]
                    class: c
                    kind: pipe
                    columns: { name: [Data, "Data[2]"], outcome: =created, value: { text: V, in: colours, else: keep } }
            """);

        Assert.Equal(["A", "B"], catalog.Events.Select(mapping => mapping.Channel));
        var mapping = catalog.Events[0];
        Assert.Equal(FactKind.Pipe, mapping.Kind);
        Assert.Equal([FactColumn.Outcome, FactColumn.Name, FactColumn.Value], mapping.Columns.Select(column => column.Column));
        Assert.Equal("created", mapping.Columns[0].Constant);
        Assert.Equal(["Data", "Data[2]"], mapping.Columns[1].Sources.Select(source => source.Fields[0].ToString()));
        Assert.True(mapping.Columns[2].Sources[0].KeepUnknown);
    }

    [Theory]
    [InlineData("      - { ids: [x], class: c }", 5, "expected an integer")]
    [InlineData("      - { ids: [1] }", 5, "Found no 'class'")]
    [InlineData("      - { ids: [1], class: c, kin: pipe }", 5, "did you mean 'kind'")]
    [InlineData("      - { ids: [1], class: c, kind: pip }", 5, "did you mean 'pipe'")]
    [InlineData("      - { ids: [1], class: c, columns: { name: N } }", 5, "columns without a kind")]
    [InlineData("      - { ids: [1], class: c, kind: pipe, columns: { nam: N } }", 5, "did you mean 'name'")]
    [InlineData("      - { ids: [1], class: c, kind: pipe, columns: { name: { text: N, in: none } } }", 5, "Found the table 'none'")]
    [InlineData("      - { ids: [1], class: c, kind: pipe, columns: { name: { upper: N } } }", 5, "Found the key 'upper'")]
    [InlineData("      - { ids: [1], class: c, kind: pipe, columns: { name: { line-value: N } } }", 5, "without a key")]
    [InlineData("      - { ids: [1], class: c, kind: pipe, columns: { name: \"Data[x]\" } }", 5, "index from 0")]
    [InlineData("      - { ids: [1], class: c, kind: pipe, columns: { name: { text: N, else: drop } } }", 5, "expected keep")]
    public void A_mistake_names_file_line_and_what_was_expected(string line, long expectedLine, string sentence)
    {
        var error = Assert.Throws<ContentException>(() => Load(Head + line));

        Assert.Equal("content/mappings/t.yml", error.File);
        Assert.Equal(expectedLine, error.Line);
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc", "ABC", true)]
    [InlineData("abc", "abcd", false)]
    [InlineData("*b*d", "abcd", true)]
    [InlineData("ab*ba", "aba", false)]
    [InlineData("a*b*c", "a-b-b-c", true)]
    [InlineData("a*b*c", "a-c-b", false)]
    [InlineData("*", "", true)]
    [InlineData("", "", true)]
    [InlineData("a**c", "ac", true)]
    public void A_pattern_fits_the_whole_value(string pattern, string value, bool fits) =>
        Assert.Equal(fits, new WildcardPattern(pattern).Fits(value));

    [Fact]
    public void A_table_looks_values_up_before_patterns_and_keeps_exceptions()
    {
        var table = Load("""
            origin: test
            tables: { t: { known: [abc], except: ["ax*"], rest: ["a*"] } }
            """).Tables["t"];

        Assert.True(table.TryFind("ABC", out var word) && word == "known");
        Assert.True(table.TryFind("axe", out word) && word is null);
        Assert.True(table.TryFind("ab", out word) && word == "rest");
        Assert.False(table.TryFind("b", out word));
        Assert.Null(word);
    }

    [Fact]
    public void No_two_mappings_of_one_event_give_the_same_kind_under_the_same_conditions()
    {
        var twice = MappingLoader.Load(ContentStore.Embedded).Events
            .Where(mapping => mapping.Where.IsEmpty && mapping.Required.IsEmpty)
            .SelectMany(mapping => mapping.EventIds.Select(id => $"{mapping.Channel} {mapping.Provider} {id} {mapping.Kind}"))
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key);

        Assert.Empty(twice);
    }

    private static MappingCatalog Load(string text) => MappingLoader.Load(new ContentStore(
        [KeyValuePair.Create("content/mappings/t.yml", Encoding.UTF8.GetBytes(text).ToImmutableArray())]));
}
