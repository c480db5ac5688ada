using System.Buffers.Text;
using Dwell.Facts.DuckDb.Native;
using Dwell.Facts.DuckDb.Schema;
using Dwell.Facts.Store;

namespace Dwell.Facts.DuckDb.Rows;

/// <summary>Writes rows of one kind into its table.</summary>
internal sealed class KindAppender(KindTable table, DuckAppender appender) : IDisposable
{
    // Above this, two digits of a 19-digit number may pass what BIGINT holds.
    private const int SafeDigits = 18;

    private readonly List<byte> _odd = [];
    private readonly List<byte[]> _oddTexts = [];
    private int _rows;

    /// <summary>Writes a row; its texts must stay where they are until <see cref="EndBatch"/>.</summary>
    public void Add(in FactRow fact, long seq, int host, int source, int eventClass)
    {
        var columns = appender.Columns;
        var row = _rows;
        columns[BaseColumn.Seq].Write(row, seq);
        if (fact.Time is { } time)
            columns[BaseColumn.Ticks].Write(row, time.Ticks);
        columns[BaseColumn.Clock].Write(row, StoreSchema.ClockOf(fact.Time));
        columns[BaseColumn.Host].Write(row, host);
        columns[BaseColumn.Source].Write(row, source);
        columns[BaseColumn.Class].Write(row, eventClass);
        var place = fact.Record;
        columns[BaseColumn.Evidence].Write(row, place.Evidence);
        columns[BaseColumn.Offset].Write(row, place.Offset);
        columns[BaseColumn.Length].Write(row, place.Length);
        for (var i = 0; i < fact.ValueCount; i++)
        {
            var column = fact.ColumnAt(i);
            var utf8 = fact.Utf8At(i);
            switch (table.KindOf(column))
            {
                case ValueKind.Text:
                    columns[table.PlaceOf(column)].WriteText(row, utf8);
                    break;
                case ValueKind.Integer when TryReadInteger(utf8, out var number):
                    columns[table.PlaceOf(column)].Write(row, number);
                    break;
                case ValueKind.Flag when utf8.SequenceEqual("true"u8):
                    columns[table.PlaceOf(column)].Write(row, true);
                    break;
                case ValueKind.Flag when utf8.SequenceEqual("false"u8):
                    columns[table.PlaceOf(column)].Write(row, false);
                    break;
                default:
                    OddValues.Append(_odd, column, utf8);
                    break;
            }
        }

        if (_odd.Count > 0)
            WriteOdd(columns, row);
        if (++_rows == DuckAppender.ChunkRows)
            EndBatch();
    }

    /// <summary>Hands what was written over to the engine.</summary>
    public void EndBatch()
    {
        if (_rows == 0)
            return;
        appender.Append(_rows);
        _rows = 0;
        _oddTexts.Clear();
    }

    /// <summary>Moves everything into the table, inside the connection's transaction.</summary>
    public void Flush()
    {
        EndBatch();
        appender.Flush();
    }

    public void Dispose() => appender.Dispose();

    /// <summary>True for a number that reads back as the very same text.</summary>
    internal static bool TryReadInteger(ReadOnlySpan<byte> utf8, out long number)
    {
        number = 0;
        if (utf8.IsEmpty || (utf8[0] == '0' && utf8.Length > 1))
            return false;
        if (utf8.Length > SafeDigits)
            return utf8[0] is >= (byte)'0' and <= (byte)'9' && Utf8Parser.TryParse(utf8, out number, out var used) && used == utf8.Length;
        foreach (var digit in utf8)
        {
            var value = digit - '0';
            if ((uint)value > 9)
                return false;
            number = number * 10 + value;
        }

        return true;
    }

    private void WriteOdd(ReadOnlySpan<ColumnWriter> columns, int row)
    {
        var text = GC.AllocateUninitializedArray<byte>(_odd.Count, pinned: true);
        _odd.CopyTo(text);
        _odd.Clear();
        _oddTexts.Add(text);
        columns[BaseColumn.Odd].WriteText(row, text);
    }
}
