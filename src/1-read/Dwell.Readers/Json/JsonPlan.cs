using System.Collections.Immutable;

namespace Dwell.Readers.Json;

/// <summary>How a value is shown.</summary>
public enum JsonValueForm : byte
{
    /// <summary>As it is written; strings without their escapes.</summary>
    AsWritten,

    /// <summary>A GUID in upper case and without braces; anything else as it is written.</summary>
    Guid,

    /// <summary>A 64-bit number as <c>0x…</c>, however it is written; anything else as it is written.</summary>
    Mask,

    /// <summary>A name or number of the level of a Windows event as its number.</summary>
    WindowsLevel,

    /// <summary>A number or time of Zeek in the form that its other format has; see <see cref="Zeek.ZeekJsonValue"/>.</summary>
    Zeek,
}

/// <summary>
/// A field of the shape: its name, and where its value is, as an index in <see cref="JsonKeys.Names"/>; -1 for a field that these
/// records lack. <paramref name="Text"/> is the value where the record does not write it.
/// </summary>
public readonly record struct JsonSlot(string Name, int Key, JsonValueForm Form = JsonValueForm.AsWritten, string? Text = null);

/// <summary>What records of one set of keys are.</summary>
/// <param name="Family">See <see cref="Dwell.Model.Records.Shape.Family"/>.</param>
/// <param name="Source">See <see cref="Dwell.Model.Records.Shape.Source"/>.</param>
/// <param name="Slots">The fields of the shape, in its order; keys that are not among them are not seen.</param>
public sealed record JsonPlan(string Family, string Source, ImmutableArray<JsonSlot> Slots)
{
    /// <summary>The slot of the id that the source gives each record; -1 for none (see <see cref="Dwell.Model.Records.Shape.IdSlot"/>).</summary>
    public int IdSlot { get; init; } = -1;

    /// <summary>For a logging service's messages: where their parts stand; null for other records.</summary>
    public JsonMessage? Message { get; init; }

    /// <summary>How many slots are the source's own (see <see cref="Dwell.Model.Records.Shape.OwnFields"/>); -1 for all.</summary>
    public int OwnSlots { get; init; } = -1;

    /// <summary>The keys that may hold the time, as indexes in <see cref="JsonKeys.Names"/>: the first that can be read is it.</summary>
    public ImmutableArray<JsonTime> Times { get; init; } = [];

    /// <summary>All keys under their own names, with one of them as the id and the first that is there as the time.</summary>
    public static JsonPlan Whole(JsonKeys keys, string family, string source, string? id, JsonTimeForm form, params ReadOnlySpan<string> times)
    {
        var slots = ImmutableArray.CreateBuilder<JsonSlot>(keys.Names.Length);
        for (var i = 0; i < keys.Names.Length; i++)
            slots.Add(new JsonSlot(keys.Names[i], i));
        var found = ImmutableArray.CreateBuilder<JsonTime>();
        foreach (var time in times)
        {
            if (keys.IndexOf(time) is >= 0 and var key)
                found.Add(new JsonTime(key, form));
        }

        return new JsonPlan(family, source, slots.MoveToImmutable())
        {
            IdSlot = id is null ? -1 : keys.IndexOf(id),
            Times = found.ToImmutable(),
        };
    }
}

/// <summary>A key (an index in <see cref="JsonKeys.Names"/>) that holds a time, and how it is written.</summary>
public readonly record struct JsonTime(int Key, JsonTimeForm Form);
