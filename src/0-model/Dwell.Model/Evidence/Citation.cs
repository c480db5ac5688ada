namespace Dwell.Model.Evidence;

/// <summary>
/// The way back to a record, for a person who doubts: the evidence file by its hash, the place in it, and the hash of
/// the cited bytes (all pieces in order, nothing between them).
/// <paramref name="Path"/> is the name shown: below the argument under which the file was found, that argument's last
/// name first, with <c>/</c>.
/// </summary>
public sealed record Citation(Sha256Digest Evidence, Locator Locator, Sha256Digest Sha256, string Path);
