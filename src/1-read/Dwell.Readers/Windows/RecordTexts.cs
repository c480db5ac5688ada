using System.Text;
using Dwell.Evtx.Values;

namespace Dwell.Readers.Windows;

/// <summary>
/// The texts that were made for the current record, one buffer a reader. A text stays where it is until
/// <see cref="Reset"/>: when the buffer is full a larger one follows, the old one lives as long as its spans.
/// </summary>
internal sealed class RecordTexts
{
    private char[] _buffer = new char[4096];
    private int _used;
    private int _joinStart;
    private (int Record, char[] Buffer, int Start, int Length)[] _made = [];
    private int _record = 1;

    // The array item behind the last one that was read, and where in the value it begins.
    private (int Slot, int Index, int Offset) _next = (-1, 0, 0);

    public void Reset()
    {
        _used = 0;
        _record++;
        _next = (-1, 0, 0);
    }

    /// <summary>The text made for a slot earlier.</summary>
    public bool TryGet(int slot, out ReadOnlySpan<char> text)
    {
        var isMade = slot < _made.Length && _made[slot].Record == _record;
        text = isMade ? _made[slot].Buffer.AsSpan(_made[slot].Start, _made[slot].Length) : default;
        return isMade;
    }

    /// <summary>The text of value <paramref name="index"/> at a slot; empty when an array has no such item.</summary>
    public ReadOnlySpan<char> Of(ReadOnlySpan<byte> bytes, EvtxValue value, int slot, int index)
    {
        if (index == 0 && TryGet(slot, out var made))
            return made;
        BeginJoin();
        if (!value.IsArray)
        {
            Append(bytes, value.Type);
        }
        else if (ItemAt(bytes, value.Type, slot, index, out var item))
        {
            if ((value.Type & ~EvtxValueType.Array) == EvtxValueType.String)
                return ValueText.Characters(item);
            Append(item, value.Type & ~EvtxValueType.Array);
        }

        return index == 0 ? EndJoin(slot) : _buffer.AsSpan(_joinStart, _used - _joinStart);
    }

    public void BeginJoin() => _joinStart = _used;

    public void Join(ReadOnlySpan<char> text)
    {
        Reserve(text.Length);
        text.CopyTo(_buffer.AsSpan(_used));
        _used += text.Length;
    }

    public void Join(ReadOnlySpan<byte> bytes, EvtxValue value)
    {
        if (!value.IsArray)
        {
            Append(bytes, value.Type);
            return;
        }

        var isFirst = true;
        foreach (var item in new ArrayItems(bytes, value.Type))
        {
            if (!isFirst)
                Join(",");
            Append(item, value.Type & ~EvtxValueType.Array);
            isFirst = false;
        }
    }

    public ReadOnlySpan<char> EndJoin(int slot)
    {
        if (slot >= _made.Length)
            Array.Resize(ref _made, Math.Max(64, slot * 2));
        _made[slot] = (_record, _buffer, _joinStart, _used - _joinStart);
        return _buffer.AsSpan(_joinStart, _used - _joinStart);
    }

    private bool ItemAt(ReadOnlySpan<byte> bytes, EvtxValueType type, int slot, int index, out ReadOnlySpan<byte> item)
    {
        if (ArrayItems.SizeOf(type) is > 0 and var size)
        {
            var start = (long)index * size;
            item = start < bytes.Length ? bytes.Slice((int)start, Math.Min(size, bytes.Length - (int)start)) : default;
            return start < bytes.Length;
        }

        // Items are asked for in order: going on behind the last one keeps a long array from costing its square.
        var (i, offset) = slot == _next.Slot && index >= _next.Index ? (_next.Index, _next.Offset) : (0, 0);
        var items = new ArrayItems(bytes[offset..], type);
        for (; items.MoveNext(); i++)
        {
            if (i != index)
                continue;
            _next = (slot, index + 1, bytes.Length - items.Left);
            item = items.Current;
            return true;
        }

        item = default;
        return false;
    }

    private void Append(ReadOnlySpan<byte> bytes, EvtxValueType type)
    {
        switch (type)
        {
            case EvtxValueType.String:
                Join(ValueText.Characters(bytes));
                break;
            case EvtxValueType.AnsiString:
                var ansi = bytes.TrimEnd((byte)0);
                Reserve(ansi.Length);
                _used += Encoding.Latin1.GetChars(ansi, _buffer.AsSpan(_used));
                break;
            default:
                Reserve(Math.Max(ValueText.MostCharacters, 2 * bytes.Length));
                if (!ValueText.TryFormat(bytes, type, _buffer.AsSpan(_used), out var written))
                    Convert.TryToHexString(bytes, _buffer.AsSpan(_used), out written);
                _used += written;
                break;
        }
    }

    private void Reserve(int count)
    {
        if (count <= _buffer.Length - _used)
            return;
        var joined = _used - _joinStart;
        var larger = new char[Math.Max(_buffer.Length * 2, joined + count)];
        _buffer.AsSpan(_joinStart, joined).CopyTo(larger);
        _buffer = larger;
        _joinStart = 0;
        _used = joined;
    }
}
