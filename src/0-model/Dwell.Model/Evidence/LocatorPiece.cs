namespace Dwell.Model.Evidence;

/// <summary>
/// One run of bytes of a citation. <paramref name="Offset"/> and <paramref name="Length"/> count bytes in the
/// unpacked entry. <paramref name="Chunk"/> and <paramref name="Record"/> (EVTX: index of the chunk, record id) and
/// <paramref name="Line"/> (text: from 1) are there for the reader's eye; the bytes are found without them.
/// </summary>
public readonly record struct LocatorPiece(long Offset, int Length, long? Chunk = null, ulong? Record = null, long? Line = null);
