using System.Collections.Immutable;
using Dwell.Evidence;
using Dwell.Evtx.Chunks;
using Dwell.Evtx.Citations;
using Dwell.Evtx.Templates;
using Dwell.Model.Evidence;
using Dwell.Readers.Logs;

namespace Dwell.Readers.Windows;

/// <summary>
/// Says which bytes a Windows event rests on: the record, then the template definitions and names that it uses and that stand
/// elsewhere in its chunk.
/// </summary>
internal sealed class EvtxPieces(EvidenceBytes bytes) : CitedPieces
{
    private readonly EvtxChunkReader _reader = new(new EvtxTemplateCache());
    private readonly byte[] _chunk = new byte[EvtxChunkHeader.ChunkBytes];
    private readonly long _first = FirstChunkOffsetOf(bytes);

    /// <summary>The pieces; a record that can't be read (any more) is cited by its bytes alone.</summary>
    public override ImmutableArray<LocatorPiece> Of(RecordRef record)
    {
        var index = EvtxCitation.ChunkIndexOf(record.Offset, _first);
        var offset = EvtxCitation.ChunkOffsetOf(index, _first);
        if (record.Offset < offset)
            return [new LocatorPiece(record.Offset, record.Length)];
        var length = bytes.ReadAt(offset, _chunk);
        _reader.OpenAt(_chunk.AsMemory(0, length), new EvtxChunkPlace(index, offset), (int)(record.Offset - offset));
        if (!_reader.MoveNext())
            return [new LocatorPiece(record.Offset, record.Length, index)];
        var id = _reader.Record.Id;
        return
        [
            .. EvtxCitation.PiecesOf(_reader.Record).Select((piece, number) =>
                new LocatorPiece(offset + piece.OffsetInChunk, piece.Length, index, number == 0 ? id : null)),
        ];
    }

    /// <summary>Where the first chunk of the evidence begins.</summary>
    internal static long FirstChunkOffsetOf(EvidenceBytes bytes)
    {
        Span<byte> start = stackalloc byte[EvtxChunkHeader.Signature.Length];
        return EvtxCitation.FirstChunkOffsetOf(start[..bytes.ReadAt(0, start)]);
    }
}
