using System.Collections.Immutable;
using Dwell.Content.Store;
using Dwell.Content.Yaml;
using Dwell.Model.Facts;

namespace Dwell.Content.Mappings;

/// <summary>
/// Reads <c>content/mappings/*.yml</c>. A file has <c>origin</c>, <c>tables</c> and <c>sources</c> (each a
/// channel with its
/// events); <c>docs/methods/facts.md</c> describes the form. Tables are read first, so that any file may use
/// any table.
/// </summary>
public static class MappingLoader
{
    private const string Folder = "mappings";

    /// <summary>
    /// Reads all files; throws <see cref="ContentException"/> at the first thing that can't be used.
    /// </summary>
    public static MappingCatalog Load(ContentStore store)
    {
        var files = store.NamesIn(Folder)
            .Select(name => YamlFile.Read(store, name).WithKeys("origin", "tables", "sources"))
            .ToList();
        var tables = ImmutableSortedDictionary.CreateBuilder<string, ValueTable>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            _ = file["origin"].Text();
            ReadTables(file, tables);
        }

        var reader = new EventReader(tables.ToImmutable());
        return new MappingCatalog(
            tables.ToImmutable(), [.. files.SelectMany(reader.ReadSources)], LogsOf(files.SelectMany(reader.ReadLogs)));
    }

    // Several files may say something of one log: where they name the host or the key, they must agree.
    private static ImmutableArray<LogMapping> LogsOf(IEnumerable<(LogMapping Mapping, YamlValue Place)> parts)
    {
        var logs = new SortedDictionary<string, LogMapping>(StringComparer.Ordinal);
        foreach (var (part, place) in parts)
        {
            if (!logs.TryGetValue(part.Log, out var known))
            {
                logs.Add(part.Log, part);
                continue;
            }

            var host = part.Host.IsEmpty ? known.Host : part.Host;
            var key = part.Key ?? known.Key;
            if ((!known.Host.IsEmpty && !known.Host.SequenceEqual(host)) || (known.Key is not null && known.Key != key))
                throw place.Error($"Found the log '{part.Log}' with another host or key than before; expected the same.");
            logs[part.Log] = known with { Host = host, Key = key, Events = known.Events.AddRange(part.Events) };
        }

        foreach (var log in logs.Values)
        {
            if (log.Key is null && log.Events.FirstOrDefault(item => !item.Values.IsEmpty) is { } keyed)
            {
                throw new ContentException(
                    keyed.Mapping.File, keyed.Mapping.Line, $"Found values, but the log '{log.Log}' has no key; expected 'key: FIELD' beside it.");
            }
        }

        return [.. logs.Values];
    }

    private static void ReadTables(YamlValue file, ImmutableSortedDictionary<string, ValueTable>.Builder tables)
    {
        if (file.Find("tables") is not { } section)
            return;
        foreach (var (name, rows) in section.Pairs())
        {
            if (tables.ContainsKey(name))
                throw rows.Error($"Found a second table '{name}'; expected each name once.");
            tables.Add(name, new ValueTable(name, rows.Pairs().SelectMany(pair => ReadRows(pair.Key, pair.Value))));
        }
    }

    // 'word: value' or 'word: [value, pattern*]'; the word 'except' gives rows that end the search.
    private static IEnumerable<ValueTable.Row> ReadRows(string word, YamlValue values) =>
        values.Texts().Select(text => new ValueTable.Row(new WildcardPattern(text), word == "except" ? null : word));

    private sealed class EventReader(ImmutableSortedDictionary<string, ValueTable> tables)
    {
        private static readonly string[] ConversionNames = [.. Enum.GetNames<ColumnConversion>().Select(KebabCase.Of)];

        public IEnumerable<EventMapping> ReadSources(YamlValue file)
        {
            if (file.Find("sources") is not { } sources)
                yield break;
            foreach (var source in sources.Items())
            {
                if (source.Find("log") is not null)
                    continue;
                source.WithKeys("channel", "provider", "events");
                var channels = source["channel"].Texts();
                foreach (var entry in source["events"].Items())
                {
                    foreach (var channel in channels)
                        yield return ReadEvent(entry, channel, source.Find("provider")?.Text());
                }
            }
        }

        public IEnumerable<(LogMapping Mapping, YamlValue Place)> ReadLogs(YamlValue file)
        {
            foreach (var source in file.Find("sources")?.Items() ?? [])
            {
                if (source.Find("log") is not { } names)
                    continue;
                source.WithKeys("log", "host", "key", "events");
                foreach (var log in names.Texts())
                {
                    yield return (
                        new LogMapping(
                            log,
                            source.Find("host") is { } host ? [.. host.Items().Select(FieldRef.Parse)] : [],
                            source.Find("key") is { } key ? FieldRef.Parse(key) : null,
                            [.. source["events"].Items().Select(entry => new KeyedMapping(entry.Find("values")?.Texts() ?? [], ReadEvent(entry, log, null)))]),
                        source);
                }
            }
        }

        private EventMapping ReadEvent(YamlValue entry, string channel, string? provider)
        {
            entry.WithKeys("ids", "values", "class", "refine", "kind", "where", "columns", "require", "provider");
            var kind = entry.Find("kind")?.Member<FactKind>();
            if (kind is null && entry.Find("columns") is { } orphan)
                throw orphan.Error("Found columns without a kind; expected a kind, or neither.");
            var columns = entry.Find("columns") is { } map
                ? map.Pairs().Select(pair => ReadColumn(pair.Key, pair.Value))
                    .OrderBy(column => column.Column).ToImmutableArray()
                : [];
            return new EventMapping(
                entry.File,
                entry.Line,
                channel,
                entry.Find("provider")?.Text() ?? provider,
                [.. entry.Find("ids") is { } ids ? ids.Items().Select(id => id.Integer()) : []],
                entry["class"].Text(),
                entry.Find("refine") is { } refine ? [.. refine.Items().Select(ReadRefinement)] : [],
                kind,
                columns,
                entry.Find("require") is { } require ? [.. require.Items().Select(item => item.Member<FactColumn>())] : [],
                entry.Find("where") is { } where ? [.. where.Pairs().Select(pair => ReadCondition(pair.Key, pair.Value))] : []);
        }

        private static ClassRefinement ReadRefinement(YamlValue value)
        {
            value.WithKeys("has", "is", "class");
            var patterns = value.Find("is") is { } texts ? texts.Texts().Select(text => new WildcardPattern(text)) : [];
            return new ClassRefinement(FieldRef.Parse(value["has"]), [.. patterns], value["class"].Text());
        }

        private static FieldCondition ReadCondition(string field, YamlValue values) =>
            new(new FieldRef(field, 0), [.. values.Texts().Select(text => new WildcardPattern(text))]);

        private ColumnMapping ReadColumn(string name, YamlValue value)
        {
            var column = ColumnNamed(name, value);
            if (value.IsText && value.Text().StartsWith('='))
                return new ColumnMapping(column, value.Text()[1..], []);
            var sources = value.IsMap ? [value] : value.Items();
            var constant = sources is [.., { IsText: true } last] && last.Text().StartsWith('=') ? last.Text()[1..] : null;
            return new ColumnMapping(column, constant, [.. sources.Take(sources.Length - (constant is null ? 0 : 1)).Select(ReadSource)]);
        }

        private static FactColumn ColumnNamed(string name, YamlValue value)
        {
            foreach (var column in Enum.GetValues<FactColumn>())
            {
                if (KebabCase.Of(column.ToString()) == name)
                    return column;
            }

            var known = Enum.GetNames<FactColumn>().Select(KebabCase.Of);
            throw value.Error(
                $"Found the column '{name}'; expected one of content/fields{Nearest.Hint(name, known)}.");
        }

        // 'Field', or '{ conversion: Field }' or '{ conversion: [Field, Field], in: table, else: keep, key: Key }'.
        private ColumnSource ReadSource(YamlValue value)
        {
            if (value.IsText)
                return new ColumnSource([FieldRef.Parse(value)], ColumnConversion.Text, null, null, KeepUnknown: false);
            value.WithKeys([.. ConversionNames, "in", "else", "key"]);
            var (name, fields) = value.Pairs().FirstOrDefault(pair => ConversionNames.Contains(pair.Key));
            if (name is null)
                throw value.Error($"Found no conversion; expected one of {string.Join(", ", ConversionNames)}.");
            var convert = Enum.GetValues<ColumnConversion>().First(member => KebabCase.Of(member.ToString()) == name);
            if (convert == ColumnConversion.LineValue && value.Find("key") is null)
                throw value.Error("Found line-value without a key; expected 'key: …' beside it.");
            if (convert is ColumnConversion.Between or ColumnConversion.BetweenAddress && value.Find("key")?.Text().Contains('…', StringComparison.Ordinal) != true)
                throw value.Error("Found between without the texts that it is between; expected 'key: before…behind' beside it.");
            return new ColumnSource(
                [.. fields.Items().Select(FieldRef.Parse)],
                convert,
                value.Find("key")?.Text(),
                value.Find("in") is { } table ? TableNamed(table) : null,
                value.Find("else") is { } otherwise && ReadElse(otherwise));
        }

        private static bool ReadElse(YamlValue value) =>
            value.Text() == "keep" ? true : throw value.Error($"Found '{value.Text()}'; expected keep.");

        private ValueTable TableNamed(YamlValue name) =>
            tables.TryGetValue(name.Text(), out var table)
                ? table
                : throw name.Error(
                    $"Found the table '{name.Text()}'; expected one of content/mappings"
                    + $"{Nearest.Hint(name.Text(), tables.Keys)}.");
    }
}
