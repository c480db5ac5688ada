using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dwell.Pipeline.Showing;

/// <summary>What <c>dwell show --json</c> prints: one object on one line, the text of the evidence as it was.</summary>
public static class ShowJson
{
    private const string Schema = "dwell/show/1";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The finding, its rule, and the records with all fields and bytes (hex).</summary>
    public static byte[] Of(ShownFinding shown) => Write(json =>
    {
        json.WritePropertyName("finding");
        shown.Finding.WriteTo(json);
        if (shown.Rule is { } rule)
        {
            json.WriteStartObject("rule");
            json.WriteString("id", rule.Id);
            json.WriteString("title", rule.Title);
            json.WriteString("source", rule.Set);
            json.WriteString("file", rule.File);
            json.WriteString("text", rule.Text);
            json.WriteStartArray("testedFields");
            foreach (var field in rule.TestedFields)
                json.WriteStringValue(field);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteString("evidenceProblem", shown.EvidenceProblem);
        json.WriteStartArray("records");
        foreach (var record in shown.Records)
            WriteRecord(json, record);
        json.WriteEndArray();
    });

    /// <summary>The answer, its limits and its findings, as the files of the case have them.</summary>
    public static byte[] Of(ShownAnswer shown) => Write(json =>
    {
        json.WritePropertyName("answer");
        shown.Answer.WriteTo(json);
        json.WriteStartArray("limits");
        foreach (var limit in shown.Limits)
            limit.WriteTo(json);
        json.WriteEndArray();
        json.WriteStartArray("findings");
        foreach (var finding in shown.Findings)
            finding.WriteTo(json);
        json.WriteEndArray();
    });

    private static void WriteRecord(Utf8JsonWriter json, ShownRecord record)
    {
        json.WriteStartObject();
        json.WriteString("path", record.Citation.Path);
        json.WriteString("evidence", record.Citation.Evidence.ToString());
        json.WriteString("locator", record.Citation.Locator.ToString());
        json.WriteString("sha256", record.Citation.Sha256.ToString());
        json.WriteString("state", WordOf(record.State));
        json.WriteString("time", record.Time?.ToString());
        json.WriteString("says", record.Says);
        json.WriteStartArray("fields");
        foreach (var field in record.Fields)
        {
            json.WriteStartObject();
            json.WriteString("name", field.Name);
            json.WriteString("value", field.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("pieces");
        foreach (var piece in record.Pieces)
        {
            json.WriteStartObject();
            json.WriteNumber("offset", piece.Offset);
            json.WriteString("bytes", Convert.ToHexStringLower(piece.Bytes.AsSpan()));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string WordOf(CitedState state) => state switch
    {
        CitedState.Unchanged => "unchanged",
        CitedState.FileChanged => "file-changed",
        CitedState.Changed => "changed",
        _ => "missing",
    };

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            write(json);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }
}
