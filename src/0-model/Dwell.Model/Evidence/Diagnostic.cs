namespace Dwell.Model.Evidence;

/// <summary>
/// Something that could not be read as it should. Reaches the report as a gap.
/// <paramref name="Code"/> is stable kebab-case (<c>evtx-chunk-checksum</c>); <paramref name="Sentence"/> says what was
/// found, where, what was expected. <paramref name="Offset"/> counts bytes in the unpacked evidence, null when the
/// whole file is meant. <paramref name="IsLoss"/> is false for what is only odd: nothing of the evidence went unread by it.
/// </summary>
public sealed record Diagnostic(int Evidence, string Code, long? Offset, string Sentence, bool IsLoss = true);
