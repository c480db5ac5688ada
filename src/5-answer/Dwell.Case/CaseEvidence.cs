using System.Collections.Immutable;
using Dwell.Case.Json;
using Dwell.Evidence;
using Dwell.Evidence.Citations;
using Dwell.Model.Evidence;

namespace Dwell.Case;

/// <summary>
/// The evidence of a finished case, found again by hash: where <c>run.json</c> says it lay, or in a folder
/// given. Names may have changed. Dispose it when all reading is done.
/// </summary>
public sealed class CaseEvidence : IDisposable
{
    private readonly Dictionary<(Sha256Digest File, string Entries), EvidenceItem> _items = [];

    private CaseEvidence(EvidenceManifest manifest)
    {
        Source = new EvidenceSource(manifest);
        foreach (var item in manifest.Items)
        {
            foreach (var place in item.Places)
                _items.TryAdd((place.File, KeyOf(place.Entries)), item);
        }
    }

    /// <summary>Opens what was found.</summary>
    public EvidenceSource Source { get; }

    /// <summary>
    /// Looks for evidence. With <paramref name="cited"/>, only for the files that hold these citations, which
    /// hashes little; without, for all. What is gone is not there: see <see cref="Find"/>.
    /// <paramref name="evidence"/> is a file or folder that takes the place of those in <c>run.json</c>.
    /// Throws <see cref="CaseException"/> when none of these places exists.
    /// </summary>
    public static CaseEvidence Open(
        CaseFolder folder,
        string? evidence = null,
        IReadOnlyCollection<Citation>? cited = null,
        EvidenceOptions? options = null,
        CancellationToken cancellation = default)
    {
        var places = (evidence is null ? folder.EvidencePaths : [evidence])
            .Where(path => File.Exists(path) || Directory.Exists(path))
            .ToList();
        if (places.Count == 0)
        {
            throw new CaseException(evidence is null
                ? "The evidence is no longer where it lay: say with --evidence where it is now."
                : $"There is no file or folder '{evidence}'.");
        }

        options ??= new EvidenceOptions();
        options = options with { CaseFolder = folder.Folder, ContextFile = folder.ContextPath };
        if (cited is not null)
            options = options with { OnlySizes = SizesOf(folder, cited) };
        return new CaseEvidence(EvidenceManifest.Build(places, options, cancellation));
    }

    /// <summary>
    /// The item that a citation names; null when no file with that hash was found, or it has no such entry.
    /// </summary>
    public EvidenceItem? Find(Citation citation) =>
        _items.GetValueOrDefault((citation.Evidence, KeyOf(citation.Locator.Entries)));

    /// <summary>
    /// The cited bytes, one array a piece, as they are now; null when the item is not found. Throws
    /// <see cref="EndOfStreamException"/> where a piece lies outside of it.
    /// </summary>
    public ImmutableArray<byte[]>? Read(Citation citation)
    {
        if (Find(citation) is not { } item)
            return null;
        using var bytes = Source.Open(item);
        return [.. citation.Locator.Pieces.Select(piece => CitedBytes.Read(bytes, piece))];
    }

    /// <inheritdoc/>
    public void Dispose() => Source.Dispose();

    // Entry names may hold anything but a zero byte's meaning: it can't be part of a path on any system.
    private static string KeyOf(ImmutableArray<string> entries) => string.Join('\0', entries);

    private static ImmutableHashSet<long> SizesOf(CaseFolder folder, IReadOnlyCollection<Citation> cited)
    {
        var wanted = cited.Select(citation => citation.Evidence).ToHashSet();
        return
        [
            .. EvidenceJson.Read(folder.PathOf(CaseFiles.Evidence))
                .Where(item => wanted.Contains(item.Sha256)).Select(item => item.Size),
        ];
    }
}
