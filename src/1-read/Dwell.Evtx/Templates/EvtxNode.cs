using Dwell.Evtx.Values;

namespace Dwell.Evtx.Templates;

/// <summary>What a node of a template is.</summary>
public enum EvtxNodeKind : byte
{
    /// <summary>An element begins: its attributes follow, then its content, then its <see cref="ElementEnd"/>.</summary>
    Element,

    /// <summary>The element that began last and has not ended, ends.</summary>
    ElementEnd,

    /// <summary>An attribute begins: its value is the text and substitutions up to <see cref="EvtxNode.End"/>.</summary>
    Attribute,

    /// <summary>Text.</summary>
    Text,

    /// <summary>The value of a slot; a null value shows as nothing.</summary>
    Substitution,

    /// <summary>The value of a slot; an attribute whose only value is a null one is left out.</summary>
    OptionalSubstitution,

    /// <summary>A template instance that stands in the template itself rather than in a value.</summary>
    Embedded,

    /// <summary>A CDATA section.</summary>
    CData,

    /// <summary>A character reference; the character is the text.</summary>
    CharacterReference,

    /// <summary>An entity reference; the entity's name is the text.</summary>
    EntityReference,

    /// <summary>The target of a processing instruction.</summary>
    InstructionTarget,

    /// <summary>The data of the processing instruction that began before.</summary>
    InstructionData,
}

/// <summary>
/// One step of a compiled template. <paramref name="Text"/> is a name (elements, attributes, entities, targets) or a
/// text. <paramref name="Slot"/> is the number of the value for substitutions, of the embedded instance for
/// <see cref="EvtxNodeKind.Embedded"/>, else -1. <paramref name="End"/> is, for elements, the index of their
/// <see cref="EvtxNodeKind.ElementEnd"/>; for attributes the index behind their value.
/// </summary>
public readonly record struct EvtxNode(EvtxNodeKind Kind, string Text, int Slot, EvtxValueType DeclaredType, int End);
