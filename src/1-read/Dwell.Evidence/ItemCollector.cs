using Dwell.Evidence.Containers;
using Dwell.Evidence.Hashing;
using Dwell.Evidence.Recognition;
using Dwell.Model.Answers;
using Dwell.Model.Evidence;

namespace Dwell.Evidence;

/// <summary>
/// Puts the same bytes together, unpacks each container once, and numbers the items. Containers are unpacked
/// level by level, so that what counts is the least depth at which one was found.
/// </summary>
internal sealed class ItemCollector(EvidenceOptions options)
{
    private readonly Dictionary<Sha256Digest, DraftItem> _drafts = [];
    private readonly List<RejectedEvidence> _refused = [];
    private int _placesLeft = options.Limits.MaxEntries;

    /// <summary>Takes a file that was given.</summary>
    public void AddFile(HashedFile file, string shownPath)
    {
        var draft = DraftOf(file.Digest, file.Size, file.Head);
        draft.Blocks = file.Blocks;
        draft.RootPaths.Add(shownPath);
    }

    /// <summary>Takes an entry of a container; the draft says whether it is new and what it is.</summary>
    public DraftItem AddEntry(DraftItem container, string name, Sha256Digest digest, long size, byte[] head)
    {
        var draft = DraftOf(digest, size, head);
        container.Children.Add((name, draft));
        return draft;
    }

    /// <summary>Unpacks every container and what is inside of it.</summary>
    public void UnpackAll(
        IReadOnlyDictionary<Sha256Digest, string> fullPaths, UnpackedStore store, CancellationToken cancellation)
    {
        var budget = new UnpackBudget(options.Limits);
        List<DraftItem> level =
        [
            .. _drafts.Values.Where(draft => draft.IsContainer)
                .OrderBy(draft => draft.FirstRootPath, StringComparer.Ordinal),
        ];
        for (var depth = 1; level.Count > 0; depth++)
        {
            var next = new List<DraftItem>();
            foreach (var container in level)
            {
                cancellation.ThrowIfCancellationRequested();
                if (depth > options.Limits.MaxDepth)
                    Refuse(container, depth, store);
                else
                    new ContainerUnpacking(this, container, store, budget, options, next).Run(fullPaths, cancellation);
            }

            level = next;
        }
    }

    /// <summary>Names every place, numbers the items in their order, and gathers what was rejected.</summary>
    public EvidenceManifest Finish(
        List<RejectedEvidence> rejected, Dictionary<Sha256Digest, string> fullPaths, UnpackedStore store)
    {
        foreach (var root in _drafts.Values.Where(draft => draft.RootPaths.Count > 0)
                     .OrderBy(draft => draft.FirstRootPath, StringComparer.Ordinal).ToList())
        {
            foreach (var path in root.RootPaths.Order(StringComparer.Ordinal))
                PlaceBelow(root, parent: null, new EvidencePlace(path, root.Digest, []), depth: 1);
        }

        var ordered = _drafts.Values.Where(draft => draft.Places.Count > 0).ToList();
        ordered.ForEach(draft => draft.Places.Sort((a, b) => PlaceOrder(a.Place, b.Place)));
        ordered.Sort((a, b) => PlaceOrder(a.Places[0].Place, b.Places[0].Place));
        for (var number = 0; number < ordered.Count; number++)
            ordered[number].Number = number;

        rejected.AddRange(_refused);
        foreach (var draft in ordered.Where(draft => WhyRejected(draft) is not null))
            rejected.AddRange(draft.Places.Select(at => new RejectedEvidence(at.Place.Path, WhyRejected(draft)!)));
        return new EvidenceManifest(
            [.. ordered.Select(ToItem)],
            [
                .. rejected.Distinct().OrderBy(entry => entry.Path, StringComparer.Ordinal)
                    .ThenBy(entry => entry.Why, StringComparer.Ordinal),
            ],
            [.. ordered.SelectMany(draft => draft.Diagnostics.Select(d => d with { Evidence = draft.Number }))],
            fullPaths,
            store);
    }

