namespace Dwell.Evtx.Citations;

/// <summary>A run of bytes of a chunk: where it begins, from the start of the chunk, and how long it is.</summary>
public readonly record struct EvtxPiece(int OffsetInChunk, int Length)
{
    /// <summary>The first byte behind it.</summary>
    public int EndOffset => OffsetInChunk + Length;
}
