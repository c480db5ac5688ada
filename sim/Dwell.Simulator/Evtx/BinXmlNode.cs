using System.Collections.Immutable;

namespace Dwell.Simulator.Evtx;

/// <summary>A part of a template definition.</summary>
internal abstract record BinXmlNode;

/// <summary>Fixed text.</summary>
internal sealed record BinXmlText(string Text) : BinXmlNode;

/// <summary>
/// A place that each record fills. An optional one vanishes together with its attribute or element when its value
/// is null.
/// </summary>
internal sealed record BinXmlSlot(int Index, EventValueType Type, bool Optional) : BinXmlNode;

/// <summary>An attribute; the value is a text or a slot.</summary>
internal sealed record BinXmlAttribute(string Name, BinXmlNode Value);

/// <summary>An element. With a dependency it is there only when that slot has a value.</summary>
internal sealed record BinXmlElement(
    string Name, ImmutableArray<BinXmlAttribute> Attributes, ImmutableArray<BinXmlNode> Content,
        int? DependsOn = null) : BinXmlNode;
