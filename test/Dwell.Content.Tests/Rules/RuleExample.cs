using System.Text.Json;
using Dwell.Content.Rules;
using Dwell.Content.Store;
using Dwell.Model.Records;

namespace Dwell.Content.Tests.Rules;

/// <summary>A record that a rule must or must not match, and why.</summary>
public sealed record RuleExample(RuleFile Rule, int Line, bool Match, string Why, IReadOnlyList<KeyValuePair<string,
    string?>> Fields)
{
    public static IReadOnlyList<RuleExample> Of(ContentStore store, RuleFile rule) =>
    [
        .. RuleContent.ExamplesOf(store, rule).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select((line, index) => Parse(rule, index + 1, line)),
    ];

    /// <summary>
    /// The record in the order in which every Windows shape begins; what the example leaves out of it has no value.
    /// </summary>
    public FlatRecord ToRecord(ShapeTable shapes)
    {
        var given = Fields.ToLookup(field => field.Key, field => field.Value, StringComparer.Ordinal);
        var system = WindowsFields.Names.Select(name => KeyValuePair.Create(name, given[name].FirstOrDefault()));
        var rest = Fields.Where(field => !WindowsFields.Names.Contains(field.Key));
        return FlatRecord.Of(shapes, WindowsFields.Family, [.. system, .. rest]);
    }

    public override string ToString() => $"{Rule.Path} example {Line} ({Why})";

    private static RuleExample Parse(RuleFile rule, int line, string text)
    {
        using var json = JsonDocument.Parse(text);
        var root = json.RootElement;
        var fields = root.GetProperty("record").EnumerateObject().SelectMany(ValuesOf).ToList();
        return new(rule, line, root.GetProperty("match").GetBoolean(), root.GetProperty("why").GetString()!, fields);
    }

    private static IEnumerable<KeyValuePair<string, string?>> ValuesOf(JsonProperty property) =>
        property.Value.ValueKind switch
        {
            JsonValueKind.Array =>
                property.Value.EnumerateArray().Select(item => KeyValuePair.Create(property.Name, TextOf(item))),
            _ => [KeyValuePair.Create(property.Name, TextOf(property.Value))],
        };

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };
}
