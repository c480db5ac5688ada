using System.Text;
using Dwell.Facts.Store;
using Dwell.Model.Evidence;
using Dwell.Model.Facts;
using Dwell.Model.Time;

namespace Dwell.Facts.Tests.Store;

public class FactRowsTests
{
    private readonly FactRows _rows = new();

    [Fact]
    public void A_fact_comes_back_as_it_went_in()
    {
        var fact = new Fact(
            FactKind.WebRequest, "web", new UtcInstant(638_000_000_000_000_001, TimePrecision.Second, TimeTrust.Assumed), "h", "squid/access",
            new RecordRef(3, 1L << 40, 77), [new(FactColumn.Outcome, "success"), new(FactColumn.Query, "http://łódź/\0🦆"), new(FactColumn.Answer, "")]);

        var back = FactRows.Of(fact).ToFact(0);

        Assert.Equal(fact with { Values = [] }, back with { Values = [] });
        Assert.Equal(fact.Values, back.Values);
    }

    [Fact]
    public void A_discarded_row_leaves_nothing()
    {
        Begin(1);
        _rows.Add(FactColumn.Name, "kept");
        _rows.Commit();
        Begin(2);
        _rows.Add(FactColumn.Name, "dropped");
        _rows.Discard();
        Begin(3);
        _rows.Add(FactColumn.Name, "abandoned");
        Begin(4);
        _rows.AddUtf8(FactColumn.Name, "last"u8);
        _rows.Commit();

        Assert.Equal([1L, 4], _rows.ToFacts().Select(fact => fact.Record.Offset));
        Assert.Equal(["kept", "last"], _rows.ToFacts().Select(fact => fact[FactColumn.Name]));
        Assert.Equal(8, _rows.ValueBytes);
    }

    [Fact]
    public void What_is_no_text_becomes_the_replacement_character_by_either_way()
    {
        Begin(1);
        _rows.Add(FactColumn.Account, "a\ud800b");
        _rows.AddUtf8(FactColumn.Name, [(byte)'a', 0xFF, (byte)'b']);
        _rows.Commit();

        Assert.Equal(["a\uFFFDb", "a\uFFFDb"], _rows.ToFact(0).Values.Select(pair => pair.Value));
    }

    [Fact]
    public void Values_out_of_the_order_of_columns_are_refused()
    {
        Begin(1);
        _rows.Add(FactColumn.Name, "x");

        Assert.Throws<ArgumentException>(() => _rows.Add(FactColumn.Name, "y"));
        Assert.Throws<ArgumentException>(() => _rows.AddUtf8(FactColumn.Outcome, "y"u8));
        _rows.Commit();
        Assert.Throws<InvalidOperationException>(() => _rows.Add(FactColumn.Path, "y"));
        Assert.Throws<InvalidOperationException>(_rows.Commit);
    }

    [Fact]
    public void Rows_grow_are_copied_and_cleared()
    {
        var text = new string('ż', 1000);
        for (var i = 0; i < 1000; i++)
        {
            Begin(i);
            _rows.Add(FactColumn.CommandLine, text);
            _rows.Commit();
        }

        var copy = new FactRows();
        copy.Add(_rows[999]);
        Assert.Equal(1000, _rows.Count);
        Assert.Equal(text, Encoding.UTF8.GetString(_rows[500].Utf8At(0)));
        _rows.Clear();
        Assert.Equal((0, 0), (_rows.Count, _rows.ValueBytes));
        Assert.Equal(text, copy.ToFact(0)[FactColumn.CommandLine]);
    }

    private void Begin(long offset) => _rows.Begin(FactKind.Alert, "alert", null, "h", "s", new RecordRef(0, offset, 1));
}
