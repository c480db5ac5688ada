using System.Collections.Immutable;
using Dwell.Evidence;
using Dwell.Model.Evidence;
using Dwell.Model.Records;
using Dwell.Readers.Logs;

namespace Dwell.Readers;

/// <summary>
/// A record read again from the bytes that its citation names, and from nothing else: what is shown follows from what is cited.
/// </summary>
public static class CitedLogRecord
{
    /// <summary>
    /// Reads the record that the pieces name and hands it to <paramref name="use"/>. False when the bytes are not there, or are no
    /// record.
    /// </summary>
    public static bool TryRead(
        LogFormats formats, EvidenceItem item, EvidenceBytes bytes, ImmutableArray<LocatorPiece> pieces, Action<LogRecord> use)
    {
        var format = formats.Of(LogHead.Read(item, bytes));
        using var block = format?.BlockOf(new LogFile(item, bytes, LogSurroundings.None), pieces);
        if (block is null)
            return false;
        var reader = format!.CreateReader(new ReaderTools(new ShapeTable()));
        reader.Open(block);
        if (!reader.MoveNext())
            return false;
        use(reader.Record);
        return true;
    }
}
