using System.Collections.Immutable;
using Dwell.Evidence.Containers;
using Dwell.Model.Answers;
using Dwell.Model.Evidence;

namespace Dwell.Evidence;

/// <summary>
/// All evidence of a case: what was found, what it is, and what can't be read and why. A value: the same
/// files give the same manifest, whatever the order of arguments or folders, the number of threads, or where
/// the files lie.
/// </summary>
public sealed class EvidenceManifest
{
    private readonly Dictionary<Sha256Digest, string> _fullPaths;

    internal EvidenceManifest(
        ImmutableArray<EvidenceItem> items,
        ImmutableArray<RejectedEvidence> rejected,
        ImmutableArray<Diagnostic> diagnostics,
        Dictionary<Sha256Digest, string> fullPaths,
        UnpackedStore store)
    {
        Items = items;
        Rejected = rejected;
        Diagnostics = diagnostics;
        _fullPaths = fullPaths;
        Store = store;
    }

    /// <summary>
    /// Every item with a hash, read or not, containers and their entries; <c>Items[n].Number == n</c>.
    /// </summary>
    public ImmutableArray<EvidenceItem> Items { get; }

    /// <summary>
    /// Everything that no reader gets: unreadable files, links, entries that were not unpacked, and items
    /// with a reason (with each of their paths). In ordinal order of path, then reason.
    /// </summary>
    public ImmutableArray<RejectedEvidence> Rejected { get; }

    /// <summary>What went wrong while unpacking, in order of the item.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>The items that a reader gets, in order.</summary>
    public IEnumerable<EvidenceItem> Readable => Items.Where(item => item.Rejected is null && !item.IsContainer);

    internal UnpackedStore Store { get; }

    /// <summary>
    /// Finds, hashes, unpacks and recognises everything below <paramref name="paths"/> (files and folders).
    /// Throws <see cref="FileNotFoundException"/> when an argument doesn't exist. Whoever builds a manifest
    /// opens an <see cref="EvidenceSource"/> on it and disposes that, which removes what was unpacked.
    /// </summary>
    public static EvidenceManifest Build(
        IEnumerable<string> paths, EvidenceOptions? options = null, CancellationToken cancellation = default) =>
        ManifestBuilder.Build(paths, options ?? new EvidenceOptions(), cancellation);

    /// <summary>
    /// Where on this machine a file with these bytes lies: for opening, and for <c>run.json</c>. Null when no
    /// file that was given has this hash.
    /// </summary>
    public string? FullPathOf(Sha256Digest file) => _fullPaths.GetValueOrDefault(file);
}
