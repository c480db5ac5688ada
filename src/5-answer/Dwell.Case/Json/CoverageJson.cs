using Dwell.Model.Coverage;

namespace Dwell.Case.Json;

/// <summary><c>coverage.json</c>: event class x host x interval.</summary>
internal static class CoverageJson
{
    private const string Schema = "dwell/coverage/1";

    public static byte[] Write(CoverageMap coverage) => JsonText.Write(indented: true, json =>
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.Texts("hosts", coverage.Hosts);
        json.Texts("classes", coverage.Classes);
        json.WriteStartArray("spans");
        foreach (var span in coverage.Spans)
        {
            json.WriteStartObject();
            json.WriteString("host", span.Host);
            json.WriteString("class", span.EventClass);
            json.Time("from", span.From);
            json.Time("to", span.To);
            json.WriteString("state", span.State.ToString().ToLowerInvariant());
            json.WriteString("why", span.Why);
            json.WriteNumber("records", span.Records);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
