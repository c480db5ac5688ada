using System.Buffers;
using Dwell.Model.Records;
using Dwell.Model.Time;
using Dwell.Readers.Logs;

namespace Dwell.Readers.Zeek;

/// <summary>
/// Reads rows. Values stay where they lie, but for those with escapes and for booleans; see <see cref="ZeekText"/> and
/// <see cref="ZeekNumber"/> for the form that they have in common with Zeek's JSON.
/// </summary>
internal sealed class ZeekTsvReader(ReaderTools tools) : LineBlockReader(tools)
{
    private ZeekHeader _header = ZeekHeader.None;
    private ZeekHeader? _bound;
    private Shape? _shape;
    private ZeekColumn[] _columns = [];
    private int _timeSlot;
    private int[] _ends = [];

    protected override void Begin(LogBlock block) => _header = block.State as ZeekHeader ?? ZeekHeader.None;

    protected override LineResult TryRead(in LogLine line)
    {
        var row = line.Span;
        if (ZeekHeaderLines.IsDirective(row, line.Ref.Offset))
        {
            _header = _header.With(row, line.Ref.Offset, line.Ref.Length);
            return LineResult.NoRecord;
        }

        if (!_header.IsUsable)
            return LineResult.Unread;
        if (!ReferenceEquals(_header, _bound))
            Bind();
        if (!TrySplit(row))
            return LineResult.Unread;

        Slots.Begin(line.Buffer);
        var hasEscapes = row.Contains((byte)'\\');
        UtcInstant? time = null;
        var start = 0;
        for (var slot = 0; slot < _columns.Length; slot++)
        {
            var end = _ends[slot];
            var value = row[start..end];
            if (!value.SequenceEqual(_header.UnsetField))
            {
                if (slot == _timeSlot)
                    time = ZeekNumber.ReadTime(value);
                Add(slot, value, line.Start + start, hasEscapes);
            }

            start = end + _header.Separator.Length;
        }

        Slots.Complete(_shape!, line.Ref, time);
        return LineResult.Record;
    }

    // A row with another number of values than the header has names is damaged (cut short, or of another log): to read it by
    // position would give values to the wrong names. Empty values at the end are left over from whoever made the file.
    private bool TrySplit(ReadOnlySpan<byte> row)
    {
        var separator = _header.Separator;
        var found = separator.Length == 1
            ? ColumnSplitter.Split(row, separator[0], _ends)
            : ColumnSplitter.Split(row, separator, _ends);
        if (found < _ends.Length)
            return false;
        var rest = row[_ends[^1]..];
        while (rest.StartsWith(separator))
            rest = rest[separator.Length..];
        return rest.IsEmpty;
    }

    private void Bind()
    {
        _bound = _header;
        _shape = ZeekShapes.Of(Tools.Shapes, _header);
        _ends = new int[_header.Fields.Length];
        _columns = new ZeekColumn[_header.Fields.Length];
        _timeSlot = _header.Fields.IndexOf("ts");
        for (var i = 0; i < _columns.Length; i++)
        {
            // Without types only the time is known for what it is.
            _columns[i] = i < _header.Types.Length ? ZeekColumn.Of(_header.Types[i])
                : i == _timeSlot ? ZeekColumn.Of("time")
                : default;
        }
    }

    private void Add(int slot, ReadOnlySpan<byte> value, int start, bool hasEscapes)
    {
        var column = _columns[slot];
        if (value.Length > 1 && value.SequenceEqual(_header.EmptyField))
        {
            if (column.IsContainer)
                Slots.AddNull(slot);
            else
                Slots.Add(slot, start, 0);
            return;
        }

        if (column.IsContainer)
            AddElements(slot, column.Kind, value, start, hasEscapes);
        else
            AddOne(slot, column.Kind, value, start, hasEscapes);
    }

    private void AddElements(int slot, ZeekValueKind kind, ReadOnlySpan<byte> value, int start, bool hasEscapes)
    {
        var separator = _header.SetSeparator;
        while (true)
        {
            var end = separator.Length == 0 ? -1 : value.IndexOf(separator);
            var element = end < 0 ? value : value[..end];
            if (element.SequenceEqual(_header.UnsetField))
                Slots.AddNull(slot);
            else if (element.Length > 1 && element.SequenceEqual(_header.EmptyField))
                Slots.Add(slot, start, 0);
            else
                AddOne(slot, kind, element, start, hasEscapes);
            if (end < 0)
                return;
            value = value[(end + separator.Length)..];
            start += end + separator.Length;
        }
    }

    private void AddOne(int slot, ZeekValueKind kind, ReadOnlySpan<byte> value, int start, bool hasEscapes)
    {
        switch (kind)
        {
            case ZeekValueKind.Number when value.IndexOfAny((byte)'e', (byte)'E') < 0:
                Slots.Add(slot, start, ZeekNumber.LengthWithoutZeros(value));
                return;
            case ZeekValueKind.Number when ZeekJsonValue.TryPut(Slots, slot, value, isText: false):
                return;
            case ZeekValueKind.Bool when value is [(byte)'T']:
                Slots.AddOwn(slot, "true"u8);
                return;
            case ZeekValueKind.Bool when value is [(byte)'F']:
                Slots.AddOwn(slot, "false"u8);
                return;
            default:
                if (hasEscapes && value.Contains((byte)'\\'))
                    AddUnescaped(slot, value);
                else
                    Slots.Add(slot, start, value.Length);
                return;
        }
    }

    private void AddUnescaped(int slot, ReadOnlySpan<byte> value)
    {
        var text = ArrayPool<byte>.Shared.Rent(ZeekText.MostBytes(value.Length));
        Slots.AddOwn(slot, text.AsSpan(0, ZeekText.Normalize(value, text)));
        ArrayPool<byte>.Shared.Return(text);
    }
}
