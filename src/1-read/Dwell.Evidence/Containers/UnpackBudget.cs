namespace Dwell.Evidence.Containers;

/// <summary>What may still be unpacked in this run, all containers together.</summary>
internal sealed class UnpackBudget(EvidenceLimits limits)
{
    public int EntriesLeft { get; set; } = limits.MaxEntries;

    public long BytesLeft { get; set; } = limits.MaxUnpackedBytes;
}
