using System.Buffers;
using Dwell.Evtx.Chunks;
using Dwell.Evtx.Damage;
using Dwell.Evtx.Files;
using Dwell.Evtx.Rendering;

namespace Dwell.Evtx.Export;

/// <summary>
/// A run of chunks on its way: read by one thread at a time, rendered by any, written in order. The buffers are pooled and
/// used again.
/// </summary>
internal sealed class ChunkBatch : IDisposable
{
    /// <summary>1 MiB: large enough that handing over costs nothing, small enough that a few of them are.</summary>
    private const int MostChunks = 16;

    private readonly byte[] _bytes = ArrayPool<byte>.Shared.Rent(MostChunks * EvtxChunkHeader.ChunkBytes);
    private readonly EvtxChunkPlace[] _places = new EvtxChunkPlace[MostChunks];
    private readonly int[] _lengths = new int[MostChunks];

    /// <summary>Where the batch stands in the file, from 0.</summary>
    public long Sequence { get; private set; }

    public int Count { get; private set; }

    public Utf8Output Output { get; } = new();

    public List<EvtxDiagnostic> Diagnostics { get; } = [];

    public long Bytes { get; private set; }

    public long Live { get; set; }

    public long Recovered { get; set; }

    public long Partial { get; set; }

    public long NotRendered { get; set; }

    public long Chunks { get; set; }

    /// <summary>Reads the next chunks; false when there is none.</summary>
    public bool TryFill(EvtxFileReader file, long sequence)
    {
        Sequence = sequence;
        Count = 0;
        Bytes = 0;
        (Live, Recovered, Partial, NotRendered, Chunks) = (0, 0, 0, 0, 0);
        Diagnostics.Clear();
        Output.Truncate(0);
        while (Count < MostChunks)
        {
            var length = file.ReadChunk(_bytes.AsSpan(Count * EvtxChunkHeader.ChunkBytes, EvtxChunkHeader.ChunkBytes), out var place);
            if (length == 0)
                break;
            _places[Count] = place;
            _lengths[Count++] = length;
            Bytes += length;
        }

        return Count > 0;
    }

    public void Open(EvtxChunkReader reader, int chunk) =>
        reader.Open(_bytes.AsMemory(chunk * EvtxChunkHeader.ChunkBytes, _lengths[chunk]), _places[chunk]);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
        Output.Dispose();
    }
}
