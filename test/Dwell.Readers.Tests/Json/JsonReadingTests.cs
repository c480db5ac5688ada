using System.Text;
using Dwell.Evidence;
using Dwell.Model.Records;
using Dwell.Readers;
using Dwell.Readers.Json;
using Dwell.Readers.Logs;

namespace Dwell.Tests;

public sealed class JsonReadingTests
{
    [Theory]
    [InlineData("{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":\"y\"}\n")]
    [InlineData("{\"a\":1,\"b\":\"x\"}{\"a\":2,\"b\":\"y\"}")]
    [InlineData("{\"a\":1,\"b\":\"x\"} , {\"a\":2,\"b\":\"y\"}")]
    [InlineData("{\n  \"a\": 1,\n  \"b\": \"x\"\n}\n{\n  \"a\": 2,\n  \"b\": \"y\"\n}\n")]
    [InlineData("[{\"a\":1,\"b\":\"x\"},{\"a\":2,\"b\":\"y\"}]")]
    [InlineData("[\r\n  {\r\n    \"a\": 1,\r\n    \"b\": \"x\"\r\n  },\r\n  {\"a\": 2, \"b\": \"y\"}\r\n]\r\n")]
    [InlineData("[{\"a\":1,\"b\":\"x\"}]\n[{\"a\":2,\"b\":\"y\"}]")]
    [InlineData("{\"Records\":[{\"a\":1,\"b\":\"x\"},{\"a\":2,\"b\":\"y\"}]}")]
    [InlineData("{\"records\": [{\"a\":1,\"b\":\"x\"}]}\n{\"records\": [{\"a\":2,\"b\":\"y\"}]}\n")]
    [InlineData("{\"@odata.context\":\"u\",\"value\":[{\"a\":1,\"b\":\"x\"},{\"a\":2,\"b\":\"y\"}],\"@odata.nextLink\":\"[{\"}")]
    [InlineData("{\"took\":3,\"_shards\":{\"n\":[1]},\"hits\":{\"total\":{\"value\":2},\"hits\":[{\"_source\":{\"a\":1,\"b\":\"x\"}},{\"_source\":{\"a\":2,\"b\":\"y\"}}]},\"aggregations\":{}}")]
    [InlineData("{\"preview\":false,\"result\":{\"a\":1,\"b\":\"x\"}}\n{\"preview\":false,\"result\":{\"a\":2,\"b\":\"y\"}}\n")]
    [InlineData("\u001e{\"a\":1,\"b\":\"x\"}\n\u001e{\"a\":2,\"b\":\"y\"}\n")]
    public void Objects_are_records_however_they_are_put_together(string text)
    {
        foreach (var encoding in new Encoding[] { new UTF8Encoding(false), new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true) })
        {
            var bytes = encoding.GetPreamble().Concat(encoding.GetBytes(text)).ToArray();
            foreach (var size in new[] { 1, 16, 50, 65_536 })
            {
                var found = new List<string>();
                var odd = Given.Read(Json(size), File(bytes), record =>
                {
                    Assert.Equal(("json", "json/record"), (record.Shape.Family, record.Shape.Source));
                    Assert.StartsWith("{", encoding.GetString(bytes, (int)record.Ref.Offset, record.Ref.Length), StringComparison.Ordinal);
                    Assert.EndsWith("}", encoding.GetString(bytes, (int)record.Ref.Offset, record.Ref.Length), StringComparison.Ordinal);
                    found.Add(string.Join(',', Given.Fields(record).Where(field => !field.StartsWith("preview", StringComparison.Ordinal))));
                });
                Assert.Equal(["a=1,b=x", "a=2,b=y"], found);
                Assert.Empty(odd);
            }
        }
    }

    [Theory]
    [InlineData("""{"a":{"b":{"c":1},"d":2}}""", "a.b.c=1|a.d=2")]
    [InlineData("""{"a.b":1}""", "a.b=1")]
    [InlineData("""{"a":[1,"x",null,true]}""", "a=1|a=x|a=(null)|a=true")]
    [InlineData("""{"a":[],"b":{},"c":null,"d":""}""", "a=(null)|b=(null)|c=(null)|d=")]
    [InlineData("""{"a":[[1,2],[3]]}""", "a=1|a=2|a=3")]
    [InlineData("""{"a":[{"x":1,"y":2},{"x":3}]}""", "a.x=1|a.x=3|a.y=2")]
    [InlineData("""{"p":[{"Name":"To","Value":"b"},{"Name":"From","Value":"c","More":[1]}]}""", "p.To=b|p.From=c|p.From.More=1")]
    [InlineData("""{"p":[{"displayName":"Role","oldValue":null,"newValue":"x"}]}""", "p.Role.oldValue=(null)|p.Role.newValue=x")]
    [InlineData("""{"p":[{"name":"To","id":7}]}""", "p.name=To|p.id=7")]
    [InlineData("""{"a":1,"a":2}""", "a=1|a=2")]
    [InlineData("""{"a":1e400,"b":-0.0,"c":123456789012345678901234567890,"d":NaN,"e":-Infinity}""", "a=1e400|b=-0.0|c=123456789012345678901234567890|d=NaN|e=-Infinity")]
    [InlineData("""{"a":"\"\\\/\b\f\n\r\tA\u00e9\u20AC\ud83d\ude00\ud800x\q"}""", "a=\"\\/\b\f\n\r\tAé€😀\uFFFDx\\q")]
    [InlineData("""{"\u0061":1,"k\"":2}""", "a=1|k\"=2")]
    [InlineData("""{"":1,"a":{"":2}}""", "=1|a.=2")]
    public void Values_keep_their_text_at_flat_names(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Given.Fields(One(text))));

    [Fact]
    public void Records_with_the_same_keys_have_one_shape_and_keys_may_come_and_go()
    {
        var shapes = new HashSet<Shape>(ReferenceEqualityComparer.Instance);
        var found = new List<string>();

        Given.Read(Json(), File("""
            {"a":1,"o":{"x":1,"y":2},"z":3}
            {"a":4,"o":{"x":5,"y":6},"z":7}
            {"a":8,"o":{"y":9},"z":0}
            {"z":1,"a":2}
            {"a":1,"o":{"x":1,"y":2},"z":3}
            """), record =>
        {
            shapes.Add(record.Shape);
            found.Add(string.Join(',', Given.Fields(record)));
        });

        Assert.Equal(["a=1,o.x=1,o.y=2,z=3", "a=4,o.x=5,o.y=6,z=7", "a=8,o.y=9,z=0", "z=1,a=2", "a=1,o.x=1,o.y=2,z=3"], found);
        Assert.Equal(3, shapes.Count);
    }

    [Theory]
    [InlineData("{\"a\":1}\n{\"a\":2\n{\"a\":3}\n", "a=1|message={\"a\":2|a=3")]
    [InlineData("{\"a\":1}\nplain {text}\n{\"a\":3}\n", "a=1|message=plain {text}|a=3")]
    [InlineData("{\"a\":1}\n{\"a\":\"x\n{\"a\":3}\n{\"a\":4}", "a=1|message={\"a\":\"x|a=3|a=4")]
    [InlineData("{\"a\":1}\n{\"a\":tru}\n{\"a\":3}", "a=1|message={\"a\":tru}|a=3")]
    [InlineData("{\"a\":1}\n\0\0\0\0{\"a\":3}\n\0\0\0", "a=1|a=3")]
    [InlineData("{\n \"a\": 1\n}\n{\n \"a\": }\n{\n \"a\": 3\n}\n", "a=1|message={|message=\"a\": }|a=3")]
    public void What_is_no_JSON_is_kept_as_text_and_reading_goes_on(string text, string expected)
    {
        var found = new List<string>();

        var odd = Given.Read(Json(), File(text), record => found.AddRange(Given.Fields(record)));

        Assert.Equal(expected, string.Join('|', found));
        Assert.Equal(expected.Contains("message", StringComparison.Ordinal), odd.Any(item => item.Code == "line-unread" && item.IsLoss));
    }

    [Fact]
    public void A_last_record_that_was_cut_is_said_and_kept_as_text()
    {
        var found = new List<string>();

        var odd = Given.Read(Json(), File("[\n{\"a\":1},\n{\"a\":2,\n\"b\":\"x"), record => found.AddRange(Given.Fields(record)));

        Assert.Equal(["a=1", "message={\"a\":2,", "message=\"b\":\"x"], found);
        Assert.Contains(odd, item => item is { Code: "json-cut", Offset: 11, IsLoss: true });
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_and_NUL_stand_in_values()
    {
        var record = new List<string>();

        Given.Read(Json(), File([.. "{\"a\":\"x"u8, 0xFF, 0, .. "y\",\"b\":1}"u8]), item => record.AddRange(Given.Fields(item)));

        Assert.Equal(["a=x\uFFFD\0y", "b=1"], record);
    }

    [Theory]
    [InlineData("{\"@timestamp\":\"2021-02-03T04:05:06.789Z\"}", "2021-02-03T04:05:06.789Z")]
    [InlineData("{\"a\":1,\"ts\":1588205198.89971}", "2020-04-30T00:06:38.89971Z")]
    [InlineData("{\"timestamp\":1588205198899}", "2020-04-30T00:06:38.899Z")]
    [InlineData("{\"eventTime\":\"2021-02-03 04:05:06\"}", "2021-02-03T04:05:06Z")]
    [InlineData("{\"CreationTime\":\"2021-02-03T04:05:06+02:00\"}", "2021-02-03T02:05:06Z")]
    [InlineData("{\"time\":\"yesterday\",\"ts\":\"2021-02-03T04:05:06Z\"}", "2021-02-03T04:05:06Z")]
    [InlineData("{\"time\":12}", null)]
    [InlineData("{\"when\":\"2021-02-03T04:05:06Z\"}", null)]
    public void The_time_is_read_where_a_usual_field_holds_one(string text, string? expected)
    {
        string? found = "none";
        Given.Read(Json(), File(text), record => found = record.Time?.ToString());
        Assert.Equal(expected, found);
    }

    [Fact]
    public void Depth_fields_and_values_have_limits_that_are_said()
    {
        var deep = "{\"a\":" + string.Concat(Enumerable.Repeat("[", 100_000)) + "7" + string.Concat(Enumerable.Repeat("]", 100_000)) + "}";
        var wide = "{" + string.Join(',', Enumerable.Range(0, 5000).Select(i => $"\"k{i}\":{i}")) + "}";
        var many = "{\"a\":[" + string.Join(',', Enumerable.Range(0, 70_000)) + "]}";
        var counts = new List<int>();

        var odd = Given.Read(Json(), File(string.Join('\n', deep, wide, many, "{\"a\":1}")), record =>
            counts.Add(Enumerable.Range(0, record.Shape.Fields.Length).Sum(record.CountAt)));

        Assert.Equal([1, JsonLimits.MaxFields, JsonLimits.MaxValues, 1], counts);
        Assert.Contains(odd, item => item.Code == "limit-json-depth");
        Assert.Contains(odd, item => item.Code == "limit-json-fields");
    }

    [Fact]
    public void A_record_reads_the_same_from_its_cited_bytes_alone()
    {
        var file = File("{\"Records\":[\n{\"a\":1,\"b\":[\"x\"]},\n{\n\"a\":2}]}\n");
        var formats = new LogFormats();
        var pieces = new LogCitedPieces(formats);
        var read = new List<string>();

        Given.Read(Json(), file, record =>
        {
            var before = Given.Fields(record);
            var cited = pieces.PiecesOf(file.Item, file.Bytes, record.Ref);
            Assert.True(CitedLogRecord.TryRead(formats, file.Item, file.Bytes, cited, again => Assert.Equal(before, Given.Fields(again))));
            read.Add($"{cited[0].Line} {string.Join(',', before)}");
        });

        Assert.Equal(["2 a=1,b=x", "3 a=2"], read);
    }

    [Theory]
    [InlineData("{\"a\":1}", true)]
    [InlineData("# exported\n{\"a\":1}\n{\"a\":1}\n", true)]
    [InlineData("[\n]", true)]
    [InlineData("{GUID} some text", false)]
    [InlineData("[2021-01-01] text", false)]
    [InlineData("a,b\n{\"a\":1},2\n{\"a\":1},3\n", false)]
    public void JSON_is_recognised_by_its_lines(string text, bool expected) =>
        Assert.Equal(expected, Json().Recognizes(LogHead.Of(Encoding.UTF8.GetBytes(text), isWhole: true, text[0] is '{' or '[' ? EvidenceFormat.Json : EvidenceFormat.Text, "x")));

    private static JsonFormat Json(int blockBytes = LogBlock.UsualBytes) => new([], blockBytes: blockBytes);

    private static LogFile File(string text) => Given.File(Encoding.UTF8.GetBytes(text), format: EvidenceFormat.Json);

    private static LogFile File(byte[] bytes) => Given.File(bytes, format: EvidenceFormat.Json);

    private static LogRecord One(string text)
    {
        LogRecord? found = null;
        Given.Read(Json(), File(text), record => found = record);
        return found!;
    }
}
