using System.Collections.Immutable;

namespace Dwell.Evtx.Fields;

/// <summary>Which part of an event a field belongs to.</summary>
public enum EvtxSection
{
    /// <summary><c>Event/System</c>.</summary>
    System,

    /// <summary><c>Event/EventData</c>.</summary>
    EventData,

    /// <summary><c>Event/UserData</c>.</summary>
    UserData,

    /// <summary>Anything else: <c>RenderingInfo</c>, <c>DebugData</c>, ….</summary>
    Other,
}

/// <summary>
/// A field of an event as a flat name and what its value is made of. A field with no part is an element without
/// content. <paramref name="IsAttribute"/>: when its only part has no value, the field is absent rather than empty.
/// </summary>
public sealed record EvtxField(string Name, EvtxSection Section, bool IsAttribute, ImmutableArray<EvtxFieldPart> Parts);

/// <summary>A text (then <paramref name="Instance"/> is -1), or the value at a slot of the instance of that number.</summary>
public readonly record struct EvtxFieldPart(string Text, int Instance, int Slot);
