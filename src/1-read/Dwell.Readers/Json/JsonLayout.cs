using System.Collections.Immutable;
using System.Text;
using Dwell.Model.Records;

namespace Dwell.Readers.Json;

/// <summary>A plan with its shape: where each field of the record goes.</summary>
internal sealed class JsonLayout
{
    private readonly int[] _slots;
    private readonly JsonValueForm[] _forms;

    public JsonLayout(JsonPlan plan, int keys, ShapeTable shapes)
    {
        Shape = shapes.Intern(plan.Family, plan.Source, [.. plan.Slots.Select(slot => slot.Name)], plan.IdSlot, plan.OwnSlots);
        Times = plan.Times;
        Message = plan.Message;
        _slots = new int[keys];
        _forms = new JsonValueForm[keys];
        Array.Fill(_slots, -1);
        for (var slot = 0; slot < plan.Slots.Length; slot++)
        {
            if (plan.Slots[slot].Key < 0)
                continue;
            _slots[plan.Slots[slot].Key] = slot;
            _forms[plan.Slots[slot].Key] = plan.Slots[slot].Form;
        }

        Constants = [.. plan.Slots.Select((slot, i) => (slot.Text, i)).Where(pair => pair.Text is not null).Select(pair => (pair.i, Encoding.UTF8.GetBytes(pair.Text!)))];
    }

    public Shape Shape { get; }

    public ImmutableArray<JsonTime> Times { get; }

    /// <summary>For a logging service's messages: where their parts stand.</summary>
    public JsonMessage? Message { get; }

    /// <summary>Values that every record of the plan has.</summary>
    public ImmutableArray<(int Slot, byte[] Value)> Constants { get; }

    /// <summary>The slot of a field of the record; -1 when it is not seen.</summary>
    public int SlotAt(int position) => _slots[position];

    public JsonValueForm FormAt(int position) => _forms[position];
}
