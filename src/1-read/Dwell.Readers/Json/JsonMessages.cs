using System.Buffers.Text;
using Dwell.Model.Evidence;
using Dwell.Model.Records;
using Dwell.Model.Time;
using Dwell.Readers.Lines;
using Dwell.Readers.Logs;

namespace Dwell.Readers.Json;

/// <summary>Makes records of a logging service's messages, as the reader of its lines does. One a thread.</summary>
internal sealed class JsonMessages(LinePatterns patterns, ShapeTable shapes)
{
    private const int MostKept = 4096;

    private readonly LineMatcher _matcher = new(patterns);
    private readonly LineRecordFiller _filler = new(patterns, shapes);
    private readonly Dictionary<(JsonLayout, LineSource?), Shape> _shapes = [];
    private byte[] _text = new byte[1024];
    private int _length;

    public void Fill(SlotRecord record, JsonEntries entries, JsonValues values, JsonLayout layout, RecordRef place, UtcInstant? time)
    {
        var message = layout.Message!;
        ReadText(entries, values, message.Text);
        var line = new LogLine(_text, 0, _length, place);
        var source = _matcher.Match(values.FirstAt(message.Program), line.Span) ? _matcher.Event!.Source : null;
        _filler.Begin(record, line);
        _filler.AddMatch(record, line, _matcher, 0);
        _filler.Add(record, line, LineFields.Message, new LinePart(0, _length));
        _filler.AddOwn(record, LineFields.Program, values.FirstAt(message.Program));
        _filler.AddOwn(record, LineFields.ProcessId, values.FirstAt(message.ProcessId));
        _filler.AddOwn(record, LineFields.HostName, values.FirstAt(message.HostName));
        _filler.AddOwn(record, LineFields.Severity, SyslogPriority.SeverityOf(Number(values.FirstAt(message.Severity), 7)));
        _filler.AddOwn(record, LineFields.Facility, SyslogPriority.FacilityOf(Number(values.FirstAt(message.Facility), 23) * 8));
        var own = source?.Fields.Length ?? LineFields.Count;
        foreach (ref readonly var entry in entries.Items)
        {
            if (layout.SlotAt(entry.Position) is not (>= 0 and var slot))
                continue;
            if (entry.Kind == JsonEntryKind.Null)
                record.AddNull(own + slot);
            else
                record.AddOwn(own + slot, values.Of(entry));
        }

        record.Complete(ShapeOf(layout, source), place, time);
    }

    // Bytes that are no text stand as an array of numbers (systemd, "Journal Export Formats").
    private void ReadText(JsonEntries entries, JsonValues values, int position)
    {
        _length = 0;
        if (position < 0)
            return;
        var count = 0;
        foreach (ref readonly var entry in entries.Items)
            count += entry.Position == position ? 1 : 0;
        if (count == 1)
        {
            var text = values.FirstAt(position);
            Reserve(text.Length);
            text.CopyTo(_text);
            _length = text.Length;
            return;
        }

        Reserve(count);
        foreach (ref readonly var entry in entries.Items)
        {
            if (entry.Position == position && Number(values.Of(entry), byte.MaxValue) is >= 0 and var number)
                _text[_length++] = (byte)number;
        }
    }

    private void Reserve(int length)
    {
        if (_text.Length < length)
            _text = new byte[length * 2];
    }

    private static int Number(ReadOnlySpan<byte> text, int most) =>
        Utf8Parser.TryParse(text, out int number, out var read) && read == text.Length && number >= 0 && number <= most ? number : -1;

    private Shape ShapeOf(JsonLayout layout, LineSource? source)
    {
        if (_shapes.TryGetValue((layout, source), out var shape))
            return shape;
        var fields = source?.Fields ?? LineFields.Names;
        var idSlot = layout.Shape.IdSlot < 0 ? -1 : fields.Length + layout.Shape.IdSlot;
        shape = shapes.Intern(source?.Family ?? layout.Shape.Family, source?.Name ?? layout.Shape.Source, fields.AddRange(layout.Shape.Fields), idSlot);
        if (_shapes.Count < MostKept)
            _shapes.Add((layout, source), shape);
        return shape;
    }
}
