using System.Buffers;
using System.Collections.Immutable;
using Dwell.Readers.Json;

namespace Dwell.Readers.Zeek;

/// <summary>
/// Logs as Zeek's JSON writer writes them. The log is named in <c>_path</c> by the streaming packages, else told by its fields.
/// <c>_path</c> and <c>_write_ts</c> are left out of the record: the tables of the same traffic don't have them.
/// </summary>
internal sealed class ZeekJsonDialect : JsonDialect
{
    private const int MaxPathLength = 64;
    private static readonly SearchValues<char> PathLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.");

    /// <inheritdoc/>
    public override string Name => "Zeek";

    /// <inheritdoc/>
    public override ImmutableArray<string> Deciders => ["_path"];

    /// <inheritdoc/>
    public override bool Fits(JsonKeys keys) =>
        (keys.Has("_path") && keys.HasAny("ts", "_write_ts")) || (keys.Has("ts") && (IsOfConnection(keys) || ZeekPaths.ByFields(keys) is not null));

    /// <inheritdoc/>
    public override JsonPlan? Plan(JsonKeys keys, ReadOnlySpan<string> decided)
    {
        var path = decided[0];
        if (path.Length == 0 || path.Length > MaxPathLength || path.AsSpan().ContainsAnyExcept(PathLetters))
            path = ZeekPaths.ByFields(keys) ?? (IsOfConnection(keys) ? ZeekPaths.ByFileName(keys.Path) : null);
        if (path is null)
            return null;
        var slots = ImmutableArray.CreateBuilder<JsonSlot>(keys.Names.Length);
        for (var key = 0; key < keys.Names.Length; key++)
        {
            if (keys.Names[key] is not ("_path" or "_write_ts"))
                slots.Add(new JsonSlot(ZeekShapes.NameOf(keys.Names[key]), key, JsonValueForm.Zeek));
        }

        return new JsonPlan(ZeekShapes.Family, ZeekShapes.SourceOf(path), slots.ToImmutable())
        {
            IdSlot = ZeekShapes.IdSlotOf(path, [.. slots.Select(slot => slot.Name)]),
            Times = keys.Has("ts") ? [new JsonTime(keys.IndexOf("ts"), JsonTimeForm.Zeek)] : [],
        };
    }

    private static bool IsOfConnection(JsonKeys keys) =>
        keys.Has("uid") && (keys.HasAll("id.orig_h", "id.resp_h") || keys.HasAll("id_orig_h", "id_resp_h"));
}
