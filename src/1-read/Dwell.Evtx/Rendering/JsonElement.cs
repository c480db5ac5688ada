using System.Collections.Immutable;
using Dwell.Evtx.Templates;
using Dwell.Evtx.Values;

namespace Dwell.Evtx.Rendering;

/// <summary>
/// An element of a template as JSON sees it: a key, attributes, content. Children of one key are gathered, since an
/// object can't name a key twice.
/// </summary>
internal sealed class JsonElement(string key, bool isPlainData)
{
    private readonly Dictionary<string, JsonGroup> _groupsByKey = new(StringComparer.Ordinal);

    /// <summary>The name of the element; for <c>Data Name="X"</c> it is X.</summary>
    public string Key { get; } = key;

    /// <summary>True for <c>Data</c> without a name: several are written as <c>"Data":{"#text":[…]}</c>.</summary>
    public bool IsPlainData { get; } = isPlainData;

    public List<(string Name, ImmutableArray<EvtxNode> Parts)> Attributes { get; } = [];

    /// <summary>Texts and values that are the element's own.</summary>
    public List<EvtxNode> Parts { get; } = [];

    /// <summary>Child elements by key, in the order of their first; and values that hold elements, as groups without a child.</summary>
    public List<JsonGroup> Groups { get; } = [];

    public bool IsContainer => Groups.Count > 0;

    /// <summary>The children of a template's root: as a rule one element.</summary>
    public static JsonElement OfRoot(EvtxTemplate template)
    {
        var root = new JsonElement("", isPlainData: false);
        var nodes = template.Nodes;
        for (var i = 0; i < nodes.Length;)
            i = root.AddContent(nodes, i);
        return root;
    }

    private int AddContent(ImmutableArray<EvtxNode> nodes, int i)
    {
        var node = nodes[i];
        if (node.Kind == EvtxNodeKind.Element)
            return AddChild(nodes, i);
        var holdsElements = node.Kind == EvtxNodeKind.Embedded || (node.Slot >= 0 && node.DeclaredType == EvtxValueType.BinXml);
        if (holdsElements)
            Groups.Add(new JsonGroup("", node));
        else if (node.Slot >= 0 || TextOf(node).Length > 0)
            Parts.Add(node);
        return i + 1;
    }

    private int AddChild(ImmutableArray<EvtxNode> nodes, int start)
    {
        var node = nodes[start];
        var nameOfData = node.Text == "Data" ? NameAttributeOf(nodes, start) : null;
        var child = new JsonElement(nameOfData ?? node.Text, node.Text == "Data" && nameOfData is null);
        var i = start + 1;
        for (; nodes[i].Kind == EvtxNodeKind.Attribute; i = nodes[i].End)
        {
            if (nameOfData is null || nodes[i].Text != "Name")
                child.Attributes.Add((nodes[i].Text, nodes[(i + 1)..nodes[i].End]));
        }

        while (i < node.End)
            i = child.AddContent(nodes, i);
        GroupOf(child.Key).Children.Add(child);
        return node.End + 1;
    }

    /// <summary>The value of <c>Name</c> when it stands in the template; null when there is none or a record gives it.</summary>
    private static string? NameAttributeOf(ImmutableArray<EvtxNode> nodes, int element)
    {
        for (var i = element + 1; nodes[i].Kind == EvtxNodeKind.Attribute; i = nodes[i].End)
        {
            var parts = nodes[(i + 1)..nodes[i].End];
            if (nodes[i].Text == "Name" && parts.All(part => part.Slot < 0))
                return string.Concat(parts.Select(TextOf));
        }

        return null;
    }

    public static string TextOf(EvtxNode node) => node.Kind switch
    {
        EvtxNodeKind.Text or EvtxNodeKind.CData or EvtxNodeKind.CharacterReference => node.Text,
        EvtxNodeKind.EntityReference => XmlEntities.TextOf(node.Text),
        _ => "",
    };

    private JsonGroup GroupOf(string childKey)
    {
        if (_groupsByKey.TryGetValue(childKey, out var known))
            return known;
        var added = new JsonGroup(childKey, null);
        _groupsByKey.Add(childKey, added);
        Groups.Add(added);
        return added;
    }
}

/// <summary>The children that share a key; or, with <paramref name="holder"/>, a value that brings elements of its own.</summary>
internal sealed class JsonGroup(string key, EvtxNode? holder)
{
    public string Key { get; } = key;

    public EvtxNode? Holder { get; } = holder;

    public List<JsonElement> Children { get; } = [];
}
