using Dwell.Facts.DuckDb.Native;
using Dwell.Facts.DuckDb.Schema;
using Dwell.Facts.Store;
using Dwell.Model.Facts;

namespace Dwell.Facts.DuckDb.Rows;

/// <summary>Writes rows into the table of one kind and source, which grows columns as rows need them.</summary>
internal sealed class TableAppender(DuckConnection connection, StoreSchema schema, FactTable table, NameTable names) : IDisposable
{
    private DuckAppender _appender = connection.AppendTo("store", table.Name);
    private readonly WordChoice[] _words = new WordChoice[(int)Enum.GetValues<FactColumn>().Max() + 1];
    private int _rows;

    /// <summary>Writes a row; its texts must stay where they are until <see cref="EndBatch"/>.</summary>
    public void Add(in FactRow fact, int log, int part)
    {
        while (!TryAdd(fact, log, part, out var column, out var form))
            AddColumn(column, form);
        if (++_rows == DuckAppender.ChunkRows)
            EndBatch();
    }

    /// <summary>Hands what was written over to the engine.</summary>
    public void EndBatch()
    {
        if (_rows == 0)
            return;
        _appender.Append(_rows);
        _rows = 0;
    }

    /// <summary>Moves everything into the table, inside the connection's transaction.</summary>
    public void Flush()
    {
        EndBatch();
        _appender.Flush();
    }

    public void Dispose() => _appender.Dispose();

    // What a row wrote before it found a column missing is lost with its chunk, so the row is begun again.
    private void AddColumn(FactColumn column, ValueForm form)
    {
        Flush();
        _appender.Dispose();
        StoreSchema.AddColumn(connection, table, column, form);
        _appender = connection.AppendTo("store", table.Name);
    }

    private bool TryAdd(in FactRow fact, int log, int part, out FactColumn column, out ValueForm form)
    {
        var columns = _appender.Columns;
        var row = _rows;
        for (var i = 0; i < fact.ValueCount; i++)
        {
            column = fact.ColumnAt(i);
            form = schema.FormOf(column);
            if (!TryWrite(columns, row, column, ref form, fact.Utf8At(i)))
                return false;
        }

        if (fact.Time is { } time)
            columns[FactTable.Ticks].Write(row, time.Ticks);
        columns[FactTable.Log].Write(row, log);
        columns[FactTable.Place].Write(row, RowPlace.Of(fact.Record));
        columns[FactTable.Tail].Write(row, RowPlace.TailOf(fact.Record.Length, part, fact.Time));
        column = default;
        form = default;
        return true;
    }

    // False when the table has no column yet for the form, which becomes text where the value is not of the column's form.
    private bool TryWrite(ReadOnlySpan<ColumnWriter> columns, int row, FactColumn column, ref ValueForm form, ReadOnlySpan<byte> utf8)
    {
        var place = table.TypedPlaceOf(column);
        switch (form)
        {
            case ValueForm.Integer when PlainValues.TryReadInteger(utf8, out var number):
                if (place >= 0)
                    columns[place].Write(row, number);
                return place >= 0;
            case ValueForm.Ipv4 when PlainValues.TryReadIpv4(utf8, out var address):
                if (place >= 0)
                    columns[place].Write(row, address);
                return place >= 0;
            case ValueForm.Word when _words[(int)column].TryGet(names, utf8, out var id):
                if (place >= 0)
                    columns[place].Write(row, id);
                return place >= 0;
            case ValueForm.Flag when utf8.SequenceEqual("true"u8) || utf8.SequenceEqual("false"u8):
                if (place >= 0)
                    columns[place].Write(row, utf8.Length == "true"u8.Length);
                return place >= 0;
            default:
                form = ValueForm.Text;
                place = table.TextPlaceOf(column);
                if (place >= 0)
                    columns[place].WriteText(row, utf8);
                return place >= 0;
        }
    }
}
