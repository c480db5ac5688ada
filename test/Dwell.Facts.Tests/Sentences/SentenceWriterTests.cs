using Dwell.Content.Classes;
using Dwell.Content.Fields;
using Dwell.Content.Mappings;
using Dwell.Content.Sentences;
using Dwell.Content.Store;
using Dwell.Facts.Mapping;
using Dwell.Facts.Sentences;
using Dwell.Facts.Store;
using Dwell.Facts.Tests.Mapping;
using Dwell.Model.Facts;

namespace Dwell.Facts.Tests.Sentences;

public class SentenceWriterTests
{
    private static readonly SentenceCatalog Catalog = SentenceLoader.Load(ContentStore.Embedded);
    private static readonly SentenceWriter Writer = new(Catalog, ClassLoader.Load(ContentStore.Embedded));
    private static readonly MappingPlan Plan = new(MappingLoader.Load(ContentStore.Embedded));

    [Fact]
    public void A_logon_reads_as_a_sentence()
    {
        Assert.Equal(
            @"NORTH\anna logged on from 10.9.8.7 (LAP7), type 3.",
            Write("Security", 4624, ("TargetUserName", "anna"), ("TargetDomainName", "NORTH"), ("IpAddress", "10.9.8.7"), ("WorkstationName", "LAP7"), ("LogonType", "3")));
        Assert.Equal("Someone logged on.", Write("Security", 4624));
        Assert.Equal(@"Someone added (S-1-5-21-7) to the group Builtin\Administrators.",
            Write("Security", 4732, ("MemberSid", "S-1-5-21-7"), ("TargetUserName", "Administrators"), ("TargetDomainName", "Builtin")));
    }

    [Fact]
    public void A_record_without_a_fact_is_told_from_its_own_fields()
    {
        Assert.Equal("cmd.exe ended.", Write("Security", 4689, ("ProcessName", "cmd.exe")));
        Assert.Equal("A session was locked or unlocked, a logon was replayed.", Write("Security", 4800));
    }

    [Fact]
    public void Long_values_are_cut_and_line_breaks_become_spaces()
    {
        var sentence = Write("Security", 4688, ("NewProcessName", "x"), ("CommandLine", "a\r\n\tb " + new string('c', 500)));

        Assert.Contains("a b c", sentence, StringComparison.Ordinal);
        Assert.Contains("c….", sentence, StringComparison.Ordinal);
        Assert.True(sentence.Length < 250);
    }

    [Fact]
    public void Every_outcome_of_every_kind_has_a_sentence_of_its_columns()
    {
        foreach (var kind in FieldLoader.Load(ContentStore.Embedded).Kinds.Where(kind => !kind.Columns.IsEmpty))
        {
            foreach (var outcome in kind.Outcomes.IsEmpty ? [null] : kind.Outcomes.Select(word => (string?)word))
                Assert.True(Catalog.Facts.Any(item => item.Kind == kind.Kind && (item.Outcome is null || item.Outcome == outcome)), $"{kind.Kind} {outcome}");
            foreach (var item in Catalog.Facts.Where(item => item.Kind == kind.Kind))
            {
                Assert.True(item.Outcome is null || kind.Outcomes.Contains(item.Outcome), item.Template.Text);
                Assert.All(item.Template.Names, name => Assert.Contains(name, kind.Columns.Select(column => Dwell.Content.Yaml.KebabCase.Of(column.ToString()))));
            }
        }
    }

    [Fact]
    public void Every_line_of_the_table_of_mappings_gives_a_whole_sentence()
    {
        var mapper = new FactMapper(Plan);
        foreach (var item in MappingCase.All)
        {
            var facts = new FactRows();
            var summary = mapper.Map(item.Record, facts);
            var sentence = Writer.Write(item.Record, summary, facts.ToFacts());

            Assert.NotEqual("An event of a kind that Dwell does not interpret.", sentence);
            Assert.True(sentence.EndsWith('.') || sentence.EndsWith('…') || sentence.EndsWith(')'), sentence);
            Assert.All(facts.ToFacts(), fact => Assert.DoesNotContain("(not recorded)", Writer.Write(fact), StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("a [b", "']'")]
    [InlineData("a {b", "'}'")]
    public void A_template_with_an_open_bracket_is_refused(string text, string missing) =>
        Assert.Contains(missing, Assert.Throws<FormatException>(() => SentenceTemplate.Parse(text)).Message, StringComparison.Ordinal);

    private static string Write(string channel, int id, params (string Name, string Value)[] fields)
    {
        var record = MappingCase.RecordOf(
            channel, "Microsoft-Windows-Security-Auditing", id, fields.Select(field => (field.Name, new string?[] { field.Value })));
        var facts = new FactRows();
        var summary = new FactMapper(Plan).Map(record, facts);
        return Writer.Write(record, summary, facts.ToFacts());
    }
}
