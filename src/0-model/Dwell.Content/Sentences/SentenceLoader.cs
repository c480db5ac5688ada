using Dwell.Content.Store;
using Dwell.Content.Yaml;
using Dwell.Model.Facts;

namespace Dwell.Content.Sentences;

/// <summary>Reads <c>content/sentences/*.yml</c>.</summary>
public static class SentenceLoader
{
    /// <summary>
    /// Reads all files; throws <see cref="ContentException"/> at the first thing that can't be used.
    /// </summary>
    public static SentenceCatalog Load(ContentStore store)
    {
        var files = store.NamesIn("sentences")
            .Select(name => YamlFile.Read(store, name).WithKeys("origin", "facts", "records"))
            .ToList();
        foreach (var file in files)
            _ = file["origin"].Text();
        return new SentenceCatalog(
            [.. files.SelectMany(file => file.Find("facts")?.Items() ?? []).Select(ReadFact)],
            [.. files.SelectMany(file => file.Find("records")?.Items() ?? []).SelectMany(ReadRecord)]);
    }

    private static FactSentence ReadFact(YamlValue value)
    {
        value.WithKeys("kind", "outcome", "class", "text");
        var template = ReadTemplate(value["text"]);
        var columns = Enum.GetNames<FactColumn>().Select(KebabCase.Of).ToList();
        foreach (var name in template.Names)
        {
            if (!columns.Contains(name))
                throw value.Error($"Found the column '{name}'; expected one of content/fields{Nearest.Hint(name, columns)}.");
        }

        return new FactSentence(
            value["kind"].Member<FactKind>(), value.Find("outcome")?.Text(), value.Find("class")?.Text(), template);
    }

    private static IEnumerable<RecordSentence> ReadRecord(YamlValue value)
    {
        value.WithKeys("channel", "ids", "text");
        var template = ReadTemplate(value["text"]);
        return value["channel"].Texts()
            .Select(channel => new RecordSentence(channel, [.. value["ids"].Items().Select(id => id.Integer())], template));
    }

    private static SentenceTemplate ReadTemplate(YamlValue value)
    {
        try
        {
            return SentenceTemplate.Parse(value.Text());
        }
        catch (FormatException error)
        {
            throw value.Error(error.Message);
        }
    }
}
