using System.Diagnostics;
using Dwell.Evtx.Chunks;
using Dwell.Evtx.Files;
using Dwell.Evtx.Templates;
using Dwell.Model.Records;
using Dwell.Readers.Windows;
using Dwell.Simulator.Evtx;

namespace Dwell.Tests;

public sealed class EvtxFieldTests
{
    private static readonly DateTime Time = new(2026, 3, 1, 8, 9, 10, DateTimeKind.Utc);

    [Fact]
    public void Unnamed_data_keep_their_order_and_their_name()
    {
        var record = ReadOne([(null, "first"), (null, "second"), (null, "first")], out _);
        Assert.Equal(["first", "second", "first"], ValuesOf(record, "Data"));
    }

    [Fact]
    public void An_array_is_several_values_of_one_field()
    {
        var record = ReadOne([("Rights", EventValue.Strings("read", "", "write")), ("Numbers", EventValue.ArrayOf(EventValue.UInt32(7), EventValue.UInt32(8)))], out _);
        Assert.Equal(["read", "", "write"], ValuesOf(record, "Rights"));
        Assert.Equal(["7", "8"], ValuesOf(record, "Numbers"));
    }

    [Theory]
    [MemberData(nameof(LongArrays))]
    public void A_long_array_costs_its_length_not_its_square(EventValue array, string[] expected)
    {
        var record = ReadOne([("Items", array)], out _);
        var watch = Stopwatch.StartNew();
        for (var pass = 0; pass < 40; pass++)
            Assert.Equal(expected, ValuesOf(record, "Items"));

        // A few seconds in all; the square of the length costs many times that. The bound is no measurement: it leaves room for slow machines.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    public static TheoryData<EventValue, string[]> LongArrays()
    {
        var numbers = Enumerable.Range(0, 60_000).Select(i => (byte)i).ToArray();
        var texts = Enumerable.Range(0, 15_000).Select(i => i % 2 == 0 ? "" : "x").ToArray();
        return new()
        {
            { EventValue.ArrayOf([.. numbers.Select(EventValue.UInt8)]), [.. numbers.Select(number => $"{number}")] },
            { EventValue.Strings(texts), texts },
        };
    }

    [Fact]
    public void Items_of_arrays_are_found_in_any_order_and_in_any_record()
    {
        EventValue texts = EventValue.Strings("a", "", "ccc"), others = EventValue.Strings("dd", "e");
        var numbers = EventValue.ArrayOf(EventValue.UInt64(10), EventValue.UInt64(11));
        var file = EvtxWriter.ToBytes([Made([("T", texts), ("O", others), ("N", numbers)]), Made([("T", others), ("O", texts), ("N", numbers)])]);
        var reader = new EvtxLogReader(new ShapeTable(), new EvtxTemplateCache());
        reader.Open(0, file.AsMemory(EvtxFileHeader.HeaderBytes), new EvtxChunkPlace(0, EvtxFileHeader.HeaderBytes));

        Assert.True(reader.MoveNext());
        Assert.Equal(["ccc", "e", "ccc", "", "dd", "11", "10", "a", "", "ccc", "", ""], Read("T2 O1 T2 T1 O0 N1 N0 T0 T1 T2 T3 N2"));
        Assert.Equal(["", "ccc"], Read("T1 T2"));
        Assert.True(reader.MoveNext());
        Assert.Equal(["", "e", "dd", "ccc"], Read("T2 T1 T0 O2"));

        IEnumerable<string> Read(string items) => items.Split(' ').Select(item =>
        {
            reader.Record.Read(reader.Record.Shape.SlotOf(item[..1]), item[1] - '0', out var text);
            return text.ToString();
        }).ToList();
    }

    [Fact]
    public void A_null_value_is_null_and_an_empty_text_is_a_text()
    {
        var record = ReadOne([("None", EventValue.Null), ("Empty", "")], out _);
        Assert.Equal(FieldState.Null, record.Read(record.Shape.SlotOf("None"), out _));
        Assert.Equal(FieldState.Text, record.Read(record.Shape.SlotOf("Empty"), out var text));
        Assert.True(text.IsEmpty);
    }

    [Fact]
    public void An_attribute_that_the_record_lacks_is_absent()
    {
        var record = ReadOne([("X", "1")], out _);
        Assert.Equal(FieldState.Absent, record.Read(WindowsFields.EventIdQualifiers, out _));
        Assert.Equal(0, record.CountAt(WindowsFields.CorrelationActivityId));
    }

    [Fact]
    public void Numbers_are_read_as_integers_without_their_text()
    {
        var record = ReadOne([("Hex", EventValue.HexInt64(0x3E7)), ("Text", "42"), ("Word", "x")], out _);
        Assert.True(record.TryReadInteger(WindowsFields.EventId, out var id));
        Assert.Equal(4688, id);
        Assert.True(record.TryReadInteger(record.Shape.SlotOf("Hex"), out var hex));
        Assert.Equal(0x3E7, hex);
        Assert.True(record.TryReadInteger(record.Shape.SlotOf("Text"), out var text));
        Assert.Equal(42, text);
        Assert.False(record.TryReadInteger(record.Shape.SlotOf("Word"), out _));
    }

    [Fact]
    public void Time_and_place_are_those_of_the_record()
    {
        var record = ReadOne([("X", "1")], out var file);
        Assert.Equal(Time.Ticks + 1234567, record.Time!.Value.Ticks);
        Assert.Equal("2026-03-01T08:09:10.123456Z", record["TimeCreated"]);
        Assert.Equal(3, record.Ref.Evidence);
        Assert.Equal([0x2A, 0x2A, 0, 0], file.AsSpan((int)record.Ref.Offset, 4).ToArray());
        Assert.Equal(record.Ref.Length, BitConverter.ToInt32(file, (int)record.Ref.Offset + 4));
    }

    [Fact]
    public void Records_of_one_template_share_one_shape_across_readers()
    {
        var shapes = new ShapeTable();
        var first = ReadOne([("A", "1"), ("B", "2")], out _, shapes);
        var second = ReadOne([("A", "3"), ("B", "4")], out _, shapes);
        Assert.Same(first.Shape, second.Shape);
    }

    [Fact]
    public void Mutated_chunks_give_fields_without_a_crash()
    {
        var file = EvtxWriter.ToBytes(Enumerable.Range(0, 40).Select(i => Made([("A", "x" + i), ("B", EventValue.Strings("p", "q")), (null, "u")])));
        var random = new Random(20261121);
        var reader = new EvtxLogReader(new ShapeTable(), new EvtxTemplateCache());
        for (var round = 0; round < 500; round++)
        {
            var chunk = file.AsSpan(EvtxFileHeader.HeaderBytes, EvtxChunkHeader.ChunkBytes).ToArray();
            for (var i = 0; i < 6; i++)
                chunk[random.Next(512, 12_000)] = (byte)random.Next(256);
            reader.Open(0, chunk, new EvtxChunkPlace(0, EvtxFileHeader.HeaderBytes));
            while (reader.MoveNext())
                ReadAll(reader.Record);
        }
    }

    private static void ReadAll(LogRecord record)
    {
        _ = record.Time;
        for (var slot = 0; slot < record.Shape.Fields.Length; slot++)
        {
            record.TryReadInteger(slot, out _);
            var count = record.CountAt(slot);
            Assert.Equal(count == 0, record.Read(slot, out _) == FieldState.Absent);
            for (var index = 0; index < Math.Min(count, 20); index++)
                record.Read(slot, index, out _);
        }
    }

    private static List<string> ValuesOf(LogRecord record, string field)
    {
        var values = new List<string>();
        foreach (var slot in record.Shape.SlotsOf(field))
        {
            var count = record.CountAt(slot);
            for (var index = 0; index < count; index++)
            {
                Assert.Equal(FieldState.Text, record.Read(slot, index, out var text));
                values.Add(text.ToString());
            }
        }

        return values;
    }

    private static EvtxLogRecord ReadOne((string? Name, EventValue Value)[] data, out byte[] file, ShapeTable? shapes = null)
    {
        file = EvtxWriter.ToBytes([Made(data)]);
        var reader = new EvtxLogReader(shapes ?? new ShapeTable(), new EvtxTemplateCache());
        reader.Open(3, file.AsMemory(EvtxFileHeader.HeaderBytes), new EvtxChunkPlace(0, EvtxFileHeader.HeaderBytes));
        Assert.True(reader.MoveNext());
        return reader.Record;
    }

    private static WindowsEvent Made((string? Name, EventValue Value)[] data) => new()
    {
        Provider = "P",
        EventId = 4688,
        TimeUtc = Time.AddTicks(1234567),
        RecordId = 9,
        Channel = "Security",
        Computer = "H",
        Data = data,
    };
}
