using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Dwell.Evtx.Records;
using Dwell.Evtx.Rendering;
using Dwell.Evtx.Templates;
using Dwell.Evtx.Values;

namespace Dwell.Tests.Rendering;

/// <summary>
/// The slow twin of both renderers: builds a tree of elements from a record, node by node, then JSON from the tree. No
/// program, no literals, no bytes.
/// </summary>
internal sealed class PlainRenderer(EvtxRecord record)
{
    public static XElement Xml(EvtxRecord record)
    {
        var root = new XElement("root");
        new PlainRenderer(record).Fill(root, 0, forJson: false);
        return root;
    }

    public static JsonNode? Json(EvtxRecord record)
    {
        var root = new XElement("root");
        new PlainRenderer(record).Fill(root, 0, forJson: true);
        return MembersOf(root);
    }

    private void Fill(XElement parent, int instance, bool forJson)
    {
        var nodes = record.Instances[instance].Template.Nodes;
        for (var i = 0; i < nodes.Length;)
            i = Add(parent, instance, nodes, i, forJson);
    }

    private int Add(XElement parent, int instance, ImmutableArray<EvtxNode> nodes, int i, bool forJson)
    {
        var node = nodes[i];
        switch (node.Kind)
        {
            case EvtxNodeKind.Element:
                AddElement(parent, instance, nodes, i, forJson);
                return node.End + 1;
            case EvtxNodeKind.Substitution or EvtxNodeKind.OptionalSubstitution or EvtxNodeKind.Embedded:
                AddValue(parent, instance, node, forJson);
                break;
            case EvtxNodeKind.InstructionTarget or EvtxNodeKind.InstructionData:
                break;
            default:
                parent.Add(new XText(Clean(TextOf(node), forJson)));
                break;
        }

        return i + 1;
    }

    private void AddElement(XElement parent, int instance, ImmutableArray<EvtxNode> nodes, int start, bool forJson)
    {
        var element = nodes[start];
        var made = new XElement(Name(element.Text));
        made.AddAnnotation(element.Text);
        var i = start + 1;
        for (; nodes[i].Kind == EvtxNodeKind.Attribute; i = nodes[i].End)
        {
            var parts = nodes[(i + 1)..nodes[i].End];
            var isDropped = parts is [{ Slot: >= 0 } only] && ValueOf(instance, only).IsNull;
            if (isDropped)
                continue;
            var text = string.Concat(parts.Select(part => part.Slot >= 0 ? TextOf(ValueOf(instance, part), forJson) : TextOf(part)));
            var attribute = new XElement("attribute", Clean(text, forJson));
            attribute.AddAnnotation(parts is [{ Slot: >= 0 } single] ? (object)ValueOf(instance, single) : "text");
            attribute.SetAttributeValue("name", nodes[i].Text);
            if (!forJson)
                made.SetAttributeValue(Name(nodes[i].Text), Clean(text, forJson));
            else
                made.Add(attribute);
        }

        if (!forJson && nodes[i].Slot >= 0 && nodes[i].Kind != EvtxNodeKind.Embedded && i + 1 == element.End
            && ValueOf(instance, nodes[i]) is { IsArray: true, IsNull: false } array)
        {
            foreach (var item in Items(array, forJson))
                parent.Add(new XElement(made.Name, made.Attributes(), Clean(item, forJson)));
            return;
        }

        while (i < element.End)
            i = Add(made, instance, nodes, i, forJson);
        parent.Add(made);
    }

    private void AddValue(XElement parent, int instance, EvtxNode node, bool forJson)
    {
        var value = ValueOf(instance, node);
        if (value.Instance > instance)
        {
            Fill(parent, value.Instance, forJson);
        }
        else if (forJson)
        {
            parent.AddAnnotation(new Typed(node, value, value.IsNull ? null : ToJson(value)));
            if (!value.IsNull && value.Type != EvtxValueType.BinXml)
                parent.Add(new XText(TextOf(value, forJson)));
        }
        else if (value.Type != EvtxValueType.BinXml)
        {
            parent.Add(new XText(Clean(TextOf(value, forJson), forJson)));
        }
    }

    private EvtxValue ValueOf(int instance, EvtxNode node)
    {
        var holder = record.Instances[instance];
        var slot = node.Kind == EvtxNodeKind.Embedded ? holder.ValueCount - holder.Template.Embedded.Length + node.Slot : node.Slot;
        return record.ValueAt(holder, slot);
    }

    private string TextOf(EvtxValue value, bool forJson) =>
        value.IsNull ? "" : value.IsArray ? string.Join(',', Items(value, forJson)) : TextOf(record.BytesOf(value), value.Type, forJson);

    private List<string> Items(EvtxValue value, bool forJson)
    {
        var items = new List<string>();
        foreach (var item in new ArrayItems(record.BytesOf(value), value.Type))
            items.Add(TextOf(item, value.Type & ~EvtxValueType.Array, forJson));
        return items;
    }

