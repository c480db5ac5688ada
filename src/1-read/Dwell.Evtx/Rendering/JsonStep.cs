namespace Dwell.Evtx.Rendering;

/// <summary>What a <see cref="JsonStep"/> does before its literal is written.</summary>
internal enum JsonStepKind : byte
{
    /// <summary>Nothing.</summary>
    Literal,

    /// <summary>A comma, unless the object has just begun.</summary>
    Comma,

    /// <summary>The key of a root element, with a number when its neighbours have the same.</summary>
    RootKey,

    /// <summary>The value of a slot with its own JSON type.</summary>
    Value,

    /// <summary>The same as one of several values in brackets: an array's items stand beside the others.</summary>
    Item,

    /// <summary>The same for <c>Data</c> without a name: an array is <c>{"#text":[…]}</c>.</summary>
    PlainData,

    /// <summary>The text of a slot inside quotes.</summary>
    Text,

    /// <summary>Attributes begin.</summary>
    AttributesBegin,

    /// <summary>An attribute, left out when the slot is null; its key is the extra literal.</summary>
    Attribute,

    /// <summary>Attributes end, nothing follows: without one the element is null.</summary>
    AttributesEnd,

    /// <summary>Attributes end, a text follows: without attributes it stands alone.</summary>
    AttributesEndText,

    /// <summary>The text after <see cref="AttributesEndText"/> ends.</summary>
    TextEnd,

    /// <summary>Attributes end, children follow.</summary>
    AttributesEndChildren,

    /// <summary>An object ends; an empty one becomes null.</summary>
    ChildrenEnd,

    /// <summary>The elements inside the value of a slot, as members.</summary>
    Members,
}

/// <summary>
/// One step: what its kind says, then the literal from <paramref name="Start"/> to <paramref name="End"/>.
/// <paramref name="Slot"/> is negative for an embedded instance: minus its number minus one.
/// <paramref name="Holder"/> counts in <see cref="JsonProgram.Holders"/>.
/// </summary>
internal readonly record struct JsonStep(JsonStepKind Kind, int Slot, int Holder, int Start, int End, int ExtraStart, int ExtraEnd);

/// <summary>
/// A value whose elements become members of an object: what else the object has, so that no key comes twice.
/// <paramref name="Earlier"/> are the slots of values that add to the same object before.
/// </summary>
internal sealed record JsonHolder(string[] Siblings, int[] Earlier);
