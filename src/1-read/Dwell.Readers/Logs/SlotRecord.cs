using System.Text;
using Dwell.Model.Evidence;
using Dwell.Model.Records;
using Dwell.Model.Time;

namespace Dwell.Readers.Logs;

/// <summary>
/// A record whose values are runs of UTF-8 bytes: of the block that it lies in, or, where a value had to be unescaped, of bytes of
/// its own. Filled anew for each record: <see cref="Begin"/>, values in any order, <see cref="Complete"/>. Text in UTF-16 is made
/// when something asks, once. Nothing is allocated per record once the buffers have grown.
/// </summary>
public sealed class SlotRecord : LogRecord
{
    private const int None = -1;

    private byte[] _block = [];
    private byte[] _own = new byte[1024];
    private char[] _text = new char[1024];
    private Value[] _values = new Value[64];
    private Chain[] _slots = new Chain[64];
    private Shape? _shape;
    private RecordRef _reference;
    private UtcInstant? _time;
    private int _usedSlots;
    private int _usedValues;
    private int _usedOwn;
    private int _usedText;
    private int _lastSlot = None;
    private int _lastIndex;
    private int _lastValue;

    /// <inheritdoc/>
    public override Shape Shape => _shape ?? throw new InvalidOperationException("The record was not completed.");

    /// <inheritdoc/>
    public override RecordRef Ref => _reference;

    /// <inheritdoc/>
    public override UtcInstant? Time => _time;

    /// <summary>Forgets the last record; values are places in <paramref name="block"/> from now on.</summary>
    public void Begin(byte[] block)
    {
        _block = block;
        _shape = null;
        Array.Clear(_slots, 0, _usedSlots);
        _usedSlots = _usedValues = _usedOwn = _usedText = 0;
        _lastSlot = None;
    }

    /// <summary>Says what the record is. Values at slots beyond the shape's fields are not seen.</summary>
    public void Complete(Shape shape, RecordRef reference, UtcInstant? time)
    {
        _shape = shape;
        _reference = reference;
        _time = time;
    }

    /// <summary>Adds a value at a slot: <paramref name="length"/> bytes of the block from <paramref name="start"/>.</summary>
    public void Add(int slot, int start, int length) => Append(slot, new Value(start, length, Place.Block));

    /// <summary>Adds a value at a slot that is there without a text (a JSON null).</summary>
    public void AddNull(int slot) => Append(slot, new Value(0, 0, Place.Null));

    /// <summary>Adds a value of its own: the bytes are copied.</summary>
    public void AddOwn(int slot, ReadOnlySpan<byte> utf8) => utf8.CopyTo(AddOwn(slot, utf8.Length));

    /// <summary>Adds a value of its own and gives the place to which its bytes are to be written at once.</summary>
    public Span<byte> AddOwn(int slot, int length)
    {
        if (_own.Length - _usedOwn < length)
            Array.Resize(ref _own, Math.Max(_own.Length * 2, _usedOwn + length));
        Append(slot, new Value(_usedOwn, length, Place.Own));
        _usedOwn += length;
        return _own.AsSpan(_usedOwn - length, length);
    }

    /// <inheritdoc/>
    public override int CountAt(int slot) => slot < _usedSlots ? _slots[slot].Count : 0;

    /// <inheritdoc/>
    public override FieldState Read(int slot, int index, out ReadOnlySpan<char> text)
    {
        text = default;
        var at = Find(slot, index);
        if (at == None)
            return FieldState.Absent;
        ref var value = ref _values[at];
        if (value.Place == Place.Null)
            return FieldState.Null;
        if (value.Text == 0)
            Decode(ref value);
        text = _text.AsSpan(value.Text - 1, value.TextLength);
        return FieldState.Text;
    }

    /// <inheritdoc/>
    public override bool TryReadUtf8(int slot, out ReadOnlySpan<byte> utf8)
    {
        utf8 = default;
        if (CountAt(slot) == 0)
            return false;
        ref readonly var value = ref _values[_slots[slot].First];
        if (value.Place == Place.Null)
            return false;
        utf8 = BytesOf(value);
        return true;
    }

    /// <summary>Value <paramref name="index"/> at a slot as bytes; empty when it is absent or null.</summary>
    public ReadOnlySpan<byte> BytesAt(int slot, int index = 0)
    {
        var at = Find(slot, index);
        return at == None || _values[at].Place == Place.Null ? default : BytesOf(_values[at]);
    }

    private ReadOnlySpan<byte> BytesOf(in Value value) =>
        (value.Place == Place.Own ? _own : _block).AsSpan(value.Start, value.Length);

    private void Append(int slot, Value value)
    {
        if (slot >= _slots.Length)
            Array.Resize(ref _slots, Math.Max(_slots.Length * 2, slot + 1));
        if (_usedValues == _values.Length)
            Array.Resize(ref _values, _values.Length * 2);
        _usedSlots = Math.Max(_usedSlots, slot + 1);
        ref var chain = ref _slots[slot];
        if (chain.Count++ == 0)
            chain.First = _usedValues;
        else
            _values[chain.Last].Next = _usedValues;
        chain.Last = _usedValues;
        value.Next = None;
        _values[_usedValues++] = value;
    }

    // Values of a slot are read one after the other as a rule: going on from the last one keeps a long array linear.
    private int Find(int slot, int index)
    {
        if (slot >= _usedSlots || index >= _slots[slot].Count)
            return None;
        var (at, passed) = slot == _lastSlot && index >= _lastIndex ? (_lastValue, _lastIndex) : (_slots[slot].First, 0);
        for (; passed < index; passed++)
            at = _values[at].Next;
        (_lastSlot, _lastIndex, _lastValue) = (slot, index, at);
        return at;
    }

    private void Decode(ref Value value)
    {
        var bytes = BytesOf(value);
        var needed = Encoding.UTF8.GetMaxCharCount(bytes.Length);

        // Spans handed out before stay valid: they hold the old array.
        if (_text.Length - _usedText < needed)
        {
            var larger = new char[Math.Max(_text.Length * 2, _usedText + needed)];
            _text.AsSpan(0, _usedText).CopyTo(larger);
            _text = larger;
        }

        value.TextLength = Encoding.UTF8.GetChars(bytes, _text.AsSpan(_usedText));
        value.Text = _usedText + 1;
        _usedText += value.TextLength;
    }

    private enum Place : byte
    {
        Block,
        Own,
        Null,
    }

    private struct Chain
    {
        public int First;
        public int Last;
        public int Count;
    }

    private struct Value(int start, int length, Place place)
    {
        public readonly int Start = start;
        public readonly int Length = length;
        public readonly Place Place = place;
        public int Next = None;

        // Where the text lies plus one; 0 when it was not made yet.
        public int Text;
        public int TextLength;
    }
}
