using Dwell.Evtx.Fields;
using Dwell.Evtx.Records;
using Dwell.Evtx.Values;
using Dwell.Model.Evidence;
using Dwell.Model.Records;
using Dwell.Model.Time;

namespace Dwell.Readers.Windows;

/// <summary>
/// A Windows event as the rest of Dwell sees records. Texts of the log are given as they lie in the chunk, without a
/// copy; other types are formatted when something asks, once a slot.
/// </summary>
public sealed class EvtxLogRecord : LogRecord
{
    // 2000-01-01: the format came with Windows Vista, and converted older logs reach back to Windows 2000. 2100-01-01.
    private const long EarliestTicks = 630_822_816_000_000_000;
    private const long LatestTicks = 662_380_416_000_000_000;

    private readonly WindowsLayouts _layouts;
    private readonly EvtxRecord _record;
    private int _evidence;
    private readonly RecordTexts _texts = new();
    private WindowsLayout? _layout;

    internal EvtxLogRecord(EvtxRecord record, WindowsLayouts layouts)
    {
        _record = record;
        _layouts = layouts;
    }

    /// <inheritdoc/>
    public override Shape Shape => Layout.Shape;

    /// <inheritdoc/>
    public override RecordRef Ref => new(_evidence, _record.Offset, _record.Length);

    /// <summary>
    /// The time of creation that the event names; where it has none, when the log service wrote it. Times that no log of this
    /// format can hold (zeros and left-over bytes read as times) are none.
    /// </summary>
    public override UtcInstant? Time
    {
        get
        {
            if (Layout.Slots[WindowsFields.TimeCreated] is { Parts: [{ Instance: >= 0 } part] })
            {
                var value = ValueOf(part);
                if (ValueText.TryReadTicks(_record.BytesOf(value), value.Type, out var ticks) && IsPlausible(ticks))
                    return new UtcInstant(ticks);
            }

            return UtcInstant.TryFromFileTime(_record.WrittenFileTime, out var written) && IsPlausible(written.Ticks) ? written : null;
        }
    }

    /// <inheritdoc/>
    public override bool Recovered => _record.Recovered;

    /// <summary>The record id in the record's head.</summary>
    public ulong RecordId => _record.Id;

    /// <summary>The record that this one stands for.</summary>
    public EvtxRecord Evtx => _record;

    private WindowsLayout Layout => _layout ??= _layouts.Find(_record);

    /// <inheritdoc/>
    public override int CountAt(int slot)
    {
        if (Layout.Slots[slot] is not { } field)
            return 0;
        if (field.Parts is not [{ Instance: >= 0 } part])
            return 1;
        var value = ValueOf(part);
        if (value.IsNull)
            return field.IsAttribute ? 0 : 1;
        return value.IsArray ? ArrayItems.Count(_record.BytesOf(value), value.Type) : 1;
    }

    /// <inheritdoc/>
    public override FieldState Read(int slot, int index, out ReadOnlySpan<char> text)
    {
        text = default;
        if (Layout.Slots[slot] is not { } field)
            return FieldState.Absent;
        if (field.Parts is not [{ Instance: >= 0 } part])
            return ReadComposite(field, slot, out text);
        var value = ValueOf(part);
        if (value.IsNull)
            return field.IsAttribute ? FieldState.Absent : FieldState.Null;
        text = value.Type == EvtxValueType.String
            ? ValueText.Characters(_record.BytesOf(value))
            : _texts.Of(_record.BytesOf(value), value, slot, index);
        return FieldState.Text;
    }

    /// <inheritdoc/>
    public override bool TryReadInteger(int slot, out long value)
    {
        if (Layout.Slots[slot] is not { Parts: [{ Instance: >= 0 } part] })
            return base.TryReadInteger(slot, out value);
        var raw = ValueOf(part);
        return raw.Type is EvtxValueType.String or EvtxValueType.AnsiString
            ? base.TryReadInteger(slot, out value)
            : ValueText.TryReadInteger(_record.BytesOf(raw), raw.Type, out value);
    }

    /// <summary>Called when the reader begins a chunk of an evidence file.</summary>
    internal void Begin(int evidence)
    {
        _evidence = evidence;
        Reset();
    }

    /// <summary>Called when the reader has moved on.</summary>
    internal void Reset()
    {
        _layout = null;
        _texts.Reset();
    }

    private static bool IsPlausible(long ticks) => ticks is >= EarliestTicks and < LatestTicks;

    private EvtxValue ValueOf(EvtxFieldPart part) => _record.ValueAt(_record.Instances[part.Instance], part.Slot);

    /// <summary>Texts of the template, or several values in one element: joined.</summary>
    private FieldState ReadComposite(EvtxField field, int slot, out ReadOnlySpan<char> text)
    {
        text = default;
        if (field.Parts.IsEmpty)
            return FieldState.Null;
        if (field.Parts is [{ Instance: < 0 } literal])
        {
            text = literal.Text;
            return FieldState.Text;
        }

        if (_texts.TryGet(slot, out text))
            return FieldState.Text;
        _texts.BeginJoin();
        foreach (var part in field.Parts)
        {
            if (part.Instance < 0)
                _texts.Join(part.Text);
            else if (ValueOf(part) is { IsNull: false } value)
                _texts.Join(_record.BytesOf(value), value);
        }

        text = _texts.EndJoin(slot);
        return FieldState.Text;
    }
}
