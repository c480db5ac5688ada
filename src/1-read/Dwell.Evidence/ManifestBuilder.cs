using System.Collections.Concurrent;
using Dwell.Evidence.Containers;
using Dwell.Evidence.Hashing;
using Dwell.Evidence.Walking;
using Dwell.Model.Answers;
using Dwell.Model.Evidence;

namespace Dwell.Evidence;

/// <summary>
/// Makes a manifest: find, hash in parallel, unpack in order, put the same bytes together, number.
/// </summary>
internal static class ManifestBuilder
{
    public static EvidenceManifest Build(
        IEnumerable<string> paths, EvidenceOptions options, CancellationToken cancellation)
    {
        var (files, rejected) = EvidenceWalk.Find(paths, options, cancellation);
        var hashed = HashAll(files, options, rejected, cancellation);
        var collector = new ItemCollector(options);
        var fullPaths = new Dictionary<Sha256Digest, string>();
        for (var i = 0; i < files.Count; i++)
        {
            if (hashed[i] is not { } file)
                continue;
            fullPaths.TryAdd(file.Digest, files[i].FullPath);
            foreach (var shown in files[i].ShownPaths)
                collector.AddFile(file, shown);
        }

        UnpackedStore? store = new(options.SpillFolder, options.Limits.MaxMemoryBytes);
        try
        {
            collector.UnpackAll(fullPaths, store, cancellation);
            var manifest = collector.Finish(rejected, fullPaths, store);
            store = null;
            return manifest;
        }
        finally
        {
            // Still here: the manifest that would have owned it was not made.
            store?.Dispose();
        }
    }

    private static HashedFile?[] HashAll(
        List<FoundFile> files, EvidenceOptions options, List<RejectedEvidence> rejected, CancellationToken cancellation)
    {
        var hashed = new HashedFile?[files.Count];
        var failed = new ConcurrentBag<RejectedEvidence>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation };
        Parallel.For(0, files.Count, parallel, i =>
        {
            try
            {
                using var handle = File.OpenHandle(
                    files[i].FullPath,
                    FileMode.Open,
                    FileAccess.Read,
                    FileShare.ReadWrite | FileShare.Delete,
                    FileOptions.SequentialScan);
                hashed[i] = FileHasher.Hash(handle, options.Threads > 1, cancellation);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                foreach (var shown in files[i].ShownPaths)
                    failed.Add(new RejectedEvidence(shown, "can't be read: " + EvidenceWalk.ReasonOf(exception)));
            }
        });
        rejected.AddRange(failed);
        return hashed;
    }
}
