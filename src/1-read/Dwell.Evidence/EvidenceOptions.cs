using System.Collections.Immutable;

namespace Dwell.Evidence;

/// <summary>How evidence is taken in. The defaults suit one case on a workstation.</summary>
public sealed record EvidenceOptions
{
    /// <summary>The formats that a reader exists for; all others are listed as rejected.</summary>
    public ImmutableArray<EvidenceFormat> Readable { get; init; } =
        [EvidenceFormat.Evtx, EvidenceFormat.EvtxChunks, EvidenceFormat.Text, EvidenceFormat.Json, EvidenceFormat.Xml];

    /// <summary>
    /// When set, files of other sizes are left out without a word: for finding again a file whose hash is
    /// known.
    /// </summary>
    public ImmutableHashSet<long>? OnlySizes { get; init; }

    /// <summary>Files hashed at the same time, at least 1. The result doesn't depend on it.</summary>
    public int Threads { get; init; } = Math.Max(1, Environment.ProcessorCount);

    /// <summary>The bounds of unpacking.</summary>
    public EvidenceLimits Limits { get; init; } = new();

    /// <summary>
    /// Where unpacked entries are kept while they are read; null: made in memory and in the system's
    /// temporary folder, and gone with the <see cref="EvidenceSource"/>.
    /// </summary>
    public string? SpillFolder { get; init; }

    /// <summary>The context file given by name: never evidence, wherever it lies.</summary>
    public string? ContextFile { get; init; }

    /// <summary>
    /// The case that is being written. Where it lies inside of the evidence it is left out without a word: a
    /// second run must not see what the first one wrote.
    /// </summary>
    public string? CaseFolder { get; init; }
}

/// <summary>
/// Bounds against archives made to exhaust. Hitting one gives a diagnostic with its name, and the entry is
/// listed as rejected.
/// </summary>
public sealed record EvidenceLimits
{
    /// <summary>
    /// Containers inside of each other: <c>a.zip!b.tar.gz</c> is three deep (zip, gzip, tar).
    /// </summary>
    public int MaxDepth { get; init; } = 6;

    /// <summary>Entries of all containers together.</summary>
    public int MaxEntries { get; init; } = 250_000;

    /// <summary>
    /// Members of all gzips together. Block-wise writers end a member every 64 KiB, which makes as many as
    /// <see cref="MaxUnpackedBytes"/> holds; one of nothing has 20 bytes and costs as much work as any other.
    /// </summary>
    public int MaxMembers { get; init; } = 4 << 20;

    /// <summary>Unpacked bytes of one entry.</summary>
    public long MaxEntryBytes { get; init; } = 64L << 30;

    /// <summary>Unpacked bytes of all entries together.</summary>
    public long MaxUnpackedBytes { get; init; } = 256L << 30;

    /// <summary>
    /// Unpacked bytes for each packed byte of a container, judged once more than <see
    /// cref="RatioGraceBytes"/> came out of it. Event logs reach 30 to 100; deflate can't pass 1,032 (its
    /// longest match, 258 bytes, in two bits).
    /// </summary>
    public int MaxRatio { get; init; } = 400;

    /// <summary>Unpacked bytes of a container below which no ratio is suspicious.</summary>
    public long RatioGraceBytes { get; init; } = 64L << 20;

    /// <summary>Unpacked bytes kept in memory; more goes to files in the spill folder.</summary>
    public long MaxMemoryBytes { get; init; } = 64L << 20;
}
