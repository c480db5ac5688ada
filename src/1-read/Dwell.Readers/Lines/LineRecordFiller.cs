using Dwell.Model.Records;
using Dwell.Model.Time;
using Dwell.Readers.Logs;

namespace Dwell.Readers.Lines;

/// <summary>Fills records from matched messages. One a thread.</summary>
public sealed class LineRecordFiller
{
    private readonly Shape[] _shapes;
    private readonly Shape _unmatched;
    // Which record last set a slot: a slot is set once, the later capture counting.
    private readonly int[] _setBy;
    private SessionMemory? _sessions;
    private int _record;

    /// <summary>A filler whose shapes come from the run's table; messages that fit no pattern are of <c>linux/syslog</c>.</summary>
    public LineRecordFiller(LinePatterns patterns, ShapeTable shapes)
    {
        _shapes = [.. patterns.Sources.Select(source => shapes.Intern(source.Family, source.Name, source.Fields))];
        _unmatched = shapes.Intern("linux", "linux/syslog", LineFields.Names);
        _setBy = new int[_shapes.Append(_unmatched).Max(shape => shape.Fields.Length)];
    }

    /// <summary>
    /// Begins a block: from now on records of it are given what earlier ones of the same session said (<c>sessions</c> in
    /// <c>content/lines</c>). Without a call no record is.
    /// </summary>
    public void BeginBlock()
    {
        _sessions ??= new SessionMemory();
        _sessions.Begin();
    }

    /// <summary>Begins a record over the line's bytes.</summary>
    public void Begin(SlotRecord record, in LogLine line)
    {
        _record++;
        record.Begin(line.Buffer);
    }

    /// <summary>Adds a part of the line, unless it is empty or the slot has a value already.</summary>
    public void Add(SlotRecord record, in LogLine line, int slot, LinePart part)
    {
        if (part.Length > 0 && TakeSlot(slot))
            record.Add(slot, line.Start + part.Start, part.Length);
    }

    /// <summary>Adds a value that is not in the line, unless it is empty or the slot has a value already.</summary>
    public void AddOwn(SlotRecord record, int slot, ReadOnlySpan<byte> value)
    {
        if (!value.IsEmpty && TakeSlot(slot))
            record.AddOwn(slot, value);
    }

    /// <summary>
    /// Adds what the matcher found in the text that begins at <paramref name="shift"/> of the line: captures, then constants where
    /// nothing was captured.
    /// </summary>
    public void AddMatch(SlotRecord record, in LogLine line, LineMatcher matcher, int shift)
    {
        var captures = matcher.Captures;
        for (var i = captures.Length - 1; i >= 0; i--)
        {
            if (TakeSlot(captures[i].Slot))
                record.Add(captures[i].Slot, line.Start + shift + captures[i].Start, captures[i].Length);
        }

        if (matcher.Event is not { } found)
            return;
        foreach (var constant in found.Constants)
            AddOwn(record, constant.Slot, constant.Value.Span);
    }

    /// <summary>Ends the record; <paramref name="source"/> is null when no pattern fitted.</summary>
    public void Complete(SlotRecord record, in LogLine line, LineSource? source, UtcInstant? time)
    {
        if (source?.Session is { } slots)
            _sessions?.Join(record, this, source, slots);
        record.Complete(source is null ? _unmatched : _shapes[source.Index], line.Ref, time);
    }

    private bool TakeSlot(int slot)
    {
        if (_setBy[slot] == _record)
            return false;
        _setBy[slot] = _record;
        return true;
    }
}
