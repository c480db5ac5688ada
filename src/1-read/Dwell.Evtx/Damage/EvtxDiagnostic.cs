namespace Dwell.Evtx.Damage;

/// <summary>
/// Something that was not as the format says. <paramref name="Code"/> is one of <see cref="EvtxDiagnosticCodes"/>,
/// <paramref name="Offset"/> counts bytes from the start of the file, <paramref name="Chunk"/> is the chunk's index
/// from 0 (null outside of chunks), <paramref name="Sentence"/> says what was found, and what was expected.
/// </summary>
public sealed record EvtxDiagnostic(string Code, long Offset, long? Chunk, string Sentence);
