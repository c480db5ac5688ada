using System.Globalization;
using System.Text;
using System.Text.Json;
using Dwell.Model.Records;
using Dwell.Readers.Windows;

namespace Dwell.Tests;

public sealed class EvtxLogRecordTests
{
    [SharedFact]
    public void Fields_equal_the_decoded_twins_of_the_regression_set()
    {
        var compared = 0;
        foreach (var twin in Directory.EnumerateFiles(SharedData.PathOf("sigma-regression"), "*.json", SearchOption.AllDirectories))
        {
            var expected = ReadTwin(twin);
            WindowsRecords.ForEach(Path.ChangeExtension(twin, ".evtx"), record =>
            {
                if (record.Recovered)
                    return;
                var fields = FieldsOf(record);
                if (!expected.Any(item => Equal(item, fields)))
                    Assert.Fail(twin + string.Join(" | ", expected[0].Except(fields)) + " <> " + string.Join(" | ", fields.Except(expected[0])));
                compared++;
            });
        }

        // 93 twins, six of which hold more than one event; origin: SigmaHQ regression_data.
        Assert.Equal(106, compared);
    }

    [SharedFact]
    public void Every_shape_begins_with_the_system_fields()
    {
        WindowsRecords.ForEach(SharedData.PathOf("evtx-robustness", "security.evtx"), record =>
        {
            Assert.Equal(WindowsFields.Names.AsSpan(), record.Shape.Fields.AsSpan()[..WindowsFields.Count]);
            if (record.Recovered)
                return;
            Assert.True(record.TryReadInteger(WindowsFields.EventRecordId, out var id));
            Assert.Equal((long)record.RecordId, id);
            Assert.NotNull(record["Computer"]);
            Assert.NotNull(record.Time);
        });
    }

    private static bool Equal(Dictionary<string, string> left, Dictionary<string, string> right) =>
        left.Count == right.Count && !left.Except(right).Any();

    private static string NameOf(string field) => field == "TimeCreated" ? "TimeCreated_SystemTime" : field;

    /// <summary>The twins were made by a tool that leaves out white space at the end of values; we keep it.</summary>
    private static Dictionary<string, string> FieldsOf(EvtxLogRecord record)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var slot = 0; slot < record.Shape.Fields.Length; slot++)
        {
            if (record.Read(slot, out var text) == FieldState.Text)
                fields.Add(NameOf(record.Shape.Fields[slot]), text.TrimEnd().ToString());
        }

        return fields;
    }

    private static List<Dictionary<string, string>> ReadTwin(string path)
    {
        var reader = new Utf8JsonReader(
            Encoding.UTF8.GetBytes(File.ReadAllText(path)), new JsonReaderOptions { AllowMultipleValues = true });
        var events = new List<Dictionary<string, string>>();
        while (reader.Read())
        {
            using var document = JsonDocument.ParseValue(ref reader);
            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var section in document.RootElement.GetProperty("Event").EnumerateObject().Where(item => item.Name != "#attributes"))
            {
                foreach (var item in section.Value.EnumerateObject())
                    AddField(fields, item.Name, item.Value);
            }

            events.Add(fields);
        }

        return events;
    }

    private static void AddField(Dictionary<string, string> fields, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                break;
            case JsonValueKind.Object:
                foreach (var attribute in value.GetProperty("#attributes").EnumerateObject())
                    AddField(fields, name + "_" + attribute.Name, attribute.Value);
                break;
            case JsonValueKind.Number:
                fields.Add(name, value.GetInt64().ToString(CultureInfo.InvariantCulture));
                break;
            default:
                fields.Add(name, value.ToString());
                break;
        }
    }
}
