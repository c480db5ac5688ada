using System.Collections.Immutable;
using Dwell.Content.Mappings;
using Dwell.Model.Records;

namespace Dwell.Facts.Mapping;

/// <summary>A field reference bound to the slots of one shape.</summary>
internal readonly struct BoundField
{
    private readonly ImmutableArray<int> _slots;
    private readonly int _index;

    private BoundField(ImmutableArray<int> slots, int index)
    {
        _slots = slots;
        _index = index;
    }

    /// <summary>
    /// Slots of the event's own data come before those of the System part: the record of a cleared log has a
    /// field
    /// <c>Channel</c> that names the log, beside the channel that the record stands in.
    /// </summary>
    public static BoundField Of(Shape shape, FieldRef field)
    {
        var slots = shape.SlotsOf(field.Name);
        var own = shape.Family == WindowsFields.Family ? slots.Where(slot => slot >= WindowsFields.Count).ToImmutableArray() : [];
        return new BoundField(own.IsEmpty ? slots : own, field.Index);
    }

    /// <summary>
    /// The value; false when the record does not have it as a text. A name's values are counted over all its
    /// slots.
    /// </summary>
    public bool TryRead(LogRecord record, out ReadOnlySpan<char> text)
    {
        text = default;
        if (_index == 0)
            return !_slots.IsEmpty && record.Read(_slots[0], 0, out text) == FieldState.Text;
        var passed = 0;
        foreach (var slot in _slots)
        {
            var count = record.CountAt(slot);
            if (_index - passed < count)
                return record.Read(slot, _index - passed, out text) == FieldState.Text;
            passed += count;
        }

        return false;
    }

    /// <summary>The value as the bytes that the evidence has; false when the record does not have it in that form.</summary>
    public bool TryReadUtf8(LogRecord record, out ReadOnlySpan<byte> utf8)
    {
        utf8 = default;
        return _index == 0 && !_slots.IsEmpty && record.TryReadUtf8(_slots[0], out utf8);
    }

    /// <summary>Writes all values of the name, joined by a comma and a blank; false when there are none that say something.</summary>
    public bool TryWriteAll(LogRecord record, TextBuffer buffer)
    {
        foreach (var slot in _slots)
        {
            var count = record.CountAt(slot);
            for (var index = 0; index < count; index++)
            {
                // No value is cut within: what passes the limit is cut as a whole, and the record is cited.
                if (buffer.Length > FactMapper.MaxValueLength)
                    return true;
                if (record.Read(slot, index, out var text) != FieldState.Text || Converter.Meaningful(text) is not { IsEmpty: false } value)
                    continue;
                if (buffer.Length > 0)
                    buffer.Append(", ");
                buffer.Append(value);
            }
        }

        return buffer.Length > 0;
    }
}
