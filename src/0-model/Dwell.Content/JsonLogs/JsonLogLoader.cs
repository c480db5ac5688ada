using System.Collections.Immutable;
using Dwell.Content.Store;
using Dwell.Content.Yaml;

namespace Dwell.Content.JsonLogs;

/// <summary>Reads <c>content/json/*.yml</c>: logs in JSON and the keys by which they are known.</summary>
public static class JsonLogLoader
{
    // One key alone says nothing: many programs write "message".
    private const int LeastKeys = 2;

    /// <summary>The logs, in the order of files and lines; throws <see cref="ContentException"/> at the first thing that can't be used.</summary>
    public static ImmutableArray<JsonLog> Load(ContentStore store)
    {
        var logs = ImmutableArray.CreateBuilder<JsonLog>();
        foreach (var name in store.NamesIn("json"))
        {
            var file = YamlFile.Read(store, name).WithKeys("origin", "logs");
            _ = file["origin"].Text();
            logs.AddRange(file["logs"].Items().Select(ReadLog));
        }

        return logs.ToImmutable();
    }

    private static JsonLog ReadLog(YamlValue value)
    {
        value.WithKeys("source", "has", "any", "not", "time", "id");
        var source = value["source"].Text();
        var slash = source.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == source.Length - 1)
            throw value["source"].Error($"Found the source '{source}'; expected family/log, like app/nextcloud.");
        var has = value["has"].Texts();
        return has.Length < LeastKeys
            ? throw value["has"].Error($"Found {has.Length} key; expected {LeastKeys} at least, so that other logs are not taken for it.")
            : new JsonLog(
                source, has, value.Find("any")?.Texts() ?? [], value.Find("not")?.Texts() ?? [], value.Find("time")?.Texts() ?? [], value.Find("id")?.Text());
    }
}
