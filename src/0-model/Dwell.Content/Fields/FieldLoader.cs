using System.Collections.Immutable;
using Dwell.Content.Store;
using Dwell.Content.Yaml;
using Dwell.Model.Facts;

namespace Dwell.Content.Fields;

/// <summary>
/// Reads <c>content/fields/columns.yml</c> and <c>kinds.yml</c>; every column and kind must be described
/// once.
/// </summary>
public static class FieldLoader
{
    /// <summary>
    /// Reads both files; throws <see cref="ContentException"/> at the first thing that can't be used.
    /// </summary>
    public static FieldCatalog Load(ContentStore store) => new(
        ReadColumns(YamlFile.Read(store, "content/fields/columns.yml").WithKeys("origin", "columns")),
        ReadKinds(YamlFile.Read(store, "content/fields/kinds.yml").WithKeys("origin", "kinds")));

    private static ImmutableArray<ColumnDescription> ReadColumns(YamlValue file)
    {
        _ = file["origin"].Text();
        var section = file["columns"];
        section.WithKeys([.. Enum.GetNames<FactColumn>().Select(KebabCase.Of)]);
        return [.. Enum.GetValues<FactColumn>()
            .Select(column => ReadColumn(column, section[KebabCase.Of(column.ToString())]))];
    }

    private static ColumnDescription ReadColumn(FactColumn column, YamlValue value)
    {
        value.WithKeys("type", "meaning", "sigma", "ecs");
        return new ColumnDescription(
            column,
            value["type"].Member<ColumnType>(),
            value["meaning"].Text(),
            value["sigma"].Texts(),
            value["ecs"].Texts());
    }

    private static ImmutableArray<KindDescription> ReadKinds(YamlValue file)
    {
        _ = file["origin"].Text();
        var section = file["kinds"];
        section.WithKeys([.. Enum.GetNames<FactKind>().Select(KebabCase.Of)]);
        return [.. Enum.GetValues<FactKind>().Select(kind => ReadKind(kind, section[KebabCase.Of(kind.ToString())]))];
    }

    private static KindDescription ReadKind(FactKind kind, YamlValue value)
    {
        value.WithKeys("meaning", "outcomes", "columns");
        return new KindDescription(
            kind,
            value["meaning"].Text(),
            value.Find("outcomes")?.Texts() ?? [],
            [.. value["columns"].Items().Select(item => item.Member<FactColumn>())]);
    }
}
