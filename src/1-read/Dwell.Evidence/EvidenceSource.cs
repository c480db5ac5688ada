namespace Dwell.Evidence;

/// <summary>
/// Opens the items of a manifest. Owns what was unpacked while the manifest was built: dispose it when all
/// reading is done, after every <see cref="EvidenceBytes"/> that it gave.
/// </summary>
public sealed class EvidenceSource(EvidenceManifest manifest) : IDisposable
{
    /// <summary>The manifest whose items are opened.</summary>
    public EvidenceManifest Manifest => manifest;

    /// <summary>
    /// The bytes of an item, unpacked. Throws <see cref="InvalidOperationException"/> for a container's entry
    /// that was not kept (a rejected one), and the system's <see cref="IOException"/> where a file has gone
    /// meanwhile.
    /// </summary>
    public EvidenceBytes Open(EvidenceItem item)
    {
        foreach (var place in item.Places)
        {
            if (place.Entries.IsEmpty && manifest.FullPathOf(place.File) is { } fullPath)
                return FileBytes.Open(fullPath);
        }

        return manifest.Store.Find(item.Digest)
            ?? throw new InvalidOperationException(
                $"'{item.Path}' was not kept when it was unpacked: {item.Rejected ?? "container"}.");
    }

    /// <summary>The bytes of the item with this number.</summary>
    public EvidenceBytes Open(int number) => Open(manifest.Items[number]);

    /// <summary>Removes what was unpacked.</summary>
    public void Dispose() => manifest.Store.Dispose();
}
