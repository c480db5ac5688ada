using Dwell.Content.Store;
using Dwell.Evidence;
using Dwell.Readers.Cef;
using Dwell.Readers.Lines;
using Dwell.Readers.Logs;
using Dwell.Tests;

namespace Dwell.Readers.Tests.Cef;

public sealed class CefFormatTests
{
    private static readonly CefFormat Format = new(new LineKnowledge(ContentStore.Embedded));

    [Fact]
    public void Reads_the_head_and_pairs_whose_values_have_blanks()
    {
        var fields = Read("CEF:0|Example|Some Wall|1.2|201|Threat \\| seen|7|src=192.0.2.7 spt=40000 act=blocked msg=An intrusion from a\\=b was seen. dhost=x y");

        Assert.Equal(
            ["event=alert", "severity=7", "vendor=Example", "product=Some Wall", "device_version=1.2", "rule_id=201", "rule_name=Threat | seen",
                "src=192.0.2.7", "spt=40000", "act=blocked", "msg=An intrusion from a=b was seen.", "dhost=x y"],
            fields);
    }

    [Theory]
    [InlineData("Oct 26 2025 20:01:31 gw1 CEF:0|V|P|1|2|n|3|src=192.0.2.7", "2025-10-26T20:01:31Z", "gw1")]
    [InlineData("<13>Oct 26 2025 20:01:31 gw1 CEF: 0|V|P|1|2|n|3|rt=1761508891000 src=192.0.2.7", "2025-10-26T20:01:31Z", "gw1")]
    [InlineData("0|V|P|1|2|n|3|UNIFIutcTime=2025-08-30T17:53:21.915Z", "2025-08-30T17:53:21.915Z", null)]
    public void Takes_the_time_of_the_event_before_that_of_its_header(string line, string time, string? host)
    {
        var seen = 0;
        Given.Read(Format, Given.File(line), record =>
        {
            seen++;
            Assert.Equal(time, record.Time?.ToString());
            Assert.Equal(host, record["hostname"]);
            Assert.Equal("cef/p", record.Shape.Source);
        });
        Assert.Equal(1, seen);
    }

    [Fact]
    public void Is_told_by_its_head_and_not_by_pipes()
    {
        Assert.True(Recognizes("CEF:0|V|P|1|2|n|3|a=b\n"));
        Assert.False(Recognizes("a|b|c|d|e|f|g|h=i\n"));
        Assert.False(Recognizes("2021|b|c|d|e|f|g|h=i\n"));
    }

    [Fact]
    public void Says_when_an_event_has_too_many_pairs()
    {
        var line = "CEF:0|V|P|1|2|n|3|" + string.Join(' ', Enumerable.Range(0, 300).Select(i => $"k{i}={i}"));

        var diagnostics = Given.Read(Format, Given.File(line), record => Assert.Equal("255", record["k255"]));

        Assert.Equal("cef-pairs-cut", Assert.Single(diagnostics).Code);
    }

    private static bool Recognizes(string text) =>
        Format.Recognizes(LogHead.Of(System.Text.Encoding.UTF8.GetBytes(text), isWhole: true, EvidenceFormat.Text, "x"));

    private static List<string> Read(string text)
    {
        var fields = new List<string>();
        Given.Read(Format, Given.File(text), record => fields.AddRange(Given.Fields(record)));
        return fields;
    }
}