    private static string TextOf(ReadOnlySpan<byte> bytes, EvtxValueType type, bool forJson)
    {
        if (!forJson && type is EvtxValueType.FileTime or EvtxValueType.SystemTime && ValueText.TryReadTicks(bytes, type, out var ticks))
            return new DateTime(ticks).ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);
        return ValueText.ToText(bytes, type);
    }

    private JsonNode? ToJson(EvtxValue value)
    {
        if (!value.IsArray)
            return ToJson(record.BytesOf(value), value.Type);
        var array = new JsonArray();
        foreach (var item in new ArrayItems(record.BytesOf(value), value.Type))
            array.Add(ToJson(item, value.Type & ~EvtxValueType.Array));
        return array;
    }

    private static JsonNode? ToJson(ReadOnlySpan<byte> bytes, EvtxValueType type)
    {
        var text = ValueText.ToText(bytes, type);
        return type switch
        {
            EvtxValueType.Null => null,
            EvtxValueType.Bool when text is "true" or "false" => JsonValue.Create(text == "true"),
            >= EvtxValueType.Int8 and <= EvtxValueType.UInt64 when ValueSizes.FixedSizeOf(type) == bytes.Length => JsonNode.Parse(text),
            EvtxValueType.String => JsonValue.Create(Clean(text.TrimEnd(), forJson: true)),
            _ => JsonValue.Create(Clean(text, forJson: true)),
        };
    }

    private static JsonObject? MembersOf(XElement parent)
    {
        var members = new JsonObject();
        var children = parent.Elements().Where(child => child.Annotation<string>() is not null && child.Name != "attribute").ToList();
        foreach (var group in children.GroupBy(KeyOf))
        {
            var isPlain = group.All(child => child.Annotation<string>() == "Data" && NameOfData(child) is null);
            if (group.Count() == 1)
            {
                var only = ValueOf(group.Single());
                members.Add(group.Key, isPlain && only is JsonArray ? new JsonObject { ["#text"] = only } : only);
                continue;
            }

            var array = new JsonArray();
            foreach (var child in group)
            {
                if (ValueOf(child) is JsonArray items && child.Annotation<Typed>() is not null)
                    items.ToList().ForEach(item => array.Add(item?.DeepClone()));
                else
                    array.Add(ValueOf(child));
            }

            members.Add(group.Key, isPlain ? new JsonObject { ["#text"] = array } : array);
        }

        return members.Count == 0 ? null : members;
    }

    private static JsonNode? ValueOf(XElement element)
    {
        var attributes = new JsonObject();
        foreach (var attribute in element.Elements("attribute").Where(item => item.Attribute("name") is not null))
        {
            var name = attribute.Attribute("name")!.Value;
            if (name == "Name" && NameOfData(element) is not null)
                continue;
            var isTyped = attribute.Annotation<object>() is EvtxValue { Type: not EvtxValueType.String } typed
                && (typed.Type is >= EvtxValueType.Int8 and <= EvtxValueType.UInt64 or EvtxValueType.Bool);
            attributes.Add(name, isTyped ? JsonNode.Parse(attribute.Value) : JsonValue.Create(TrimmedAttribute(attribute)));
        }

        var members = MembersOf(element);
        var typedValues = element.Annotations<Typed>().Where(item => item.Node.DeclaredType != EvtxValueType.BinXml).ToList();
        var texts = element.Nodes().OfType<XText>().Select(item => item.Value).ToList();
        var text = typedValues.Count == 1 && texts.Count <= 1 && (texts.Count == 0 || !typedValues[0].Value.IsNull)
            ? typedValues[0].Json?.DeepClone()
            : texts.Count > 0 ? JsonValue.Create(Clean(string.Concat(texts), forJson: true)) : null;
        if (members is null)
        {
            if (attributes.Count == 0)
                return text;
            var leaf = new JsonObject { ["#attributes"] = attributes };
            if (typedValues.Count > 0 || texts.Count > 0)
                leaf["#text"] = text;
            return leaf;
        }

        if (attributes.Count > 0)
            members.Insert(0, "#attributes", attributes);
        if (typedValues.Count > 0 || texts.Any(item => !string.IsNullOrWhiteSpace(item)))
            members["#text"] = text;
        return members;
    }

    private static string TrimmedAttribute(XElement attribute) =>
        attribute.Annotation<object>() is EvtxValue { Type: EvtxValueType.String } ? attribute.Value.TrimEnd() : attribute.Value;

    private static string KeyOf(XElement element) => NameOfData(element) ?? element.Annotation<string>()!;

    private static string? NameOfData(XElement element) => element.Annotation<string>() == "Data"
        && element.Elements("attribute").FirstOrDefault(item => item.Attribute("name")?.Value == "Name") is { } name
        && name.Annotation<object>() is string
        ? name.Value
        : null;

    private static string TextOf(EvtxNode node) => node.Kind == EvtxNodeKind.EntityReference ? XmlEntities.TextOf(node.Text) : node.Text;

    private static XName Name(string name)
    {
        var clean = XmlNames.Clean(name).Replace(':', '_');
        return XName.Get(clean == "xmlns" ? "xmlns_" : clean);
    }

    /// <summary>What the target can't hold becomes U+FFFD.</summary>
    private static string Clean(string text, bool forJson)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var isHeld = forJson || rune.Value is '\t' or '\n' or '\r' or (>= ' ' and not (0xFFFE or 0xFFFF));
            clean.Append(isHeld ? rune.ToString() : "\uFFFD");
        }

        return clean.ToString();
    }

    private sealed record Typed(EvtxNode Node, EvtxValue Value, JsonNode? Json);
}
