using System.Collections.Immutable;
using Dwell.Evtx.Fields;
using Dwell.Evtx.Records;
using Dwell.Model.Records;

namespace Dwell.Readers.Windows;

/// <summary>
/// Where the values of a shape lie in records of one combination of templates. Slots 0 to 18 are
/// <see cref="WindowsFields.Names"/>; a record without one of these has no field there. The others follow in document order.
/// </summary>
internal sealed class WindowsLayout
{
    private readonly EvtxFieldLayout _fields;

    public WindowsLayout(EvtxRecord record, ShapeTable shapes)
    {
        _fields = EvtxFieldLayout.Of(record);
        var slots = new List<EvtxField?>(new EvtxField?[WindowsFields.Count]);
        foreach (var field in _fields.Fields)
        {
            var system = field.Section == EvtxSection.System ? SystemSlotOf(field.Name) : -1;
            if (system >= 0 && slots[system] is null)
                slots[system] = field;
            else
                slots.Add(field);
        }

        Slots = [.. slots];
        Shape = shapes.Intern(WindowsFields.Family, [.. WindowsFields.Names, .. slots.Skip(WindowsFields.Count).Select(field => field!.Name)]);
    }

    /// <summary>The shape, shared with other layouts of the same names.</summary>
    public Shape Shape { get; }

    /// <summary>What each slot of the shape is made of; null where these records lack the field.</summary>
    public ImmutableArray<EvtxField?> Slots { get; }

    /// <summary>True when the record has the same templates, so that this is its layout.</summary>
    public bool Matches(EvtxRecord record) => _fields.Matches(record);

    /// <summary>The time is the attribute SystemTime of TimeCreated; the model names the slot for the element.</summary>
    private static int SystemSlotOf(string name) =>
        name == "TimeCreated_SystemTime" ? WindowsFields.TimeCreated : WindowsFields.Names.IndexOf(name);
}
