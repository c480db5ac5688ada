namespace Dwell.Model.LogSources;

/// <summary>
/// A Sigma log source that no evidence read so far can hold, and why: one sentence for whoever asks why a rule never ran.
/// A key that is null fits any.
/// </summary>
public sealed record LogSourceGap(string? Category, string? Product, string? Service, string Why);
