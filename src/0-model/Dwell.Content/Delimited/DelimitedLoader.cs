using System.Collections.Immutable;
using System.Globalization;
using Dwell.Content.Store;
using Dwell.Content.Yaml;

namespace Dwell.Content.Delimited;

/// <summary>Reads <c>content/delimited/*.yml</c>; <c>docs/methods/delimited.md</c> describes the form.</summary>
public static class DelimitedLoader
{
    /// <summary>Reads all files; throws <see cref="ContentException"/> at the first thing that can't be used.</summary>
    public static DelimitedCatalog Load(ContentStore store)
    {
        var profiles = ImmutableArray.CreateBuilder<DelimitedProfile>();
        DelimitedTime? usual = null;
        foreach (var name in store.NamesIn("delimited"))
        {
            var file = YamlFile.Read(store, name).WithKeys("origin", "usual-time", "profiles");
            _ = file["origin"].Text();
            if (file.Find("usual-time") is { } time)
                usual = usual is null ? ReadTime(time) : throw time.Error("Found a second 'usual-time'; expected one in all files.");
            profiles.AddRange((file.Find("profiles")?.Items() ?? []).Select(ReadProfile));
        }

        return new DelimitedCatalog(profiles.ToImmutable(), usual ?? new DelimitedTime([], false, false, null, false, null));
    }

    private static DelimitedProfile ReadProfile(YamlValue value)
    {
        value.WithKeys("source", "family", "has", "columns", "where", "names", "set", "time", "id", "host", "json", "plus", "dash");
        var source = value["source"].Text();
        var slash = source.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == source.Length - 1)
            throw value["source"].Error($"Found the source '{source}'; expected family/log, like iis/access.");
        var has = value.Find("has")?.Texts() ?? [];
        var columns = value.Find("columns")?.Texts() ?? [];
        var tests = value.Find("where") is { } where ? where.Pairs().Select(pair => ReadTest(pair.Key, pair.Value, columns)).ToImmutableArray() : [];
        if (has.IsEmpty == columns.IsEmpty || columns.IsEmpty != tests.IsEmpty)
            throw value.Error("Expected either 'has' (names of a header), or 'columns' with 'where' (a log without a header).");
        return new DelimitedProfile(
            source,
            value.Find("family")?.Text() ?? source[..slash],
            has,
            columns,
            tests,
            ReadPairs(value.Find("names")).ToImmutableDictionary(StringComparer.OrdinalIgnoreCase),
            ReadPairs(value.Find("set")),
            value.Find("time") is { } time ? ReadTime(time) : null,
            value.Find("id")?.Text(),
            value.Find("host")?.Text(),
            value.Find("json")?.Text(),
            value.Find("plus")?.Texts() ?? [],
            value.Find("dash")?.Flag() ?? true);
    }

    // 'Name: [TRAFFIC, THREAT]' or 'Name: :integer'.
    private static ColumnTest ReadTest(string column, YamlValue value, ImmutableArray<string> columns)
    {
        var at = columns.IndexOf(column);
        if (at < 0)
            throw value.Error($"Found a test of '{column}'; expected one of the columns{Nearest.Hint(column, columns)}.");
        if (!value.IsText || !value.Text().StartsWith(':'))
            return new ColumnTest(at, ColumnForm.Words, value.Texts());
        var form = value.Text()[1..];
        foreach (var member in Enum.GetValues<ColumnForm>())
        {
            if (member != ColumnForm.Words && KebabCase.Of(member.ToString()) == form)
                return new ColumnTest(at, member, []);
        }

        throw value.Error(string.Create(CultureInfo.InvariantCulture, $"Found the form ':{form}'; expected :integer, :time, :date, :clock, :address, :endpoint, :address-or-none, or a list of values."));
    }

    private static DelimitedTime ReadTime(YamlValue value)
    {
        value.WithKeys("from", "join", "zone", "order", "form", "offset");
        var zone = value["zone"].Text();
        var order = value.Find("order")?.Text();
        var form = value.Find("form")?.Text();
        if (zone is not ("utc" or "local"))
            throw value["zone"].Error($"Found '{zone}'; expected utc or local.");
        if (order is not (null or "month-first" or "day-first"))
            throw value["order"].Error($"Found '{order}'; expected month-first or day-first.");
        if (form is not (null or "filetime"))
            throw value["form"].Error($"Found '{form}'; expected filetime.");
        if (value.Find("join") is { } joined)
            return new DelimitedTime(joined.Texts(), true, zone == "utc", IsMonthFirst(order), form is not null, value.Find("offset")?.Text());
        return new DelimitedTime(value["from"].Texts(), false, zone == "utc", IsMonthFirst(order), form is not null, value.Find("offset")?.Text());
    }

    private static bool? IsMonthFirst(string? order) => order is null ? null : order == "month-first";

    private static ImmutableArray<KeyValuePair<string, string>> ReadPairs(YamlValue? value) =>
        value is null ? [] : [.. value.Value.Pairs().Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Text()))];
}
