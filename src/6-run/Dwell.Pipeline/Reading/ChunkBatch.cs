using System.Buffers;
using Dwell.Evtx.Chunks;

namespace Dwell.Pipeline.Reading;

/// <summary>
/// Some chunks of one evidence file in a pooled buffer: the unit of work. <see cref="Sequence"/> counts all batches of a run,
/// so that results can be put back in the order of reading. Its owner is whoever processes it; it goes back to the pool on dispose.
/// </summary>
internal sealed class ChunkBatch(long sequence, int evidence) : IDisposable
{
    /// <summary>Chunks of 64 KiB in a batch: large enough that a hand-over costs nothing, small enough that few files keep all cores busy.</summary>
    public const int MaximumChunks = 16;

    private const int ChunkBytes = 65_536;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(MaximumChunks * ChunkBytes);
    private readonly List<(EvtxChunkPlace Place, int Length)> _chunks = new(MaximumChunks);

    public long Sequence { get; } = sequence;

    public int Evidence { get; } = evidence;

    public bool IsFull => _chunks.Count == MaximumChunks;

    public int Count => _chunks.Count;

    /// <summary>Where the next chunk is to be read.</summary>
    public Span<byte> Free => _buffer.AsSpan(_chunks.Count * ChunkBytes, ChunkBytes);

    public void Add(EvtxChunkPlace place, int length) => _chunks.Add((place, length));

    public (EvtxChunkPlace Place, ReadOnlyMemory<byte> Bytes) this[int index] =>
        (_chunks[index].Place, _buffer.AsMemory(index * ChunkBytes, _chunks[index].Length));

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
}
