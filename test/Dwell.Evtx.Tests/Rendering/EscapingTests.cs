using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Dwell.Evtx.Rendering;

namespace Dwell.Tests.Rendering;

public sealed class EscapingTests
{
    private static readonly string[] Alphabet =
        ["a", "Z", "0", " ", "~", "\x7F", "\"", "\\", "<", ">", "&", "'", "\n", "\r", "\t", "\x01", "\0", "é", "中", "\uFFFE", "\uD83D\uDE00", "\uD800", "\uDC00"];

    [Fact]
    public void All_vector_widths_find_what_the_plain_loop_finds()
    {
        var random = new Random(11);
        for (var round = 0; round < 4000; round++)
        {
            var text = RandomText(random, random.Next(0, 100), special: random.Next(3));
            CompareWidths<JsonSpecials>(text);
            CompareWidths<XmlTextSpecials>(text);
            CompareWidths<XmlAttributeSpecials>(text);
        }
    }

    [Fact]
    public void A_json_reader_gets_the_text_back()
    {
        var random = new Random(12);
        for (var round = 0; round < 2000; round++)
        {
            var text = RandomText(random, random.Next(0, 90), special: random.Next(3));
            using var output = new Utf8Output();
            output.Append((byte)'"');
            Utf8Escaping.Append<JsonSpecials>(output, text);
            output.Append((byte)'"');
            Assert.Equal(Replaced(text, forXml: false), JsonSerializer.Deserialize<string>(output.Written));
        }
    }

    [Fact]
    public void An_xml_reader_gets_the_text_back_from_content_and_attributes()
    {
        var random = new Random(13);
        for (var round = 0; round < 2000; round++)
        {
            var text = RandomText(random, random.Next(0, 90), special: random.Next(3));
            using var output = new Utf8Output();
            output.Append("<a b=\""u8);
            Utf8Escaping.Append<XmlAttributeSpecials>(output, text);
            output.Append("\">"u8);
            Utf8Escaping.Append<XmlTextSpecials>(output, text);
            output.Append("</a>"u8);
            var read = XElement.Parse(Encoding.UTF8.GetString(output.Written), LoadOptions.PreserveWhitespace);
            Assert.Equal(Replaced(text, forXml: true), read.Value);
            Assert.Equal(Replaced(text, forXml: true), read.Attribute("b")!.Value);
        }
    }

    [Fact]
    public void Names_that_are_none_cannot_bring_markup() =>
        Assert.Equal("a__onload__1__", XmlNames.Clean("a> onload='1'/"));

    private static void CompareWidths<TSpecials>(string text)
        where TSpecials : struct, ISpecials
    {
        var expected = 0;
        var room = new byte[text.Length + 64];
        var isFound = Utf8Escaping.CopyPlainOne<TSpecials>(text, room, ref expected);
        var plain = room[..expected];
        foreach (var width in new[] { 512, 128 })
        {
            var done = 0;
            var wide = new byte[text.Length + 64];
            var isFoundWide = width == 512
                ? Utf8Escaping.CopyPlain512<TSpecials>(text, wide, ref done)
                : Utf8Escaping.CopyPlain128<TSpecials>(text, wide, ref done);
            if (!isFoundWide)
                isFoundWide = Utf8Escaping.CopyPlainOne<TSpecials>(text, wide, ref done);
            Assert.Equal((isFound, expected), (isFoundWide, done));
            Assert.Equal(plain, wide[..done]);
        }
    }

    private static string RandomText(Random random, int length, int special)
    {
        var text = new StringBuilder();
        for (var i = 0; i < length; i++)
            text.Append(special == 0 || random.Next(10 * special) > 0 ? (char)random.Next('a', 'z') : Alphabet[random.Next(Alphabet.Length)]);
        return text.ToString();
    }

    private static string Replaced(string text, bool forXml)
    {
        var replaced = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var isHeld = !forXml || rune.Value is '\t' or '\n' or '\r' or (>= ' ' and not (0xFFFE or 0xFFFF));
            replaced.Append(isHeld ? rune.ToString() : "\uFFFD");
        }

        return replaced.ToString();
    }
}
