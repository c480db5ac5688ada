namespace Dwell.Evtx;

/// <summary>How to read.</summary>
public sealed record EvtxReadOptions
{
    /// <summary>The defaults.</summary>
    public static EvtxReadOptions Default { get; } = new();

    /// <summary>Compare checksums; on, since it costs little (docs/performance.md). A difference is a diagnostic, the records are read all the same.</summary>
    public bool VerifyChecksums { get; init; } = true;

    /// <summary>Look for records in unused space and behind torn records; on. They are marked recovered.</summary>
    public bool Recover { get; init; } = true;

    /// <summary>Throw <see cref="EvtxFormatException"/> for the first diagnostic; off.</summary>
    public bool Strict { get; init; }
}
