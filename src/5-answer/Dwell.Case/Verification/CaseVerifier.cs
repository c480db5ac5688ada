using Dwell.Case.Json;
using Dwell.Evidence;
using Dwell.Evidence.Hashing;
using Dwell.Model.Evidence;

namespace Dwell.Case.Verification;

/// <summary>
/// Re-reads everything that a case rests on: its own files, every file of the evidence, every citation. A
/// pass for each; all of them always run.
/// </summary>
public sealed class CaseVerifier
{
    private readonly CaseFolder _folder;
    private readonly List<VerificationProblem> _problems = [];

    private CaseVerifier(CaseFolder folder) => _folder = folder;

    /// <summary>
    /// Verifies a case. <paramref name="evidence"/> says where the evidence is now; null: where it lay.
    /// Throws <see cref="CaseException"/> when the folder holds no finished case, or the evidence can't be
    /// found at all.
    /// </summary>
    public static CaseVerification Verify(
        string folder,
        string? evidence = null,
        EvidenceOptions? options = null,
        CancellationToken cancellation = default)
    {
        var opened = CaseFolder.Open(folder);
        var verifier = new CaseVerifier(opened);
        var caseFiles = verifier.CheckSeal();
        verifier.CheckJournal();
        using var found = CaseEvidence.Open(opened, evidence, cited: null, options, cancellation);
        var files = verifier.CheckFiles(found.Source.Manifest, out var replacements);
        var citations = new CitationCheck(found, replacements, verifier._problems).Run(opened, cancellation);
        return new CaseVerification(
            Sha256Digest.Of(File.ReadAllBytes(opened.PathOf(CaseFiles.Seal))),
            files,
            citations,
            caseFiles,
            [.. verifier._problems]);
    }

    private VerifiedCount CheckSeal()
    {
        var (changed, missing) = (0, 0);
        foreach (var file in _folder.Seal.Files)
        {
            var path = _folder.PathOf(file.Name);
            if (!File.Exists(path))
            {
                missing++;
                _problems.Add(new VerificationProblem("case-file", file.Name, $"{file.Name} is missing."));
                continue;
            }

            var bytes = File.ReadAllBytes(path);
            // Only the journal grows after the seal; of all others every byte is sealed.
            var mayGrow = file.Name == CaseFiles.Journal;
            if (bytes.Length >= file.Bytes && (mayGrow || bytes.Length == file.Bytes)
                && Sha256Digest.Of(bytes.AsSpan(0, (int)file.Bytes)) == file.Sha256)
            {
                continue;
            }

            changed++;
            _problems.Add(new VerificationProblem(
                "case-file", file.Name, $"{file.Name} is not as it was sealed ({file.Bytes} bytes then, {bytes.Length} now)."));
        }

        var total = _folder.Seal.Files.Length;
        return new VerifiedCount(total, total - changed - missing, changed, missing);
    }

    private void CheckJournal()
    {
        var path = _folder.PathOf(CaseFiles.Journal);
        if (File.Exists(path) && CaseJournal.FirstBrokenLine(File.ReadAllBytes(path)) is { } line)
        {
            _problems.Add(new VerificationProblem(
                "journal", CaseFiles.Journal, $"Line {line} of {CaseFiles.Journal} doesn't follow from the line before it."));
        }
    }

    private VerifiedCount CheckFiles(EvidenceManifest now, out Dictionary<Sha256Digest, EvidenceItem> replacements)
    {
        replacements = [];
        var stored = ReadStored();
        var leaves = ReadLeaves(stored);
        var known = stored.Select(item => item.Sha256).ToHashSet();
        var present = now.Items.Where(item => item.Blocks is not null).ToDictionary(item => item.Digest);
        var strangers = present.Values.Where(item => !known.Contains(item.Digest)).ToList();
        var (changed, missing) = (0, 0);
        foreach (var item in stored)
        {
            if (present.ContainsKey(item.Sha256))
                continue;
            var before = leaves.GetValueOrDefault(item.Sha256);
            if (CounterpartOf(item, before, strangers) is { } counterpart)
            {
                changed++;
                replacements[item.Sha256] = counterpart;
                ReportChange(item, before, counterpart);
            }
            else
            {
                missing++;
                var path = item.Places[0].Path;
                var why = now.Rejected.FirstOrDefault(rejected => rejected.Path == path)?.Why;
                _problems.Add(new VerificationProblem(
                    "file-missing", path, why is null ? $"{path} is not there." : $"{path} was not read: {why}."));
            }
        }

        return new VerifiedCount(stored.Count, stored.Count - changed - missing, changed, missing);
    }

