using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Dwell.Evtx.Chunks;
using Dwell.Evtx.Files;
using Dwell.Evtx.Records;
using Dwell.Evtx.Templates;

namespace Dwell.Evtx.Citations;

/// <summary>
/// The bytes that a record rests on. A record alone can't be read: its templates, and the names in them, may stand in
/// other records of the chunk. <see cref="PiecesOf"/> finds all of them, <see cref="Assemble"/> puts them back to their
/// places, and <see cref="EvtxChunkReader.OpenAt"/> then reads the record from those bytes alone.
/// </summary>
public static class EvtxCitation
{
    /// <summary>
    /// First the record, then what lies outside of it, in ascending order: template definitions and names, joined where
    /// they touch.
    /// </summary>
    public static ImmutableArray<EvtxPiece> PiecesOf(EvtxRecord record)
    {
        var whole = new EvtxPiece(record.OffsetInChunk, record.Length);
        var outside = new List<EvtxPiece>();
        foreach (var (template, _, _, definition) in record.Instances)
        {
            if (definition > 0 && !template.IsPlaceholder)
                AddDefinition(record.Chunk, definition, outside);
            foreach (var name in template.NamesElsewhere)
                outside.Add(PieceOf(name));
        }

        outside.RemoveAll(piece => piece.OffsetInChunk >= whole.OffsetInChunk && piece.EndOffset <= whole.EndOffset);
        return [whole, .. Join(outside)];
    }

    /// <summary>
    /// Index of the chunk in which an offset of a file lies. <paramref name="firstChunk"/> is where its first chunk begins
    /// (see <see cref="FirstChunkOffsetOf"/>).
    /// </summary>
    public static long ChunkIndexOf(long offset, long firstChunk = EvtxFileHeader.HeaderBytes) =>
        (offset - firstChunk) / EvtxChunkHeader.ChunkBytes;

    /// <summary>Where the chunk of that index begins in its file.</summary>
    public static long ChunkOffsetOf(long index, long firstChunk = EvtxFileHeader.HeaderBytes) =>
        firstChunk + (index * EvtxChunkHeader.ChunkBytes);

    /// <summary>Where the first chunk begins, told from the first 8 bytes of the file.</summary>
    public static long FirstChunkOffsetOf(ReadOnlySpan<byte> start) =>
        start.StartsWith(EvtxChunkHeader.Signature) ? 0 : EvtxFileHeader.HeaderBytes;

    /// <summary>A chunk that is empty but for the given pieces. Pieces that do not lie in a chunk are left out.</summary>
    public static byte[] Assemble(IEnumerable<(EvtxPiece Piece, ReadOnlyMemory<byte> Bytes)> pieces)
    {
        var chunk = new byte[EvtxChunkHeader.ChunkBytes];
        foreach (var (piece, bytes) in pieces)
        {
            if (piece.OffsetInChunk >= 0 && piece.OffsetInChunk <= chunk.Length && bytes.Length <= chunk.Length - piece.OffsetInChunk)
                bytes.CopyTo(chunk.AsMemory(piece.OffsetInChunk));
        }

        return chunk;
    }

    private static void AddDefinition(ReadOnlySpan<byte> chunk, int definition, List<EvtxPiece> pieces)
    {
        var id = MemoryMarshal.Read<uint>(chunk[(definition + sizeof(uint))..]);
        if (!ChunkTemplates.TryLocate(chunk, (uint)definition, id, out var start, out var length))
            return;
        pieces.Add(new EvtxPiece(definition, start + length - definition));
        var names = new List<Range>();
        TemplateCompiler.Compile(chunk, start, length, Guid.Empty, hasDependencyIds: true, names);
        pieces.AddRange(names.Select(PieceOf));
    }

    private static EvtxPiece PieceOf(Range range) => new(range.Start.Value, range.End.Value - range.Start.Value);

    private static List<EvtxPiece> Join(List<EvtxPiece> pieces)
    {
        pieces.Sort((left, right) => left.OffsetInChunk.CompareTo(right.OffsetInChunk));
        var joined = new List<EvtxPiece>();
        foreach (var piece in pieces)
        {
            if (joined.Count > 0 && piece.OffsetInChunk <= joined[^1].EndOffset)
                joined[^1] = joined[^1] with { Length = Math.Max(joined[^1].EndOffset, piece.EndOffset) - joined[^1].OffsetInChunk };
            else
                joined.Add(piece);
        }

        return joined;
    }
}
