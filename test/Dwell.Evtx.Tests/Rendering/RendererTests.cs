using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Dwell.Evtx.Records;

namespace Dwell.Tests.Rendering;

public sealed class RendererTests
{
    [SharedFact]
    public void Xml_and_json_of_all_samples_equal_what_the_plain_renderer_gives()
    {
        var compared = 0;
        foreach (var path in EvtxFiles.Shared())
        {
            EvtxFiles.ReadFile(path, record =>
            {
                // The large files say the same thing many times; every seventh of their records is enough.
                if (record.OffsetInChunk % 7 != 0)
                    return;
                Compare(record, path);
                compared++;
            });
        }

        Assert.True(compared > 2000, $"only {compared} records were compared");
    }

    internal static void Compare(EvtxRecord record, string what)
    {
        var json = EvtxFiles.Json(record);
        var parsed = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 256 });
        var expected = PlainRenderer.Json(record);
        Assert.True(JsonNode.DeepEquals(parsed, expected), $"{what} {record.Offset}\n{json}\n{expected?.ToJsonString()}");
        var xml = ParseXml(EvtxFiles.Xml(record));
        var plain = PlainRenderer.Xml(record);
        Assert.True(XNode.DeepEquals(Normal(xml), Normal(plain)), $"{what} {record.Offset}\n{xml}\n{plain}");
    }

    /// <summary>Without namespaces: the plain renderer writes declarations as ordinary attributes.</summary>
    private static XElement ParseXml(string xml)
    {
        using var reader = new XmlTextReader(new StringReader("<root>" + xml + "</root>")) { Namespaces = false, WhitespaceHandling = WhitespaceHandling.All };
        var document = new XmlDocument { PreserveWhitespace = true };
        document.Load(reader);
        return Copy(document.DocumentElement!);
    }

    private static XElement Copy(XmlElement element)
    {
        var copy = new XElement(PlainName(element.Name));
        foreach (XmlAttribute attribute in element.Attributes)
            copy.SetAttributeValue(PlainName(attribute.Name), attribute.Value);
        foreach (XmlNode child in element.ChildNodes)
        {
            if (child is XmlElement nested)
                copy.Add(Copy(nested));
            else if (child is XmlCharacterData text)
                copy.Add(new XText(text.Value ?? ""));
        }

        return copy;
    }

    private static string PlainName(string name) => name.Replace(':', '_') is var clean && clean == "xmlns" ? "xmlns_" : clean;

    /// <summary>Adjacent texts are one; empty ones are none.</summary>
    private static XElement Normal(XElement element)
    {
        var normal = new XElement(element.Name, element.Attributes().Select(item => new XAttribute(item.Name, item.Value)));
        foreach (var node in element.Nodes())
        {
            if (node is XElement child)
                normal.Add(Normal(child));
            else if (node is XText { Value.Length: > 0 } text)
                normal.Add(text.Value);
        }

        return normal;
    }
}
