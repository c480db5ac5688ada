using Dwell.Model.LogSources;
using Dwell.Model.Records;

namespace Dwell.Sigma.Binding;

/// <summary>
/// Walks the values of a field in a record: first those of the first slot, then of the next. A record without the field has none.
/// <see cref="Text"/> is valid until the next <see cref="MoveNext"/> with the same buffer and while the record stands.
/// </summary>
internal ref struct FieldValues(LogRecord record, BoundField field, ConversionBuffer buffer)
{
    private int _slot = -1;
    private int _index;
    private int _count;
    private bool _isJoined;
    private ReadOnlySpan<char> _lines;

    /// <summary>The value's text; empty when <see cref="State"/> is <see cref="FieldState.Null"/>.</summary>
    public ReadOnlySpan<char> Text { get; private set; }

    /// <summary><see cref="FieldState.Text"/> or <see cref="FieldState.Null"/>.</summary>
    public FieldState State { get; private set; }

    /// <summary>Goes to the next value that is there.</summary>
    public bool MoveNext()
    {
        switch (field.Conversion)
        {
            case FieldConversion.None:
                return MoveNextStored();
            case FieldConversion.HexToDecimal:
            case FieldConversion.IntegrityLevel:
                if (!MoveNextStored())
                    return false;
                if (State == FieldState.Text)
                    Text = ValueConversion.OfOne(field.Conversion, Text, buffer);
                return true;
            case FieldConversion.LineValue:
                return MoveNextLine();
            default:
                return MoveToJoined();
        }
    }

    private bool MoveNextStored()
    {
        while (true)
        {
            while (_index >= _count)
            {
                if (++_slot >= field.Slots.Length)
                    return false;
                _index = 0;
                _count = record.CountAt(field.Slots[_slot]);
            }

            State = record.Read(field.Slots[_slot], _index++, out var text);
            Text = text;
            if (State != FieldState.Absent)
                return true;
        }
    }

    private bool MoveNextLine()
    {
        while (true)
        {
            while (!_lines.IsEmpty)
            {
                var end = _lines.IndexOfAny('\r', '\n');
                var line = end < 0 ? _lines : _lines[..end];
                _lines = end < 0 ? [] : _lines[(end + 1)..];
                if (!ValueConversion.TryLineValue(line, field.Argument!, out var value))
                    continue;
                State = FieldState.Text;
                Text = value;
                return true;
            }

            if (!MoveNextStored())
                return false;
            _lines = Text;
        }
    }

    private bool MoveToJoined()
    {
        if (_isJoined)
            return false;
        _isJoined = true;
        State = ValueConversion.OfSeveral(record, field, buffer);
        Text = State == FieldState.Text ? buffer.Text : [];
        return State != FieldState.Absent;
    }
}
