namespace Dwell.Analysis.Implants;

/// <summary>A program on a host: the host as written, the path normalised by <see cref="Facts.ImagePath"/>.</summary>
public readonly record struct HostImage(string Host, string Path);
