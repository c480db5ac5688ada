using System.Collections.Immutable;
using Dwell.Content.Classes;
using Dwell.Content.Store;
using Dwell.Content.Yaml;
using Dwell.Model.Findings;

namespace Dwell.Content.Collect;

/// <summary>Reads <c>content/collect/windows.yml</c> against the event classes.</summary>
public static class CollectLoader
{
    private const string FileName = "content/collect/windows.yml";

    /// <summary>
    /// Reads the file; throws <see cref="ContentException"/> when a class or source is unknown, or when a
    /// question that a
    /// class can show something for has no sentence.
    /// </summary>
    public static CollectGuide Load(ContentStore store, ClassCatalog classes)
    {
        var file = YamlFile.Read(store, FileName).WithKeys("origin", "sources", "classes");
        _ = file["origin"].Text();
        var sources = file["sources"].Pairs()
            .ToImmutableSortedDictionary(
                pair => pair.Key, pair => ReadSource(pair.Key, pair.Value), StringComparer.Ordinal);
        var guides = file["classes"].Pairs()
            .ToImmutableSortedDictionary(
                pair => pair.Key, pair => ReadGuide(pair.Key, pair.Value, sources, classes), StringComparer.Ordinal);
        foreach (var item in classes.Classes.Values)
        {
            if (!item.Questions.IsEmpty && !guides.ContainsKey(item.Name))
                throw file["classes"].Error(
                    $"Found no entry for the class '{item.Name}'; expected one, since it has questions.");
        }

        return new CollectGuide(guides);
    }

    private static CollectSource ReadSource(string name, YamlValue value)
    {
        value.WithKeys("who", "what", "how", "until");
        var how = value["how"].WithKeys("command", "kape", "path", "velociraptor");
        return new CollectSource(
            name,
            value["who"].Text(),
            value["what"].Text(),
            how.Pairs().ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.Text(), StringComparer.Ordinal),
            value.Find("until")?.Text());
    }

    private static ClassGuide ReadGuide(
        string name, YamlValue value, ImmutableSortedDictionary<string, CollectSource> sources, ClassCatalog classes)
    {
        value.WithKeys("ask", "effects");
        if (!classes.Classes.TryGetValue(name, out var eventClass))
            throw value.Error(
                $"Found the class '{name}'; expected one of content/classes{Nearest.Hint(name, classes.Classes.Keys)}.");
        var effects = value["effects"].Pairs()
            .ToImmutableSortedDictionary(pair => ReadQuestion(pair.Key, pair.Value), pair => pair.Value.Text());
        foreach (var question in eventClass.Questions)
        {
            if (!effects.ContainsKey(question))
                throw value.Error(
                    $"Found no effect on '{KebabCase.Of(question.ToString())}'; expected one for each question.");
        }

        return new ClassGuide(name, effects, [.. value["ask"].Items().Select(item => SourceNamed(item, sources))]);
    }

    private static Question ReadQuestion(string name, YamlValue value) =>
        Enum.GetValues<Question>().Cast<Question?>()
            .FirstOrDefault(question => KebabCase.Of(question.ToString()!) == name)
        ?? throw value.Error(
            $"Found the question '{name}'; expected backdoor, since, who, movement, read, taken or active.");

    private static CollectSource SourceNamed(
        YamlValue name, ImmutableSortedDictionary<string, CollectSource> sources) =>
        sources.TryGetValue(name.Text(), out var source)
            ? source
            : throw name.Error(
                $"Found the source '{name.Text()}'; expected one of this file's{Nearest.Hint(name.Text(), sources.Keys)}.");
}
