using System.Collections.Immutable;
using Dwell.Evidence;
using Dwell.Evtx.Chunks;
using Dwell.Evtx.Citations;
using Dwell.Evtx.Templates;
using Dwell.Model.Evidence;
using Dwell.Readers.Logs;

namespace Dwell.Readers.Windows;

/// <summary>Windows event logs: a block is some chunks of 64 KiB.</summary>
public sealed class EvtxFormat : LogFormat
{
    private readonly EvtxTemplateCache _templates = new();

    /// <inheritdoc/>
    public override string Name => "evtx";

    /// <inheritdoc/>
    public override string Title => "Windows event log (EVTX)";

    /// <inheritdoc/>
    public override bool Recognizes(in LogHead head) => head.Content is EvidenceFormat.Evtx or EvidenceFormat.EvtxChunks;

    /// <inheritdoc/>
    public override LogCutter Open(LogFile file) => new EvtxCutter(file);

    /// <inheritdoc/>
    public override LogBlockReader CreateReader(ReaderTools tools) => new EvtxBlockReader(tools.Shapes, _templates);

    /// <inheritdoc/>
    public override CitedPieces CiteFrom(LogFile file) => new EvtxPieces(file.Bytes);

    /// <summary>
    /// The chunk in which the record lies, empty but for the cited pieces: the record, then the template definitions and names that
    /// it uses and that stand elsewhere.
    /// </summary>
    public override LogBlock? BlockOf(LogFile file, ImmutableArray<LocatorPiece> pieces)
    {
        var first = EvtxPieces.FirstChunkOffsetOf(file.Bytes);
        if (pieces.IsDefaultOrEmpty || pieces[0].Offset < first)
            return null;
        var index = EvtxCitation.ChunkIndexOf(pieces[0].Offset, first);
        var start = EvtxCitation.ChunkOffsetOf(index, first);
        var parts = new List<(EvtxPiece, ReadOnlyMemory<byte>)>();
        foreach (var piece in pieces)
        {
            if (piece.Offset < start || piece.Offset - start > EvtxChunkHeader.ChunkBytes || piece.Length > EvtxChunkHeader.ChunkBytes)
                return null;
            var part = new byte[piece.Length];
            if (file.Bytes.ReadAt(piece.Offset, part) < part.Length)
                return null;
            parts.Add((new EvtxPiece((int)(piece.Offset - start), piece.Length), part));
        }

        var chunk = EvtxCitation.Assemble(parts);
        var block = new LogBlock(this, file.Evidence, 0)
        {
            Offset = start,
            State = new EvtxBlockState([(new EvtxChunkPlace(index, start), chunk.Length)], (int)(pieces[0].Offset - start)),
        };
        chunk.CopyTo(block.Buffer, 0);
        block.Length = chunk.Length;
        return block;
    }
}

/// <summary>
/// The chunks of a block, which lie 64 KiB apart in its buffer. <paramref name="OnlyAt"/>: only the record there (an offset in the
/// first chunk) is read.
/// </summary>
internal sealed record EvtxBlockState(ImmutableArray<(EvtxChunkPlace Place, int Length)> Chunks, int? OnlyAt = null);
