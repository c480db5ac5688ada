namespace Dwell.Case;

/// <summary>
/// What reading one item gave: the name of the format (<c>docs/formats</c>; null when no reader got it), its records, how many of them
/// lay outside of what the file declares, and how many other evidence had given before.
/// </summary>
public sealed record ItemReading(string? Reader, long Records, long Recovered, long SeenBefore);
