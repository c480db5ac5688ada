using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using Dwell.Evidence.Hashing;
using Dwell.Model.Evidence;

namespace Dwell.Evidence.Containers;

/// <summary>
/// Unpacks one container: every entry is hashed, bounded and recognised on its way into the store. Entry
/// names are text; nothing is ever written under one.
/// </summary>
internal sealed class ContainerUnpacking(
    ItemCollector collector,
    DraftItem container,
    UnpackedStore store,
    UnpackBudget budget,
    EvidenceOptions options,
    List<DraftItem> nestedContainers)
{
    // Of a damaged stream, at most this much in front of the damage is lost.
    private const int StreamBufferBytes = 8 * 1024;
    private const int PartBufferBytes = 128 * 1024;

    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly EvidenceLimits _limits = options.Limits;
    private long _unpacked;
    private bool _partsAreKept;

    /// <summary>True once a limit for all entries was hit: there is no use in going on.</summary>
    public bool IsExhausted { get; private set; }

    public void Run(IReadOnlyDictionary<Sha256Digest, string> fullPaths, CancellationToken cancellation)
    {
        var isFile = container.RootPaths.Count > 0;
        EvidenceBytes? bytes = null;
        try
        {
            bytes = isFile ? FileBytes.Open(fullPaths[container.Digest]) : store.Find(container.Digest)!;
            switch (container.Format)
            {
                case EvidenceFormat.Gzip:
                    GzipUnpacker.Unpack(bytes, this, cancellation);
                    break;
                case EvidenceFormat.Zip:
                    ZipUnpacker.Unpack(bytes, this, _limits.MaxEntries, cancellation);
                    break;
                default:
                    TarUnpacker.Unpack(bytes, this, cancellation);
                    break;
            }
        }
        catch (IOException)
        {
            Report("container-unreadable", null, "The container could not be read to its end.");
        }
        finally
        {
            Close(bytes, isFile);
        }
    }

    /// <summary>
    /// Takes an entry whose bytes come from a stream. What a damaged stream gave before it broke is kept,
    /// with a diagnostic; what passes a limit is refused whole.
    /// </summary>
    public void Add(string name, Stream content, CancellationToken cancellation)
    {
        name = UniqueName(name);
        if (!TakeEntry(name))
            return;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var buffer = store.NewBuffer();
        var block = ArrayPool<byte>.Shared.Rent(StreamBufferBytes);
        var head = new ArrayBufferWriter<byte>();
        try
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                int read;
                try
                {
                    read = content.Read(block, 0, StreamBufferBytes);
                }
                catch (Exception exception) when (exception is InvalidDataException or IOException)
                {
                    Report(
                        "entry-damaged",
                        null,
                        $"Entry '{name}' is damaged: {buffer.Length} bytes could be unpacked before the damage.");
                    break;
                }
                catch (UnpackLimitException exception)
                {
                    RefuseAtLimit(name, exception.Limit);
                    return;
                }

                if (read == 0)
                    break;
                if (LimitHitBy(buffer.Length, read) is { } limit)
                {
                    RefuseAtLimit(name, limit);
                    return;
                }

                _unpacked += read;
                budget.BytesLeft -= read;
                hash.AppendData(block, 0, read);
                buffer.Append(block.AsSpan(0, read));
                if (head.WrittenCount < FileHasher.HeadBytes)
                    head.Write(block.AsSpan(0, Math.Min(read, FileHasher.HeadBytes - head.WrittenCount)));
            }

            Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
            hash.GetHashAndReset(digest);
            Place(name, new Sha256Digest(digest), buffer.Length, head.WrittenSpan.ToArray(), buffer.Take);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block, clearArray: true);
        }
    }

    /// <summary>
    /// Takes an entry that lies uncompressed in the container: it is hashed where it is and not copied.
    /// </summary>
    public void AddPart(string name, EvidenceBytes whole, long start, long length, CancellationToken cancellation)
    {
        name = UniqueName(name);
        if (!TakeEntry(name))
            return;
        // A length is a claim until it is compared with what is there.
        var available = Math.Clamp(whole.Length - start, 0, length);
        if (available < length)
            Report("entry-damaged", start, $"Entry '{name}' is cut: {available} of {length} bytes are there.");
        if (LimitHitBy(0, available) is { } limit)
        {
            RefuseAtLimit(name, limit);
            return;
        }

        _unpacked += available;
        budget.BytesLeft -= available;
        using var part = new SliceBytes(whole, start, available);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var head = new byte[Math.Min(available, FileHasher.HeadBytes)];
        part.ReadAt(0, head);
        var block = ArrayPool<byte>.Shared.Rent(PartBufferBytes);
        for (var offset = 0L; offset < available;)
        {
            cancellation.ThrowIfCancellationRequested();
            var read = part.ReadAt(offset, block);
            if (read == 0)
                break;
            hash.AppendData(block, 0, read);
            offset += read;
        }

        ArrayPool<byte>.Shared.Return(block, clearArray: true);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        Place(name, new Sha256Digest(digest), available, head, () =>
        {
            _partsAreKept = true;
            return new SliceBytes(whole, start, available);
        });
    }

    /// <summary>Takes a gzip member out of the budget. Throws when there is none left.</summary>
    public void TakeMember()
    {
        if (budget.MembersLeft-- <= 0)
            throw new UnpackLimitException("members", $"more than {_limits.MaxMembers} gzip members");
    }

    /// <summary>Lists an entry that is not unpacked, with the reason.</summary>
    public void Refuse(string name, string why) => container.Refused.Add((UniqueName(name), why));

    /// <summary>Notes damage of the container.</summary>
    public void Report(string code, long? offset, string sentence) =>
        container.Diagnostics.Add(new Diagnostic(0, code, offset, sentence));

    private bool TakeEntry(string name)
    {
        if (budget.EntriesLeft-- > 0)
            return true;
        RefuseAtLimit(name, ("entries", $"more than {_limits.MaxEntries} entries"));
        IsExhausted = true;
        return false;
    }

    private (string Name, string Words)? LimitHitBy(long entryBytes, long more)
    {
        if (more > _limits.MaxEntryBytes - entryBytes)
            return ("entry-bytes", $"more than {_limits.MaxEntryBytes} bytes in one entry");
        if (more > budget.BytesLeft)
            return ("unpacked-bytes", $"more than {_limits.MaxUnpackedBytes} unpacked bytes in all");
        var unpacked = _unpacked + more;
        if (unpacked > _limits.RatioGraceBytes && unpacked / _limits.MaxRatio > container.Size)
            return ("ratio", $"more than {_limits.MaxRatio} unpacked bytes for each packed one");
        return null;
    }

    private void RefuseAtLimit(string name, (string Name, string Words) limit)
    {
        container.Refused.Add((name, $"not unpacked: {limit.Words} (limit {limit.Name})"));
        Report("limit-" + limit.Name, null, $"Entry '{name}' was not unpacked: {limit.Words}.");
        // The ratio and the sum are about the container or the run: every later entry would hit them again.
        IsExhausted |= limit.Name is "ratio" or "unpacked-bytes";
    }

    private void Place(string name, Sha256Digest digest, long size, byte[] head, Func<EvidenceBytes> take)
    {
        var item = collector.AddEntry(container, name, digest, size, head);
        if (item.IsTaken || item.RootPaths.Count > 0)
            return;
        item.IsTaken = true;
        if (item.IsContainer)
            nestedContainers.Add(item);
        if (item.IsContainer || item.Why is null)
            store.Keep(digest, take());
    }

    // Archives may hold a name twice; a citation must have one reading.
    private string UniqueName(string name)
    {
        if (_names.TryAdd(name, 1))
            return name;
        string numbered;
        do
        {
            numbered = string.Create(CultureInfo.InvariantCulture, $"{name}#{++_names[name]}");
        }
        while (!_names.TryAdd(numbered, 1));
        return numbered;
    }

    private void Close(EvidenceBytes? bytes, bool isFile)
    {
        if (isFile && _partsAreKept)
            store.Own(bytes!);
        else if (isFile)
            bytes?.Dispose();
        else if (!_partsAreKept)
            store.Drop(container.Digest);
    }
}
