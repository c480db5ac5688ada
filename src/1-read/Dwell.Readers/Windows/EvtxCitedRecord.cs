using System.Collections.Immutable;
using System.Text;
using Dwell.Evidence;
using Dwell.Evtx.Chunks;
using Dwell.Evtx.Citations;
using Dwell.Evtx.Records;
using Dwell.Evtx.Rendering;
using Dwell.Evtx.Templates;
using Dwell.Model.Evidence;
using Dwell.Model.Records;

namespace Dwell.Readers.Windows;

/// <summary>
/// A record read again from the bytes that its citation names, and from nothing else: what is shown follows from what is
/// cited.
/// </summary>
public sealed class EvtxCitedRecord
{
    private readonly EvtxChunkReader _reader;

    private EvtxCitedRecord(EvtxChunkReader reader, EvtxLogRecord record)
    {
        _reader = reader;
        Record = record;
    }

    /// <summary>The record as fields. They stay as they are.</summary>
    public EvtxLogRecord Record { get; }

    /// <summary>The record as XML on one line; empty when it would be longer than the reader allows.</summary>
    public string ToXml() => Render(EvtxXml.TryAppend);

    /// <summary>The record as JSON on one line; empty when it would be longer than the reader allows.</summary>
    public string ToJson() => Render(EvtxJson.TryAppend);

    /// <summary>
    /// Reads the record that the first of the pieces names. False when the bytes are not there, or are no record.
    /// </summary>
    public static bool TryRead(EvidenceBytes bytes, ImmutableArray<LocatorPiece> pieces, out EvtxCitedRecord? cited)
    {
        cited = null;
        var first = EvtxCitedPieces.FirstChunkOffsetOf(bytes);
        if (pieces.IsDefaultOrEmpty || pieces[0].Offset < first)
            return false;
        var index = EvtxCitation.ChunkIndexOf(pieces[0].Offset, first);
        var start = EvtxCitation.ChunkOffsetOf(index, first);
        var parts = new List<(EvtxPiece, ReadOnlyMemory<byte>)>();
        foreach (var piece in pieces)
        {
            if (piece.Offset < start || piece.Offset - start > EvtxChunkHeader.ChunkBytes || piece.Length > EvtxChunkHeader.ChunkBytes)
                return false;
            var part = new byte[piece.Length];
            if (bytes.ReadAt(piece.Offset, part) < part.Length)
                return false;
            parts.Add((new EvtxPiece((int)(piece.Offset - start), piece.Length), part));
        }

        var reader = new EvtxChunkReader(new EvtxTemplateCache());
        var record = new EvtxLogRecord(reader.Record, new WindowsLayouts(new ShapeTable()));
        record.Begin(evidence: 0);
        reader.OpenAt(EvtxCitation.Assemble(parts), new EvtxChunkPlace(index, start), (int)(pieces[0].Offset - start));
        if (!reader.MoveNext())
            return false;
        cited = new EvtxCitedRecord(reader, record);
        return true;
    }

    private string Render(Func<EvtxRecord, Utf8Output, bool> tryAppend)
    {
        using var output = new Utf8Output();
        return tryAppend(_reader.Record, output) ? Encoding.UTF8.GetString(output.Written) : "";
    }
}
