using Dwell.Model.Evidence;
using Dwell.Model.Records;
using Dwell.Readers.Logs;

namespace Dwell.Tests;

public sealed class SlotRecordTests
{
    private readonly SlotRecord _record = new();
    private readonly ShapeTable _shapes = new();

    [Fact]
    public void Values_of_several_slots_may_come_mixed()
    {
        _record.Begin("abcdef"u8.ToArray());
        _record.Add(1, 0, 1);
        _record.Add(0, 1, 2);
        _record.AddOwn(1, "own"u8);
        _record.AddNull(2);
        _record.Add(1, 5, 1);
        _record.Complete(_shapes.Intern("x", "x/y", ["a", "b", "c", "d"]), new RecordRef(0, 0, 6), null);

        Assert.Equal(["a=bc", "b=a", "b=own", "b=f", "c=(null)"], Given.Fields(_record));
        Assert.True(_record.TryReadUtf8(1, out var utf8));
        Assert.True(utf8.SequenceEqual("a"u8));
        Assert.False(_record.TryReadUtf8(2, out _));
        Assert.Equal(FieldState.Absent, _record.Read(3, out _));
    }

    [Fact]
    public void Text_that_was_handed_out_stays_while_more_is_read()
    {
        var bytes = new byte[100_000];
        Array.Fill(bytes, (byte)'z');
        _record.Begin(bytes);
        _record.Add(0, 0, 3);
        _record.Add(1, 0, bytes.Length);
        _record.Complete(_shapes.Intern("x", "x/y", ["a", "b"]), default, null);

        _record.Read(0, out var small);
        _record.Read(1, out var large);

        Assert.Equal("zzz", small.ToString());
        Assert.Equal(bytes.Length, large.Length);
    }

    [Fact]
    public void A_long_array_costs_its_length_not_its_square()
    {
        const int Count = 1_000_000;
        _record.Begin([(byte)'v']);
        for (var i = 0; i < Count; i++)
            _record.Add(0, 0, 1);
        _record.Complete(_shapes.Intern("x", "x/y", ["a"]), default, null);

        var read = 0;
        for (var i = 0; i < Count; i++)
            read += _record.Read(0, i, out var text) == FieldState.Text ? text.Length : 0;

        Assert.Equal(Count, read);
    }

    [Fact]
    public void The_next_record_knows_nothing_of_the_last()
    {
        _record.Begin("abc"u8.ToArray());
        _record.Add(5, 0, 3);
        var shape = _shapes.Intern("x", "x/y", ["a", "b", "c", "d", "e", "f"]);
        _record.Complete(shape, default, null);
        _record.Begin("xyz"u8.ToArray());
        _record.Add(0, 0, 1);
        _record.Complete(shape, default, null);

        Assert.Equal(["a=x"], Given.Fields(_record));
    }
}
