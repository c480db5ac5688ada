using System.Collections.Immutable;
using Dwell.Content.JsonLogs;

namespace Dwell.Readers.Json;

/// <summary>Logs of applications in JSON, each known by its keys (<c>content/json</c>); all keys are fields under their own names.</summary>
public sealed class KnownJson(ImmutableArray<JsonLog> logs) : JsonDialect
{
    private const int MostFields = 4096;

    /// <inheritdoc/>
    public override string Name => "application";

    /// <inheritdoc/>
    public override bool Fits(JsonKeys keys) => Find(keys) is not null;

    /// <inheritdoc/>
    public override JsonPlan? Plan(JsonKeys keys, ReadOnlySpan<string> decided)
    {
        if (Find(keys) is not { } log || keys.Names.Length > MostFields)
            return null;
        var family = log.Source[..log.Source.IndexOf('/', StringComparison.Ordinal)];
        return JsonPlan.Whole(keys, family, log.Source, log.Id, JsonTimeForm.Any, log.Times.AsSpan());
    }

    private JsonLog? Find(JsonKeys keys)
    {
        foreach (var log in logs)
        {
            if (keys.HasAll(log.Has.AsSpan()) && (log.Any.IsEmpty || keys.HasAny(log.Any.AsSpan())) && !keys.HasAny(log.Not.AsSpan()))
                return log;
        }

        return null;
    }
}
