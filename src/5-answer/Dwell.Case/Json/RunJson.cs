using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Dwell.Case.Json;

/// <summary><c>run.json</c>: where the evidence lay, when, how long.</summary>
internal static class RunJson
{
    private const string Schema = "dwell/run/1";

    public static byte[] Write(CaseRun run, CaseInputs inputs) => JsonText.Write(indented: true, json =>
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("version", run.Version);
        json.WriteString("contentHash", inputs.ContentHash);
        json.Texts("evidence", run.Evidence);
        json.WriteString("context", run.Context);
        json.WriteStartObject("options");
        foreach (var (name, value) in inputs.Options)
            json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteString("started", Utc(run.Started));
        json.WriteString("finished", Utc(run.Finished));
        json.WriteBoolean("complete", run.Complete);
        json.WriteNumber("threads", run.Threads);
        json.WriteStartObject("seconds");
        foreach (var (stage, seconds) in run.Seconds)
            json.Number(stage, seconds);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>Where the evidence lay; empty when the file is missing or damaged.</summary>
    public static (ImmutableArray<string> Evidence, string? Context) ReadPlaces(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            return (
                [.. root.GetProperty("evidence").EnumerateArray().Select(element => element.GetString()!)],
                root.GetProperty("context").GetString());
        }
        catch (Exception exception) when (JsonText.IsMalformed(exception))
        {
            return ([], null);
        }
    }

    /// <summary>Whether everything could be read when the case was made; false when the file is missing or damaged.</summary>
    public static bool ReadComplete(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.GetProperty("complete").GetBoolean();
        }
        catch (Exception exception) when (JsonText.IsMalformed(exception))
        {
            return false;
        }
    }

    private static string Utc(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
