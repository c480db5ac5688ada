using System.Collections.Immutable;
using Dwell.Content.Store;
using Dwell.Content.Yaml;
using Dwell.Model.LogSources;

namespace Dwell.Content.LogSources;

/// <summary>
/// Reads <c>content/logsources</c>: a file a family with <c>rows</c> (log sources and where they are really written) and
/// <c>gaps</c> (log sources that nothing here can serve, with the reason).
/// </summary>
public static class LogSourceContent
{
    private const string Folder = "logsources";

    /// <summary>The table; throws <see cref="ContentException"/> with file, line, what was found and what was expected.</summary>
    public static LogSourceTable Read(ContentStore store)
    {
        var rows = new SortedDictionary<string, LogSourceRow>(StringComparer.Ordinal);
        var gaps = ImmutableArray.CreateBuilder<LogSourceGap>();
        foreach (var name in store.NamesIn(Folder))
        {
            var file = YamlFile.Read(store, name).WithKeys("origin", "family", "fields", "rows", "gaps");
            var family = file["family"].Text();
            var fieldSets = FieldSets(file);
            foreach (var value in file.Find("rows")?.Items() ?? [])
            {
                var row = Row(value, family, fieldSets);
                if (!rows.TryAdd(row.Id, row))
                    throw value["id"].Error($"Found the id '{row.Id}' a second time; expected an id of its own.");
            }

            foreach (var value in file.Find("gaps")?.Items() ?? [])
                gaps.Add(Gap(value));
        }

        return new LogSourceTable([.. rows.Values]) { Gaps = gaps.ToImmutable() };
    }

    // Named lists of field sources that several rows share.
    private static Dictionary<string, ImmutableArray<FieldSource>> FieldSets(YamlValue file)
    {
        var sets = new Dictionary<string, ImmutableArray<FieldSource>>(StringComparer.Ordinal);
        foreach (var (name, value) in file.Find("fields")?.Pairs() ?? [])
            sets.Add(name, Fields(value));
        return sets;
    }

    private static LogSourceRow Row(YamlValue value, string family, Dictionary<string, ImmutableArray<FieldSource>> fieldSets)
    {
        value.WithKeys("id", "category", "product", "service", "channels", "logs", "providers", "eventIds", "fields", "unavailable", "why");
        return new LogSourceRow(
            value["id"].Text(),
            family,
            value.Find("category")?.Text(),
            value.Find("product")?.Text(),
            value.Find("service")?.Text(),
            (value.Find("channels") ?? value.Find("logs"))?.Texts() ?? [],
            value.Find("providers")?.Texts() ?? [],
            [.. (value.Find("eventIds")?.Items() ?? []).Select(item => item.Integer())],
            RowFields(value.Find("fields"), fieldSets),
            value.Find("unavailable")?.Texts() ?? []);
    }

    private static ImmutableArray<FieldSource> RowFields(YamlValue? value, Dictionary<string, ImmutableArray<FieldSource>> fieldSets)
    {
        if (value is not { } fields)
            return [];
        if (!fields.IsText)
            return Fields(fields);
        return fieldSets.TryGetValue(fields.Text(), out var set)
            ? set
            : throw fields.Error($"Found '{fields.Text()}'; expected a name under 'fields'{Nearest.Hint(fields.Text(), fieldSets.Keys)}.");
    }

    private static ImmutableArray<FieldSource> Fields(YamlValue value) =>
        [.. value.Pairs().Select(pair => Field(pair.Key, pair.Value))];

    // `Image: NewProcessName`, or a map with from, convert and argument.
    private static FieldSource Field(string name, YamlValue value)
    {
        if (value.IsText || value.IsList)
            return new FieldSource(name, value.Texts(), FieldConversion.None);
        value.WithKeys("from", "convert", "argument");
        var conversion = value.Find("convert")?.Member<FieldConversion>() ?? FieldConversion.None;
        var argument = value.Find("argument")?.Text();
        if (argument is null && (conversion is FieldConversion.Join or FieldConversion.LineValue))
            throw value.Error($"Found no 'argument' for '{name}'; expected the separator of join or the key of line-value.");
        return new FieldSource(name, value["from"].Texts(), conversion, argument);
    }

    private static LogSourceGap Gap(YamlValue value)
    {
        value.WithKeys("category", "product", "service", "why");
        return new LogSourceGap(value.Find("category")?.Text(), value.Find("product")?.Text(), value.Find("service")?.Text(), value["why"].Text());
    }
}
