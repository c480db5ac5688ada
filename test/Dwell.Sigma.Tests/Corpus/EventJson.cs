using System.Collections.Immutable;
using System.Text.Json;
using Dwell.Model.Records;

namespace Dwell.Sigma.Tests.Corpus;

/// <summary>Flattens the JSON form of a Windows event into the fields that readers give.</summary>
internal static class EventJson
{
    /// <summary>All events of a text: JSON documents one after the other.</summary>
    public static List<FlatRecord> ReadAll(ShapeTable shapes, byte[] text)
    {
        var records = new List<FlatRecord>();
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { AllowMultipleValues = true });
        while (reader.Read())
        {
            using var document = JsonDocument.ParseValue(ref reader);
            records.Add(Read(shapes, document.RootElement));
        }

        return records;
    }

    public static FlatRecord Read(ShapeTable shapes, JsonElement document)
    {
        var fields = new List<(string Name, ImmutableArray<string?> Values)>();
        var system = document.GetProperty("Event").GetProperty("System");
        foreach (var name in WindowsFields.Names)
            fields.Add((name, [SystemValue(system, name)]));
        foreach (var part in document.GetProperty("Event").EnumerateObject())
        {
            if (part.Name is "EventData" or "UserData" && part.Value.ValueKind == JsonValueKind.Object)
                Flatten(part.Value, fields);
        }

        var shape = shapes.Intern(WindowsFields.Family, [.. fields.Select(field => field.Name)]);
        return new FlatRecord(shape, [.. fields.Select(field => field.Values)]);
    }

    private static string? SystemValue(JsonElement system, string name)
    {
        var path = name.Split('_');
        var at = system;
        if (path is ["TimeCreated"])
            path = ["TimeCreated", "SystemTime"];
        if (!at.TryGetProperty(path[0], out at))
            return null;
        if (path.Length > 1 && (at.ValueKind != JsonValueKind.Object || !at.GetProperty("#attributes").TryGetProperty(path[1], out at)))
            return null;
        if (path.Length == 1 && at.ValueKind == JsonValueKind.Object && at.TryGetProperty("#text", out var text))
            at = text;
        return Text(at);
    }

    private static void Flatten(JsonElement data, List<(string Name, ImmutableArray<string?> Values)> fields)
    {
        foreach (var property in data.EnumerateObject())
        {
            if (property.Name == "#attributes")
                continue;
            var value = property.Value;
            if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("#text", out var text))
                value = text;
            if (value.ValueKind == JsonValueKind.Object)
                Flatten(value, fields);
            else if (value.ValueKind == JsonValueKind.Array)
                fields.Add((property.Name, [.. value.EnumerateArray().Select(Text)]));
            else
                fields.Add((property.Name, [Text(value)]));
        }
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.GetRawText(),
    };
}
