using System.Collections.Immutable;
using Dwell.Model.Evidence;
using Dwell.Readers.Logs;

namespace Dwell.Readers.Json;

/// <summary>
/// Reads single objects that other formats carry: the JSON in a column of a CSV, behind the head of a syslog line. One a thread.
/// </summary>
public sealed class JsonObjectReader(ReaderTools tools, ImmutableArray<JsonDialect> dialects)
{
    private readonly JsonRecords _records = new(tools, dialects, lines: null);

    /// <summary>
    /// Fills <paramref name="record"/> with the object that begins at <paramref name="start"/> in the bytes (UTF-8, where the record's
    /// values then lie) and ends, blanks aside, <paramref name="length"/> bytes later. False when these are no such object; the record
    /// is then as it was.
    /// </summary>
    public bool TryRead(byte[] bytes, int start, int length, SlotRecord record, RecordRef place, string path = "")
    {
        var text = bytes.AsSpan(start, length);
        start += length - text.TrimStart(" \t\r\n"u8).Length;
        var end = start + text.Trim(" \t\r\n"u8).Length;
        if (start >= end || bytes[start] != '{' || _records.Scanner.Scan(bytes, start, end) != JsonScan.Record || _records.Scanner.At != end)
            return false;
        _records.Fill(record, bytes, place, path);
        return true;
    }
}