    private static int PlaceOrder(EvidencePlace a, EvidencePlace b)
    {
        var byPath = string.CompareOrdinal(a.Path, b.Path);
        return byPath != 0 ? byPath : a.File.CompareTo(b.File);
    }

    private DraftItem DraftOf(Sha256Digest digest, long size, byte[] head)
    {
        if (_drafts.TryGetValue(digest, out var known))
            return known;
        var format = FormatRecognizer.Recognize(head, head.Length == size);
        var draft = new DraftItem(digest, size, format);
        // Only the wording depends on the name, which may be any of several: keep both wordings, not the
        // bytes.
        if (Rejection.OwnOf(format, head) is { } own)
            draft.Why = draft.WhyAsEvtx = own;
        else if (!options.Readable.Contains(format) && !draft.IsContainer)
            (draft.Why, draft.WhyAsEvtx) = (Rejection.WhyOf(format, head, ""), Rejection.WhyOf(format, head, ".evtx"));
        _drafts.Add(digest, draft);
        return draft;
    }

    private void Refuse(DraftItem container, int depth, UnpackedStore store)
    {
        container.Why = container.WhyAsEvtx =
            $"not unpacked: {depth} containers inside of each other, more than the limit of {options.Limits.MaxDepth} (depth)";
        container.Diagnostics.Add(new Diagnostic(0, "limit-depth", null, $"{container.Why}."));
        store.Drop(container.Digest);
    }

    // A container may hold itself (such archives have been made), so that depth alone ends this.
    private void PlaceBelow(DraftItem draft, DraftItem? parent, EvidencePlace place, int depth)
    {
        draft.Places.Add((place, parent));
        foreach (var (name, why) in draft.Refused)
            _refused.Add(new RejectedEvidence(place.Path + "!" + name, why));
        if (depth > options.Limits.MaxDepth)
            return;
        foreach (var (name, child) in draft.Children)
        {
            if (_placesLeft-- <= 0)
            {
                _refused.Add(new RejectedEvidence(
                    place.Path, $"not every place is listed: more than {options.Limits.MaxEntries} (entries)"));
                return;
            }

            var below = new EvidencePlace(place.Path + "!" + name, place.File, place.Entries.Add(name));
            PlaceBelow(child, draft, below, depth + 1);
        }
    }

    private static string? WhyRejected(DraftItem draft) =>
        draft.Places[0].Place.Path.EndsWith(".evtx", StringComparison.OrdinalIgnoreCase) ? draft.WhyAsEvtx : draft.Why;

    private static EvidenceItem ToItem(DraftItem draft) => new()
    {
        Number = draft.Number,
        Digest = draft.Digest,
        Size = draft.Size,
        Format = draft.Format,
        Places = [.. draft.Places.Select(at => at.Place)],
        Blocks = draft.Blocks,
        Parent = draft.Places[0].Parent?.Number,
        Rejected = WhyRejected(draft),
    };
}

/// <summary>An item before all its places are known.</summary>
internal sealed class DraftItem(Sha256Digest digest, long size, EvidenceFormat format)
{
    public Sha256Digest Digest => digest;

    public long Size => size;

    public EvidenceFormat Format => format;

    public bool IsContainer => format is EvidenceFormat.Gzip or EvidenceFormat.Zip or EvidenceFormat.Tar;

    public BlockTree? Blocks { get; set; }

    public string? Why { get; set; }

    public string? WhyAsEvtx { get; set; }

    public int Number { get; set; }

    public List<string> RootPaths { get; } = [];

    public List<(string Name, DraftItem Item)> Children { get; } = [];

    public List<(string Name, string Why)> Refused { get; } = [];

    public List<Diagnostic> Diagnostics { get; } = [];

    public List<(EvidencePlace Place, DraftItem? Parent)> Places { get; } = [];

    public bool IsTaken { get; set; }

    public string FirstRootPath => RootPaths.Min(StringComparer.Ordinal)!;
}
