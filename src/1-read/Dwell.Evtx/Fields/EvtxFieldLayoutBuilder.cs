using System.Collections.Immutable;
using Dwell.Evtx.Records;
using Dwell.Evtx.Templates;
using Dwell.Evtx.Values;

namespace Dwell.Evtx.Fields;

/// <summary>Walks the templates of one record and names what it finds.</summary>
internal sealed class EvtxFieldLayoutBuilder(EvtxRecord record)
{
    private const int SectionDepth = 1;
    private readonly List<string> _path = [];

    public List<EvtxField> Fields { get; } = [];

    public List<EvtxFieldLayout.Link> Links { get; } = [];

    public void Build() => WalkInstance(0);

    private void WalkInstance(int instance)
    {
        var nodes = record.Instances[instance].Template.Nodes;
        for (var i = 0; i < nodes.Length; i++)
            i = nodes[i].Kind == EvtxNodeKind.Element ? WalkElement(instance, nodes, i) : WalkNested(instance, nodes, i);
    }

    /// <summary>Returns the index of the element's end.</summary>
    private int WalkElement(int instance, ImmutableArray<EvtxNode> nodes, int start)
    {
        var element = nodes[start];
        _path.Add(element.Text);
        var i = start + 1;
        string? dataName = null;
        var attributes = 0;
        for (; nodes[i].Kind == EvtxNodeKind.Attribute; i = nodes[i].End)
        {
            var parts = PartsOf(instance, nodes, i + 1, nodes[i].End);
            if (IsDataName(nodes[i].Text) && parts.All(part => part.Instance < 0))
                dataName = string.Concat(parts.Select(part => part.Text));
            else if (AddAttribute(nodes[i].Text, parts))
                attributes++;
        }

        var isLeaf = true;
        for (var content = i; content < element.End; content++)
        {
            var nested = WalkNestedOrElement(instance, nodes, content);
            if (nested < 0)
                continue;
            isLeaf = false;
            content = nested;
        }

        if (isLeaf)
            AddLeaf(dataName, PartsOf(instance, nodes, i, element.End), attributes);
        _path.RemoveAt(_path.Count - 1);
        return element.End;
    }

    /// <summary>Returns the index to go on behind, or -1 when the node is text or a value of the element itself.</summary>
    private int WalkNestedOrElement(int instance, ImmutableArray<EvtxNode> nodes, int i)
    {
        if (nodes[i].Kind == EvtxNodeKind.Element)
            return WalkElement(instance, nodes, i);
        return ChildOf(instance, nodes[i]) > 0 || nodes[i].DeclaredType == EvtxValueType.BinXml
            ? WalkNested(instance, nodes, i)
            : -1;
    }

    private int WalkNested(int instance, ImmutableArray<EvtxNode> nodes, int i)
    {
        var child = ChildOf(instance, nodes[i]);
        if (nodes[i].Slot >= 0)
            Links.Add(new EvtxFieldLayout.Link(instance, SlotOf(instance, nodes[i]), child));

        // Children have higher numbers than their parents, so this ends.
        if (child > instance)
            WalkInstance(child);
        return i;
    }

    private int ChildOf(int instance, EvtxNode node) =>
        node.Slot >= 0 ? record.ValueAt(record.Instances[instance], SlotOf(instance, node)).Instance : 0;

    /// <summary>Embedded instances lie behind the values of the record.</summary>
    private int SlotOf(int instance, EvtxNode node)
    {
        var (template, _, count, _) = record.Instances[instance];
        return node.Kind == EvtxNodeKind.Embedded ? count - template.Embedded.Length + node.Slot : node.Slot;
    }

    private static ImmutableArray<EvtxFieldPart> PartsOf(int instance, ImmutableArray<EvtxNode> nodes, int from, int to)
    {
        var parts = ImmutableArray.CreateBuilder<EvtxFieldPart>();
        for (var i = from; i < to; i++)
        {
            if (nodes[i].Kind is EvtxNodeKind.Substitution or EvtxNodeKind.OptionalSubstitution)
                parts.Add(new EvtxFieldPart("", instance, nodes[i].Slot));
            else if (TextOf(nodes[i]) is { Length: > 0 } text)
                parts.Add(new EvtxFieldPart(text, -1, -1));
        }

        return parts.ToImmutable();
    }

    private static string TextOf(EvtxNode node) => node.Kind switch
    {
        EvtxNodeKind.Text or EvtxNodeKind.CData or EvtxNodeKind.CharacterReference => node.Text,
        EvtxNodeKind.EntityReference => XmlEntities.TextOf(node.Text),
        _ => "",
    };

    private bool AddAttribute(string name, ImmutableArray<EvtxFieldPart> parts)
    {
        if (name.StartsWith("xmlns", StringComparison.Ordinal))
            return false;
        Fields.Add(new EvtxField(Qualified(_path[^1] + "_" + name), Section, IsAttribute: true, parts));
        return true;
    }

    private void AddLeaf(string? dataName, ImmutableArray<EvtxFieldPart> parts, int attributes)
    {
        // <Correlation/> and <Execution ProcessID=…/> are there for their attributes; <EventData/> is an empty section.
        if (parts.IsEmpty && (attributes > 0 || Section == EvtxSection.System || _path.Count <= SectionDepth + 1))
            return;
        Fields.Add(new EvtxField(dataName ?? Qualified(_path[^1]), Section, IsAttribute: false, parts));
    }

    private bool IsDataName(string attribute) =>
        attribute == "Name" && Section == EvtxSection.EventData && _path[^1] is ("Data" or "ComplexData");

    /// <summary>Names outside of the three sections carry the section's, so that they can't be taken for those of System.</summary>
    private string Qualified(string name) =>
        Section == EvtxSection.Other && _path.Count > SectionDepth + 1 ? _path[SectionDepth] + "_" + name : name;

    private EvtxSection Section => _path.Count <= SectionDepth ? EvtxSection.Other : _path[SectionDepth] switch
    {
        "System" => EvtxSection.System,
        "EventData" => EvtxSection.EventData,
        "UserData" => EvtxSection.UserData,
        _ => EvtxSection.Other,
    };
}
