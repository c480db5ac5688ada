using System.Collections.Immutable;
using System.Text.Json;
using Dwell.Model.Records;

namespace Dwell.Sigma.Checking;

/// <summary>
/// A record that the rules of a file must match, or must not: a line of <c>&lt;name&gt;.events.jsonl</c> beside
/// <c>&lt;name&gt;.yml</c>. <paramref name="Fields"/> in the order of the line; a field with several values stands several times.
/// </summary>
public sealed record RuleExample(
    string File, int Line, bool Match, string Why, ImmutableArray<KeyValuePair<string, string?>> Fields)
{
    private const string Expected = """{"match": true|false, "why": "…", "record": {field: value|[values]|null}}""";

    /// <summary>
    /// The examples of a text, one JSON object a line; a line that is none becomes a problem. <paramref name="source"/> names
    /// the file and has its text.
    /// </summary>
    public static ImmutableArray<RuleExample> Read(RuleSource source, ICollection<RuleProblem> problems)
    {
        var examples = ImmutableArray.CreateBuilder<RuleExample>();
        var lines = source.Text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i]))
                continue;
            if (TryParse(source.File, i + 1, lines[i], out var found) is { } example)
                examples.Add(example);
            else
                problems.Add(new RuleProblem(source.File, i + 1, "invalid-example", ProblemEffect.Refused, found, Expected));
        }

        return examples.ToImmutable();
    }

    /// <summary>The example as a Windows record: the System fields first, as every Windows shape has them.</summary>
    public LogRecord ToRecord(ShapeTable shapes)
    {
        var given = Fields.ToLookup(field => field.Key, field => field.Value, StringComparer.Ordinal);
        var system = WindowsFields.Names.Select(name => KeyValuePair.Create(name, given[name].FirstOrDefault()));
        return FlatRecord.Of(shapes, WindowsFields.Family, system.Concat(Fields.Where(field => !WindowsFields.Names.Contains(field.Key))));
    }

    private static RuleExample? TryParse(string file, int line, string text, out string found)
    {
        found = "another JSON value";
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("match", out var match) || match.ValueKind is not (JsonValueKind.True or JsonValueKind.False)
                || !root.TryGetProperty("record", out var record) || record.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var why = root.TryGetProperty("why", out var reason) && reason.ValueKind == JsonValueKind.String ? reason.GetString()! : "";
            return new RuleExample(file, line, match.GetBoolean(), why, [.. record.EnumerateObject().SelectMany(ValuesOf)]);
        }
        catch (JsonException error)
        {
            found = "text that is no JSON (" + error.Message.ReplaceLineEndings(" ") + ")";
            return null;
        }
    }

    private static IEnumerable<KeyValuePair<string, string?>> ValuesOf(JsonProperty property) =>
        property.Value.ValueKind == JsonValueKind.Array
            ? property.Value.EnumerateArray().Select(item => KeyValuePair.Create(property.Name, TextOf(item)))
            : [KeyValuePair.Create(property.Name, TextOf(property.Value))];

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };
}
