using System.Collections.Immutable;
using Dwell.Evidence.Hashing;
using Dwell.Model.Evidence;

namespace Dwell.Evidence;

/// <summary>
/// One piece of evidence: a file that was given, or an entry inside a container. The same bytes are one item,
/// however often they were found.
/// </summary>
public sealed record EvidenceItem
{
    /// <summary>Dense, from 0, in the order of the manifest (ordinal order of <see cref="Path"/>).</summary>
    public required int Number { get; init; }

    /// <summary>SHA-256 of the bytes, unpacked for an entry.</summary>
    public required Sha256Digest Digest { get; init; }

    /// <summary>Bytes, unpacked for an entry.</summary>
    public required long Size { get; init; }

    /// <summary>What the content is.</summary>
    public required EvidenceFormat Format { get; init; }

    /// <summary>Where these bytes were found, at least one place, in ordinal order of the path.</summary>
    public required ImmutableArray<EvidencePlace> Places { get; init; }

    /// <summary>
    /// The hash tree over the blocks of a file that was given; null for an entry of a container.
    /// </summary>
    public BlockTree? Blocks { get; init; }

    /// <summary>
    /// The number of the container in which the first place lies; null when that is a file that was given.
    /// </summary>
    public int? Parent { get; init; }

    /// <summary>
    /// Why no reader gets this item; null for what is read and for containers that are unpacked.
    /// </summary>
    public string? Rejected { get; init; }

    /// <summary>The path shown: the ordinally first.</summary>
    public string Path => Places[0].Path;

    /// <summary>The file that was given and holds the first place: what a citation names.</summary>
    public Sha256Digest File => Places[0].File;

    /// <summary>
    /// The names from the file that was given down to the first place, outermost first; empty for a file.
    /// </summary>
    public ImmutableArray<string> Entries => Places[0].Entries;

    /// <summary>True for zip, gzip and tar: its entries are items of their own.</summary>
    public bool IsContainer => Format is EvidenceFormat.Gzip or EvidenceFormat.Zip or EvidenceFormat.Tar;
}

/// <summary>
/// One place where the bytes of an item lie. <paramref name="Path"/> is shown: below the argument under which
/// the file was found, that argument's last name first, with <c>/</c>; entries follow after <c>!</c>.
/// <paramref name="File"/> is the SHA-256 of the file that was given, <paramref name="Entries"/> the way inside of it.
/// </summary>
public sealed record EvidencePlace(string Path, Sha256Digest File, ImmutableArray<string> Entries);
