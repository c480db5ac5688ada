using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dwell.Pipeline.Searching;

/// <summary>A hit as one JSON line; a name that stands several times in the record is a list.</summary>
public static class SearchJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The line, with its end.</summary>
    public static byte[] Of(SearchHit hit)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("time", hit.Time?.ToString());
            json.WriteString("host", hit.Host);
            json.WriteString("source", hit.Source);
            json.WriteString("says", hit.Says);
            json.WriteStartObject("citation");
            json.WriteString("evidence", hit.Citation.Evidence.ToString());
            json.WriteString("locator", hit.Citation.Locator.ToString());
            json.WriteString("sha256", hit.Citation.Sha256.ToString());
            json.WriteString("path", hit.Citation.Path);
            json.WriteEndObject();
            WriteFields(json, hit);
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    private static void WriteFields(Utf8JsonWriter json, SearchHit hit)
    {
        json.WriteStartObject("fields");
        foreach (var group in hit.Fields.GroupBy(field => field.Name, StringComparer.Ordinal))
        {
            var values = group.ToList();
            if (values.Count == 1)
            {
                json.WriteString(group.Key, values[0].Value);
                continue;
            }

            json.WriteStartArray(group.Key);
            foreach (var field in values)
                json.WriteStringValue(field.Value);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
