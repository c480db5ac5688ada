using Dwell.Evtx;
using Dwell.Evtx.Damage;
using Dwell.Evtx.Fields;

namespace Dwell.Tests.Templates;

public sealed class BinXmlTests
{
    [Fact]
    public void Reads_text_cdata_references_and_instructions()
    {
        var reader = new BinXmlBytes()
            .Open("Event").CloseStart()
            .Open("EventData").CloseStart()
            .Open("Data", hasAttributes: true).Attribute("Name").Value("X").CloseStart()
            .Value("a<").Raw(0x07).Counted("c]]>d").Raw(0x08).U16('é').Raw(0x09).Name("amp").Raw(0x09).Name("own")
            .Raw(0x0A).Name("pi").Raw(0x0B).Counted("do ?> it")
            .End().End().End().Raw(0).Read();
        Assert.Empty(reader.Diagnostics);
        Assert.False(reader.Record.Partial);
        Assert.Equal(
            "<Event><EventData><Data Name=\"X\">a&lt;c]]&gt;dé&amp;&amp;own;<?pi do ? &gt; it?></Data></EventData></Event>",
            EvtxFiles.Xml(reader.Record));
        Assert.Equal("{\"Event\":{\"EventData\":{\"X\":\"a<c]]>dé&&own;\"}}}", EvtxFiles.Json(reader.Record));
        Assert.Equal("X", Assert.Single(EvtxFieldLayout.Of(reader.Record).Fields).Name);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Reads_elements_with_and_without_dependency_ids(bool hasDependencyId)
    {
        var reader = new BinXmlBytes()
            .Open("Event", hasDependencyId: hasDependencyId).CloseStart()
            .Open("Inner", hasDependencyId: hasDependencyId).CloseEmpty()
            .End().Raw(0).Read();
        Assert.Equal("<Event><Inner/></Event>", EvtxFiles.Xml(reader.Record));
    }

    [Fact]
    public void Siblings_of_one_name_are_one_array_in_their_order()
    {
        var reader = new BinXmlBytes()
            .Open("Event").CloseStart()
            .Open("EventData").CloseStart()
            .Open("Data").CloseStart().Value("one").End()
            .Open("Binary").CloseEmpty()
            .Open("Data").CloseStart().Value("two").End()
            .End()
            .Open("UserData").CloseStart()
            .Open("Header").CloseStart().Value("h1").End()
            .Open("Header", hasAttributes: true).Attribute("k").Value("v").CloseStart().Value("h2").End()
            .End().End().Raw(0).Read();
        Assert.Equal(
            "{\"Event\":{\"EventData\":{\"Data\":{\"#text\":[\"one\",\"two\"]},\"Binary\":null},"
            + "\"UserData\":{\"Header\":[\"h1\",{\"#attributes\":{\"k\":\"v\"},\"#text\":\"h2\"}]}}}",
            EvtxFiles.Json(reader.Record));
        Assert.Equal(
            ["Data", "Binary", "Data", "Header", "Header_k", "Header"],
            EvtxFieldLayout.Of(reader.Record).Fields.Select(field => field.Name));
    }

    [Fact]
    public void Two_attributes_of_one_name_get_two_names()
    {
        var reader = new BinXmlBytes()
            .Open("Event", hasAttributes: true).Attribute("a").Value("1").Attribute("a").Value("2").CloseEmpty().Raw(0).Read();
        Assert.Matches("^<Event a=\"1\" a_\\d+=\"2\"/>$", EvtxFiles.Xml(reader.Record));
    }

    [Fact]
    public void Elements_left_open_are_closed_and_reported()
    {
        var reader = new BinXmlBytes().Open("Event").CloseStart().Open("System").CloseStart().Value("x").Read();
        Assert.Equal("<Event><System>x</System></Event>", EvtxFiles.Xml(reader.Record));
        Assert.True(reader.Record.Partial);
        Assert.Equal(EvtxDiagnosticCodes.TemplateDamaged, Assert.Single(reader.Diagnostics).Code);
    }

    [Fact]
    public void Elements_nested_deeper_than_the_limit_are_cut_and_reported()
    {
        var bytes = new BinXmlBytes();
        for (var i = 0; i < EvtxLimits.ElementDepth + 10; i++)
            bytes.Open("e").CloseStart();
        var reader = bytes.Read();
        Assert.Equal(EvtxDiagnosticCodes.TemplateDamaged, Assert.Single(reader.Diagnostics).Code);
        Assert.Equal(EvtxLimits.ElementDepth, EvtxFiles.Xml(reader.Record).Split("<e").Length - 1);
    }

    [Fact]
    public void A_missing_template_leaves_its_values_readable()
    {
        // Token, 1, id, an offset where no definition is, two values: text and number.
        var reader = new BinXmlBytes()
            .Raw(0x0C, 1).U32(0x1234).U32(60_000).U32(2).U16(4).U16(1).U16(4).U16(8)
            .Raw((byte)'h', 0, (byte)'i', 0).U32(42).Read();
        Assert.True(reader.Record.Partial);
        Assert.Equal(EvtxDiagnosticCodes.TemplateMissing, Assert.Single(reader.Diagnostics).Code);
        Assert.Equal("{\"Event\":{\"EventData\":{\"Data\":{\"#text\":[\"hi\",42]}}}}", EvtxFiles.Json(reader.Record));
    }

    [Fact]
    public void A_template_that_names_itself_as_a_value_ends()
    {
        // The instance's only value is BinXML, and that BinXML is an instance with the same missing template, and so on.
        var bytes = new BinXmlBytes();
        for (var depth = 0; depth < EvtxLimits.InstanceDepth + 4; depth++)
            bytes.Raw(0x0C, 1).U32(1).U32(60_000).U32(1).U16(18 * (EvtxLimits.InstanceDepth + 3 - depth)).U16(0x21);
        var reader = bytes.Read();
        Assert.Contains(reader.Diagnostics, item => item.Code == EvtxDiagnosticCodes.LimitHit);
        Assert.NotEmpty(EvtxFiles.Json(reader.Record));
    }
}
