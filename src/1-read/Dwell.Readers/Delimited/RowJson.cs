using Dwell.Readers.Json;
using Dwell.Readers.Logs;

namespace Dwell.Readers.Delimited;

/// <summary>
/// Reads rows of which one value is the record itself, as a JSON object (the <c>AuditData</c> of audit exports): the record is the one
/// that the object gives where it lies in a file of its own, so that one event in two exports is one.
/// </summary>
internal sealed class RowJson(ReaderTools tools)
{
    private readonly Lazy<JsonRecords> _records = new(() => new JsonRecords(tools, JsonDialects.All, lines: null));
    private byte[] _bytes = [];

    /// <summary>Fills a record; false when the value is no whole object.</summary>
    public bool TryFill(SlotRecord record, in LogLine line, RowSplitter values, int column, DelimitedDialect dialect)
    {
        if (column >= values.Count)
            return false;
        var value = values[column];
        var text = line.Span.Slice(value.Start, value.Length);
        if (text.IsEmpty || text[0] != '{')
            return false;
        if (_bytes.Length < text.Length)
            _bytes = new byte[Math.Max(text.Length, 16 * 1024)];
        var length = text.Length - RowSplitter.EscapesIn(text, dialect);
        RowSplitter.Unescape(text, dialect, _bytes.AsSpan(0, length));
        if (_records.Value.Scanner.Scan(_bytes, 0, length) != JsonScan.Record)
            return false;
        _records.Value.Fill(record, _bytes, line.Ref, path: "");
        return true;
    }
}
