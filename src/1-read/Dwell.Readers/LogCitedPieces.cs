using System.Collections.Immutable;
using Dwell.Evidence;
using Dwell.Evidence.Citations;
using Dwell.Model.Evidence;
using Dwell.Readers.Logs;

namespace Dwell.Readers;

/// <summary>Says which bytes a record of any format rests on. Not for several threads.</summary>
public sealed class LogCitedPieces(LogFormats formats) : ICitedPieces
{
    private EvidenceBytes? _bytes;
    private CitedPieces? _pieces;

    /// <inheritdoc/>
    public ImmutableArray<LocatorPiece> PiecesOf(EvidenceItem item, EvidenceBytes bytes, RecordRef record)
    {
        if (!ReferenceEquals(_bytes, bytes))
        {
            _bytes = bytes;
            _pieces = formats.Of(LogHead.Read(item, bytes))?.CiteFrom(new LogFile(item, bytes, LogSurroundings.None));
        }

        return _pieces?.Of(record) ?? [new LocatorPiece(record.Offset, record.Length)];
    }
}
