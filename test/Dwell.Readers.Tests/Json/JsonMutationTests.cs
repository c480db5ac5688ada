using System.Text;
using Dwell.Content.Store;
using Dwell.Evidence;
using Dwell.Model.Records;
using Dwell.Readers.Json;
using Dwell.Readers.Lines;

namespace Dwell.Tests;

/// <summary>Whatever is done to JSON: no crash, no hang, every line accounted for, and the same records in blocks of any size.</summary>
public sealed class JsonMutationTests
{
    private const int Mutations = 2_000;
    private static readonly LineKnowledge Lines = new(ContentStore.Embedded);

    private static readonly string[] Seeds =
    [
        .. WindowsJsonTests.Events.Select(row => (string)row[1]),
        "{\"Records\":[{\"a\":[1,2,{\"Name\":\"x\",\"Value\":[true,null]}]},{\"a\":\"\\ud83d\\ude00\\\"\"}],\"next\":\"y\"}",
        "[\n  {\n    \"a\": {\"b\": [[1], {\"c\": 2}]}\n  },\n  {\"a\": 1e5}\n]\n",
        "{\"__REALTIME_TIMESTAMP\":\"1714557600123456\",\"SYSLOG_IDENTIFIER\":\"sshd\",\"MESSAGE\":[70,97]}",
        "{\"CreationTime\":\"2024-05-01T10:00:00\",\"Operation\":\"Send\",\"Workload\":\"Exchange\",\"Parameters\":[{\"Name\":\"a\",\"Value\":\"b\"}]}",
    ];

    [Fact]
    public void Mutated_JSON_is_read_to_its_end()
    {
        var random = new Random(20241122);
        for (var i = 0; i < Mutations; i++)
        {
            var bytes = Mutate(random, Encoding.UTF8.GetBytes(string.Join(random.Next(3) == 0 ? "" : "\n", Enumerable.Range(0, 3).Select(_ => Seeds[random.Next(Seeds.Length)]))));
            var large = Read(bytes, 1 << 20);
            var small = Read(bytes, 1 + random.Next(200));
            Assert.True(large.SequenceEqual(small), $"mutation {i}: {Encoding.UTF8.GetString(bytes)}");
        }
    }

    [Theory]
    [InlineData("{\"a\":")]
    [InlineData("[")]
    [InlineData("{\n")]
    [InlineData("{\"a\":[{\n")]
    [InlineData("\"")]
    [InlineData("{\"Records\":[")]
    [InlineData("{\"a\":\"\\u")]
    public void Repeated_beginnings_cost_no_more_than_their_length(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        var began = Environment.TickCount64;

        Read(Encoding.UTF8.GetBytes(text), 1 << 20);

        Assert.True(Environment.TickCount64 - began < 20_000, "It grows worse than linearly.");
    }

    private static List<string> Read(byte[] bytes, int blockBytes)
    {
        var found = new List<string>();
        Given.Read(
            new JsonFormat(JsonDialects.All, Lines, blockBytes),
            Given.File(bytes, format: EvidenceFormat.Json),
            record => found.Add($"{record.Ref.Offset}+{record.Ref.Length} {record.Shape.Source} {Values(record)}"));
        return found;
    }

    private static int Values(LogRecord record)
    {
        var hash = 17;
        for (var slot = 0; slot < record.Shape.Fields.Length; slot++)
        {
            for (var index = 0; index < record.CountAt(slot); index++)
            {
                record.Read(slot, index, out var text);
                hash = (hash * 31) + text.Length;
            }
        }

        return hash;
    }

    private static byte[] Mutate(Random random, byte[] bytes)
    {
        var list = bytes.ToList();
        for (var n = random.Next(1, 4); n > 0 && list.Count > 0; n--)
        {
            var at = random.Next(list.Count);
            switch (random.Next(5))
            {
                case 0:
                    list[at] = (byte)random.Next(256);
                    break;
                case 1:
                    list.RemoveRange(at, Math.Min(random.Next(1, 40), list.Count - at));
                    break;
                case 2:
                    list.InsertRange(at, "{}[]\",:\\\n\0"u8.ToArray().OrderBy(_ => random.Next()).Take(random.Next(1, 5)));
                    break;
                case 3:
                    list.InsertRange(at, list.GetRange(at, Math.Min(random.Next(1, 60), list.Count - at)));
                    break;
                default:
                    list.RemoveRange(at, list.Count - at);
                    break;
            }
        }

        return [.. list];
    }
}
