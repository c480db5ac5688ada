using System.Globalization;
using System.Text;
using Dwell.Model.Evidence;
using Dwell.Model.Records;
using Dwell.Readers.Audit;
using Dwell.Readers.Logs;
using Dwell.Tests;

namespace Dwell.Readers.Tests.Audit;

/// <summary>Which records belong to one event, wherever they stand.</summary>
public sealed class AuditJoinTests
{
    [Fact]
    public void Any_interleaving_and_any_block_size_give_the_same_events()
    {
        var random = new Random(41);
        for (var round = 0; round < 200; round++)
        {
            var events = Enumerable.Range(1, random.Next(1, 12)).Select(number => Event(number, random)).ToList();
            var expected = events.Select(lines => Only(Read(string.Join('\n', lines)))).Order(StringComparer.Ordinal).ToList();
            var text = string.Join('\n', Interleave(events, random)) + "\n";
            foreach (var blockBytes in new[] { 1, 100, 333, 2000, LogBlock.UsualBytes })
                Assert.Equal(expected, Read(text, blockBytes).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Each_record_is_read_the_same_from_its_citation_alone()
    {
        var random = new Random(42);
        for (var round = 0; round < 50; round++)
        {
            var events = Enumerable.Range(1, 8).Select(number => Event(number, random)).ToList();
            var file = Given.File(string.Join("\r\n", Interleave(events, random)));
            var format = new AuditFormat(500);
            var pieces = format.CiteFrom(file);
            var read = new List<(RecordRef Ref, string Fields)>();
            Assert.Empty(Given.Read(format, file, record => read.Add((record.Ref, Text(record)))));
            Assert.Equal(8, read.Count);
            foreach (var (reference, fields) in read)
            {
                using var block = format.BlockOf(file, pieces.Of(reference))!;
                var reader = format.CreateReader(new ReaderTools(new ShapeTable()));
                reader.Open(block);
                Assert.True(reader.MoveNext());
                Assert.Equal(fields, Text(reader.Record));
                Assert.Equal(reference.Offset, reader.Record.Ref.Offset);
                Assert.False(reader.MoveNext());
            }
        }
    }

    [Fact]
    public void A_citation_names_every_record_with_its_line()
    {
        var file = Given.File("# x\n\n" + Line("SYSCALL", 1) + "\n" + Line("SYSCALL", 2) + "\n\n" + Line("CWD", 1) + "\n");
        var first = file.Bytes.Length;
        Given.Read(new AuditFormat(), file, record => first = record["audit_id"] == "1.000:1" ? Math.Min(first, record.Ref.Offset) : first);
        var pieces = new AuditFormat().CiteFrom(file).Of(new RecordRef(0, first, Line("SYSCALL", 1).Length));
        Assert.Equal([3, 6], pieces.Select(piece => piece.Line!.Value));
    }

    [Fact]
    public void The_same_event_id_of_two_hosts_is_two_events()
    {
        var text = "node=a " + Line("SYSCALL", 1) + "\nnode=b " + Line("SYSCALL", 1) + "\nnode=a " + Line("CWD", 1) + "\n";
        Assert.Equal(["SYSCALL,CWD", "SYSCALL"], Types(text));
    }

    [Fact]
    public void An_event_ends_at_its_end_at_a_second_call_and_with_distance()
    {
        Assert.Equal(["SYSCALL", "CWD"], Types(Line("SYSCALL", 1) + "\n" + Line("EOE", 1) + "\n" + Line("CWD", 1)));
        Assert.Equal(["SYSCALL,CWD", "SYSCALL,PATH"], Types(string.Join('\n', Line("SYSCALL", 1), Line("CWD", 1), Line("SYSCALL", 1), Line("PATH", 1))));
        Assert.Equal(["USER_LOGIN", "USER_LOGIN"], Types(Line("USER_LOGIN", 1) + "\n" + Line("USER_LOGIN", 1)));
        Assert.Equal(["LOGIN,SYSCALL,PROCTITLE"], Types(string.Join('\n', Line("LOGIN", 1), Line("SYSCALL", 1), Line("PROCTITLE", 1))));
        var far = new StringBuilder(Line("SYSCALL", 1)).Append('\n');
        for (var i = 2; far.Length < AuditLimits.MostBytesBetween + 1000; i++)
            far.Append(Line("CWD", i)).Append('\n');
        Assert.Equal(2, Types(far + Line("CWD", 1)).Count(types => types is "SYSCALL" or "SYSCALL,CWD") + 1);
        Assert.DoesNotContain("SYSCALL,CWD", Types(far + Line("CWD", 1)));
    }

    [Fact]
    public void An_event_without_end_is_cut_at_a_limit_and_said()
    {
        var text = new StringBuilder();
        for (var i = 0; i < AuditLimits.MostLines + 10; i++)
            text.Append(Line("PATH", 1)).Append('\n');
        var types = new List<int>();
        var odd = Given.Read(new AuditFormat(), Given.File(text.ToString()), record => types.Add(record.CountAt(record.Shape.SlotOf("name"))));
        Assert.Equal("audit-event-too-long", Assert.Single(odd, item => item.Code != "audit-fields-left-out").Code);
        Assert.Equal(2, types.Count);
        Assert.Equal(10, types[1]);
    }

    private static List<string> Types(string text)
    {
        var types = new List<string>();
        Given.Read(new AuditFormat(), Given.File(text), record =>
        {
            var slot = record.Shape.SlotOf("type");
            types.Add(string.Join(',', Enumerable.Range(0, record.CountAt(slot)).Select(index =>
            {
                record.Read(slot, index, out var type);
                return type.ToString();
            })));
        });
        return types;
    }

    private static List<string> Event(int number, Random random)
    {
        List<string> lines = [Line("SYSCALL", number)];
        for (var i = random.Next(4); i > 0; i--)
            lines.Add(Line("PATH", number, "item=" + i.ToString(CultureInfo.InvariantCulture)));
        if (random.Next(2) == 0)
            lines.Add(Line("CWD", number));
        if (random.Next(2) == 0)
            lines.Add(Line("PROCTITLE", number, "proctitle=6C73002D6C"));
        if (random.Next(3) == 0)
            lines.Add(Line("EOE", number));
        return lines;
    }

    // Records of an event keep their order; those of others come between them.
    private static List<string> Interleave(List<List<string>> events, Random random)
    {
        var rest = events.Select(lines => new Queue<string>(lines)).ToList();
        var mixed = new List<string>();
        while (rest.Count > 0)
        {
            var chosen = random.Next(rest.Count);
            mixed.Add(rest[chosen].Dequeue());
            if (rest[chosen].Count == 0)
                rest.RemoveAt(chosen);
        }

        return mixed;
    }

    private static string Line(string type, int number, string more = "") =>
        string.Create(CultureInfo.InvariantCulture, $"type={type} msg=audit(1.000:{number}): name=\"/x{number}\" arch=c000003e syscall={number} {more}").TrimEnd();

    private static List<string> Read(string text, int blockBytes = LogBlock.UsualBytes)
    {
        var events = new List<string>();
        Assert.Empty(Given.Read(new AuditFormat(blockBytes), Given.File(text), record => events.Add(Text(record))));
        return events;
    }

    private static string Only(List<string> events) => Assert.Single(events);

    private static string Text(LogRecord record) => string.Join(' ', Given.Fields(record)) + " " + record.Time;
}