    private List<StoredItem> ReadStored()
    {
        try
        {
            return [.. EvidenceJson.Read(_folder.PathOf(CaseFiles.Evidence)).Where(item => item.IsGivenFile)];
        }
        catch (CaseException exception)
        {
            _problems.Add(new VerificationProblem("case-file", CaseFiles.Evidence, exception.Message));
            return [];
        }
    }

    // Under its old path, or, moved and changed, the one that shares the most blocks.
    private static EvidenceItem? CounterpartOf(StoredItem item, BlockTree? before, List<EvidenceItem> strangers)
    {
        foreach (var stranger in strangers)
        {
            if (stranger.Places.Any(place => item.Places.Any(old => old.Entries.IsEmpty && old.Path == place.Path)))
                return stranger;
        }

        if (before is null)
            return null;
        return strangers
            .Select(stranger => (Item: stranger, Same: SameBlocks(before, stranger.Blocks!)))
            .Where(candidate => candidate.Same > 0)
            .OrderByDescending(candidate => candidate.Same)
            .Select(candidate => candidate.Item)
            .FirstOrDefault();
    }

    private static int SameBlocks(BlockTree before, BlockTree now) =>
        before.Count - now.DifferencesFrom(before).Count(block => block < before.Count);

    private void ReportChange(StoredItem item, BlockTree? before, EvidenceItem now)
    {
        var path = now.Path;
        if (before is null)
        {
            _problems.Add(new VerificationProblem("file-changed", path, $"{path} differs from what was taken in."));
            return;
        }

        var blocks = before.DifferencesFrom(now.Blocks!);
        for (var i = 0; i < blocks.Count;)
        {
            // Neighbouring blocks are one problem.
            var first = blocks[i];
            var last = first;
            for (i++; i < blocks.Count && blocks[i] == last + 1; i++)
                last = blocks[i];
            var from = (long)first * BlockTree.BlockSize;
            var to = Math.Min((last + 1L) * BlockTree.BlockSize, Math.Max(item.Size, now.Size)) - 1;
            var words = first == last ? $"block {first}" : $"blocks {first} to {last}";
            _problems.Add(new VerificationProblem(
                "file-changed",
                path,
                $"{path} differs in {words} (bytes {from} to {to}) from what was taken in"
                + (item.Size == now.Size ? "." : $"; it had {item.Size} bytes and has {now.Size}."),
                from,
                to));
        }
    }

    private Dictionary<Sha256Digest, BlockTree> ReadLeaves(List<StoredItem> stored)
    {
        const int LeafBytes = 32;
        var trees = new Dictionary<Sha256Digest, BlockTree>();
        var path = _folder.PathOf(CaseFiles.Blocks);
        if (!File.Exists(path))
            return trees;
        using var file = File.OpenHandle(path);
        var length = RandomAccess.GetLength(file);
        foreach (var item in stored)
        {
            // What the file claims is compared with what is there before it is used.
            if (item.Blocks is not { First: >= 0, Count: >= 0 } blocks
                || blocks.First > length / LeafBytes - blocks.Count)
            {
                continue;
            }

            var leaves = new byte[blocks.Count * LeafBytes];
            RandomAccess.Read(file, leaves, blocks.First * LeafBytes);
            var tree = new BlockTree(leaves);
            if (tree.Root == blocks.Root)
                trees[item.Sha256] = tree;
        }

        return trees;
    }
}
