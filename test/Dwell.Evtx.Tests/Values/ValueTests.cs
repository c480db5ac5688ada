using System.Text.Json.Nodes;
using Dwell.Simulator.Evtx;

namespace Dwell.Tests.Values;

public sealed class ValueTests
{
    private static readonly DateTime Time = new(2026, 3, 1, 8, 9, 10, DateTimeKind.Utc);

    /// <summary>Value, its text in XML, its JSON. The forms are those of the decoded twins in ../shared/data/sigma-regression.</summary>
    public static TheoryData<string, string, string> Cases { get; } = new()
    {
        { "string", "a &lt;b&gt; \"c\"  ", "\"a <b> \\\"c\\\"\"" },
        { "ansi", "plain", "\"plain\"" },
        { "int8", "-7", "-7" },
        { "uint8", "200", "200" },
        { "int16", "-30000", "-30000" },
        { "uint16", "60000", "60000" },
        { "int32", "-2000000000", "-2000000000" },
        { "uint32", "4000000000", "4000000000" },
        { "int64", "-9000000000000000000", "-9000000000000000000" },
        { "uint64", "18000000000000000000", "18000000000000000000" },
        { "single", "1.5", "1.5" },
        { "double", "-0.25", "-0.25" },
        { "infinite", "Infinity", "\"Infinity\"" },
        { "true", "true", "true" },
        { "false", "false", "false" },
        { "binary", "00FF10", "\"00FF10\"" },
        { "guid", "54849625-5478-4994-A5BA-3E3B0328C30D", "\"54849625-5478-4994-A5BA-3E3B0328C30D\"" },
        { "size", "0x1234", "\"0x1234\"" },
        { "filetime", "2026-03-01T08:09:10.1234567Z", "\"2026-03-01T08:09:10.123456Z\"" },
        { "systemtime", "2026-03-01T08:09:10.0000000Z", "\"2026-03-01T08:09:10.000000Z\"" },
        { "sid", "S-1-5-21-1-2-3-500", "\"S-1-5-21-1-2-3-500\"" },
        { "hex32", "0xdeadbeef", "\"0xdeadbeef\"" },
        { "hex64", "0x8000000000000000", "\"0x8000000000000000\"" },
        { "null", "", "null" },
        { "numbers", "1</Data><Data Name=\"X\">2</Data><Data Name=\"X\">3", "[1,2,3]" },
        { "texts", "a</Data><Data Name=\"X\"></Data><Data Name=\"X\">c", "[\"a\",\"\",\"c\"]" },
        { "sids", "S-1-5-18</Data><Data Name=\"X\">S-1-5-21-1-2-3-500", "[\"S-1-5-18\",\"S-1-5-21-1-2-3-500\"]" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_type_has_its_form(string name, string xml, string json)
    {
        var made = new WindowsEvent
        {
            Provider = "P",
            EventId = 1,
            TimeUtc = Time,
            RecordId = 1,
            Channel = "C",
            Computer = "H",
            Data = [("X", ValueOf(name))],
        };
        var count = 0;
        EvtxFiles.Read(new MemoryStream(EvtxWriter.ToBytes([made])), record =>
        {
            count++;
            Assert.Contains($"<Data Name=\"X\">{xml}</Data>", EvtxFiles.Xml(record), StringComparison.Ordinal);
            var data = JsonNode.Parse(EvtxFiles.Json(record))!["Event"]!["EventData"]!["X"];
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), data), data?.ToJsonString());
        });
        Assert.Equal(1, count);
    }

    private static EventValue ValueOf(string name) => name switch
    {
        "string" => EventValue.String("a <b> \"c\"  "),
        "ansi" => EventValue.Ansi("plain"),
        "int8" => EventValue.Int8(-7),
        "uint8" => EventValue.UInt8(200),
        "int16" => EventValue.Int16(-30000),
        "uint16" => EventValue.UInt16(60000),
        "int32" => EventValue.Int32(-2000000000),
        "uint32" => EventValue.UInt32(4000000000),
        "int64" => EventValue.Int64(-9000000000000000000),
        "uint64" => EventValue.UInt64(18000000000000000000),
        "single" => EventValue.Single(1.5f),
        "double" => EventValue.Double(-0.25),
        "infinite" => EventValue.Double(double.PositiveInfinity),
        "true" => EventValue.Boolean(true),
        "false" => EventValue.Boolean(false),
        "binary" => EventValue.Binary([0, 0xFF, 0x10]),
        "guid" => EventValue.Guid(new Guid("54849625-5478-4994-a5ba-3e3b0328c30d")),
        "size" => EventValue.Size(0x1234),
        "filetime" => EventValue.FileTime(Time.AddTicks(1234567)),
        "systemtime" => EventValue.SystemTime(Time),
        "sid" => EventValue.Sid("S-1-5-21-1-2-3-500"),
        "hex32" => EventValue.HexInt32(0xDEADBEEF),
        "hex64" => EventValue.HexInt64(0x8000000000000000),
        "null" => EventValue.Null,
        "numbers" => EventValue.ArrayOf(EventValue.UInt32(1), EventValue.UInt32(2), EventValue.UInt32(3)),
        "texts" => EventValue.Strings("a", "", "c"),
        "sids" => EventValue.ArrayOf(EventValue.Sid("S-1-5-18"), EventValue.Sid("S-1-5-21-1-2-3-500")),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such value."),
    };
}
