using System.Collections.Immutable;
using System.Text;
using Dwell.Model.Evidence;
using Dwell.Model.Time;
using Dwell.Readers.Lines;
using Dwell.Readers.Logs;
using Dwell.Readers.Zeek;

namespace Dwell.Readers.Json;

/// <summary>Makes records of objects: finds what is known of their keys and puts the values into their slots.</summary>
internal sealed class JsonRecords
{
    private readonly JsonNames _names;
    private readonly JsonKeySets _sets;
    private readonly JsonValues _values;
    private readonly JsonInnerXml _xml = new();
    private readonly Lazy<JsonMessages>? _messages;
    private JsonName _root;

    public JsonRecords(ReaderTools tools, ImmutableArray<JsonDialect> dialects, LineKnowledge? lines)
    {
        _messages = lines is null ? null : new Lazy<JsonMessages>(() => new JsonMessages(lines.Patterns, tools.Shapes));
        _names = new JsonNames(dialects.SelectMany(dialect => dialect.Texts));
        _sets = new JsonKeySets(dialects, tools.Shapes);
        Scanner = new JsonScanner(_names);
        _values = new JsonValues(Scanner.Entries);
        _root = _names.Root;
    }

    public JsonScanner Scanner { get; }

    /// <summary>Fills a record with the object that was scanned last, which lies in these bytes.</summary>
    public void Fill(SlotRecord record, byte[] bytes, RecordRef place, string path)
    {
        // New names have old numbers once names were forgotten.
        if (!ReferenceEquals(_root, _names.Root))
        {
            _sets.Clear();
            _root = _names.Root;
        }

        var entries = Scanner.Entries;
        _values.Open(bytes);
        var set = _sets.Find(entries, path, isInner: false);
        if (!set.Inner.IsEmpty)
        {
            foreach (var inner in set.Inner)
                ReadInner(inner, set.PositionOf(inner.Field));
            set = _sets.Find(entries, path, isInner: true);
        }

        var layout = set.LayoutOf(_values);
        if (layout.Message is not null && _messages is not null)
        {
            _messages.Value.Fill(record, entries, _values, layout, place, TimeOf(layout));
            return;
        }

        record.Begin(bytes);
        foreach (ref readonly var entry in entries.Items)
        {
            if (layout.SlotAt(entry.Position) is >= 0 and var slot)
                Put(record, slot, entry, layout.FormAt(entry.Position));
        }

        foreach (var (slot, value) in layout.Constants)
            record.AddOwn(slot, value);
        record.Complete(layout.Shape, place, TimeOf(layout));
    }

    private void Put(SlotRecord record, int slot, in JsonEntry entry, JsonValueForm form)
    {
        if (entry.Kind == JsonEntryKind.Null)
            record.AddNull(slot);
        else if (form == JsonValueForm.Zeek && ZeekJsonValue.TryPut(record, slot, _values.Of(entry), _values.IsText(entry)))
            return;
        else if (form is not (JsonValueForm.AsWritten or JsonValueForm.Zeek))
            JsonValueForms.Put(record, slot, _values.Of(entry), form);
        else if (entry.Kind == JsonEntryKind.Plain)
            record.Add(slot, entry.Start, entry.Length);
        else
            record.AddOwn(slot, _values.Of(entry));
    }

    private UtcInstant? TimeOf(JsonLayout layout)
    {
        foreach (var time in layout.Times)
        {
            if (JsonTimes.TryRead(_values.FirstAt(time.Key), time.Form, out var found))
                return found;
        }

        return null;
    }

    private void ReadInner(JsonInner inner, int position)
    {
        if (Scanner.Entries.FirstAt(position).Kind == JsonEntryKind.Null)
            return;
        var prefix = inner.Prefix.Length == 0 ? _names.Root : _names.Find(_names.Root, Encoding.UTF8.GetBytes(inner.Prefix), isEscaped: false);
        var text = _values.FirstAt(position);
        if (inner.Form == JsonInnerForm.Lines)
            JsonInnerLines.Read(text, prefix, _names, Scanner.Entries);
        else if (JsonInnerXml.Begins(text))
            _xml.Read(text, prefix, _names, Scanner.Entries);
        else
            Scanner.ScanInner(text, prefix);
    }
}
