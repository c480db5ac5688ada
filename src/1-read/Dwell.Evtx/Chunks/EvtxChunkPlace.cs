namespace Dwell.Evtx.Chunks;

/// <summary>
/// Where a chunk comes from. <paramref name="Index"/> counts chunks from 0, <paramref name="Offset"/> bytes from the start
/// of the file. <paramref name="IsDeclared"/> is false when the file's header does not count the chunk among its own: its
/// records are then marked recovered.
/// </summary>
public readonly record struct EvtxChunkPlace(long Index, long Offset, bool IsDeclared = true);
