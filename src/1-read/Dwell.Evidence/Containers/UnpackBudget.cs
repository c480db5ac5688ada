namespace Dwell.Evidence.Containers;

/// <summary>What may still be unpacked in this run, all containers together.</summary>
internal sealed class UnpackBudget(EvidenceLimits limits)
{
    public int EntriesLeft { get; set; } = limits.MaxEntries;

    public int MembersLeft { get; set; } = limits.MaxMembers;

    public long BytesLeft { get; set; } = limits.MaxUnpackedBytes;
}

/// <summary>A stream inside of a container passed the limit <paramref name="name"/>.</summary>
internal sealed class UnpackLimitException(string name, string words) : Exception(words)
{
    public (string Name, string Words) Limit { get; } = (name, words);
}
