using System.Collections.Immutable;
using Dwell.Model.Records;
using Dwell.Readers.Json;

namespace Dwell.Readers.Windows.Json;

/// <summary>
/// Windows events in JSON as one of many exporters writes them, given the shape that the same events have in EVTX: the fields of
/// System first, then the event's data under their own names. What the exporter adds comes last and is not the event's own.
/// </summary>
internal abstract class WindowsJson : JsonDialect
{
    /// <summary>What a key of the exporter is.</summary>
    protected enum Part : byte
    {
        /// <summary>A field of System.</summary>
        System,

        /// <summary>Event data.</summary>
        Data,

        /// <summary>Added on the way.</summary>
        Beside,

        /// <summary>Says nothing.</summary>
        Hidden,
    }

    /// <summary>Reads a key; of several keys for one field of System the one with the lowest rank is taken.</summary>
    protected abstract Key Read(string name, JsonKeys keys);

    /// <summary>The fields with the time of the event, the first that can be read counts.</summary>
    protected abstract IEnumerable<(string Name, JsonTimeForm Form)> Times { get; }

    public sealed override JsonPlan? Plan(JsonKeys keys, ReadOnlySpan<string> decided)
    {
        var system = new (int Key, int Rank)[WindowsFields.Count];
        Array.Fill(system, (-1, int.MaxValue));
        var read = new Key[keys.Names.Length];
        for (var i = 0; i < read.Length; i++)
        {
            read[i] = Read(keys.Names[i], keys);
            if (read[i].Part == Part.System && read[i].Rank < system[read[i].Slot].Rank)
                system[read[i].Slot] = (i, read[i].Rank);
        }

        if (system[WindowsFields.EventId].Key < 0)
            return null;
        var slots = ImmutableArray.CreateBuilder<JsonSlot>();
        for (var slot = 0; slot < system.Length; slot++)
            slots.Add(new JsonSlot(WindowsFields.Names[slot], system[slot].Key, FormOf(slot)));
        for (var i = 0; i < read.Length; i++)
        {
            if (read[i].Part == Part.Data)
                slots.Add(new JsonSlot(read[i].Name, i, IsGuid(read[i].Name) ? JsonValueForm.Guid : JsonValueForm.AsWritten));
        }

        var own = slots.Count;
        for (var i = 0; i < read.Length; i++)
        {
            if (read[i].Part == Part.Beside || (read[i].Part == Part.System && system[read[i].Slot].Key != i))
                slots.Add(new JsonSlot(keys.Names[i], i));
        }

        return new JsonPlan(WindowsFields.Family, "", slots.ToImmutable()) { OwnSlots = own, Times = TimesOf(keys) };
    }

    protected static Key System(int slot, int rank = 0) => new(Part.System, slot, "", rank);

    protected static Key Data(string name) => new(Part.Data, -1, name, 0);

    protected static Key Beside { get; } = new(Part.Beside, -1, "", 0);

    protected static Key Hidden { get; } = new(Part.Hidden, -1, "", 0);

    private ImmutableArray<JsonTime> TimesOf(JsonKeys keys) =>
        [.. Times.Select(time => new JsonTime(keys.IndexOf(time.Name), time.Form)).Where(time => time.Key >= 0)];

    private static JsonValueForm FormOf(int slot) => slot switch
    {
        WindowsFields.ProviderGuid or WindowsFields.CorrelationActivityId or WindowsFields.CorrelationRelatedActivityId => JsonValueForm.Guid,
        WindowsFields.Keywords => JsonValueForm.Mask,
        WindowsFields.Level => JsonValueForm.WindowsLevel,
        _ => JsonValueForm.AsWritten,
    };

    // Data of the type GUID; their names end so in all manifests (ProcessGuid, LogonGuid, SourceProcessGUID, SubjectLogonGuid).
    private static bool IsGuid(string name) => name.EndsWith("Guid", StringComparison.OrdinalIgnoreCase);

    /// <summary>A key that was read: the slot of System, or the name of the data.</summary>
    protected readonly record struct Key(Part Part, int Slot, string Name, int Rank);
}
