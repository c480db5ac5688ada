using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Dwell.Content.Yaml;
using Dwell.Model.Evidence;
using Dwell.Model.Facts;
using Dwell.Model.Records;
using Dwell.Model.Time;
using Dwell.Tests;

namespace Dwell.Facts.Tests.Mapping;

/// <summary>
/// One line of <c>Tables/windows.jsonl</c>: a record (channel, provider, id, other System fields, event data)
/// and the class
/// and facts that it must give. A field <c>Data[]</c> holds a list of unnamed values.
/// </summary>
public sealed record MappingCase(int Line, string Channel, int EventId, FlatRecord Record, string EventClass, ImmutableArray<string> Facts)
{
    private static readonly ShapeTable Shapes = new();

    public static ImmutableArray<MappingCase> All { get; } = Read();

    /// <summary>A fact on one line, in the order of columns, so that two can be compared by eye.</summary>
    public static string Show(Fact fact) =>
        $"{KebabCase.Of(fact.Kind.ToString())}: " + string.Join(" | ", fact.Values.Select(pair => $"{KebabCase.Of(pair.Key.ToString())}={pair.Value}"));

    public static FlatRecord RecordOf(
        string channel, string provider, int eventId, IEnumerable<(string Name, string?[] Values)> fields, params (string Name, string Value)[] system)
    {
        var values = WindowsFields.Names.ToDictionary(name => name, _ => ImmutableArray<string?>.Empty);
        values["Provider_Name"] = [provider];
        values["EventID"] = [eventId.ToString(CultureInfo.InvariantCulture)];
        values["Channel"] = [channel];
        values["Computer"] = ["PC1.north.example"];
        values["EventRecordID"] = ["812"];
        foreach (var (name, value) in system)
            values[name] = [value];
        var own = fields.ToList();
        var shape = Shapes.Intern(WindowsFields.Family, [.. WindowsFields.Names, .. own.Select(field => field.Name)]);
        return new FlatRecord(
            shape,
            [.. WindowsFields.Names.Select(name => values[name]), .. own.Select(field => field.Values.ToImmutableArray())],
            new RecordRef(0, 4711, 512),
            new UtcInstant(638_000_000_000_000_000));
    }

    private static ImmutableArray<MappingCase> Read()
    {
        var path = Path.Combine(Repository.Root, "test", "Dwell.Facts.Tests", "Tables", "windows.jsonl");
        return [.. File.ReadLines(path).Select((line, index) => Parse(index + 1, JsonDocument.Parse(line).RootElement))];
    }

    private static MappingCase Parse(int line, JsonElement item)
    {
        var channel = item.GetProperty("channel").GetString()!;
        var id = item.GetProperty("id").GetInt32();
        var system = item.TryGetProperty("system", out var extra)
            ? extra.EnumerateObject().Select(pair => (pair.Name, pair.Value.GetString()!)).ToArray()
            : [];
        var fields = item.GetProperty("fields").EnumerateObject().Select(pair => pair.Value.ValueKind == JsonValueKind.Array
            ? (pair.Name.Replace("[]", "", StringComparison.Ordinal), pair.Value.EnumerateArray().Select(value => value.GetString()).ToArray())
            : (pair.Name, [pair.Value.GetString()]));
        var record = RecordOf(channel, item.GetProperty("provider").GetString()!, id, fields, system);
        return new MappingCase(
            line, channel, id, record, item.GetProperty("class").GetString()!, [.. item.GetProperty("facts").EnumerateArray().Select(ShowExpected)]);
    }

    private static string ShowExpected(JsonElement fact)
    {
        var columns = Enum.GetValues<FactColumn>().Select(column => KebabCase.Of(column.ToString())).ToList();
        var given = fact.EnumerateObject().Where(pair => pair.Name != "kind")
            .OrderBy(pair => columns.IndexOf(pair.Name)).Select(pair => $"{pair.Name}={pair.Value.GetString()}");
        return $"{fact.GetProperty("kind").GetString()}: " + string.Join(" | ", given);
    }
}
