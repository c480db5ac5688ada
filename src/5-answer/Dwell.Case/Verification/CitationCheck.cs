using Dwell.Evidence;
using Dwell.Evidence.Citations;
using Dwell.Model.Evidence;

namespace Dwell.Case.Verification;

/// <summary>
/// Re-reads the bytes of every citation, each item opened once. In a file that has changed, citations are
/// still re-read: bytes outside of the change remain what they were.
/// </summary>
internal sealed class CitationCheck(
    CaseEvidence found, Dictionary<Sha256Digest, EvidenceItem> replacements, List<VerificationProblem> problems)
{
    public VerifiedCount Run(CaseFolder folder, CancellationToken cancellation)
    {
        var cited = new List<(EvidenceItem Item, string Finding, Citation Citation)>();
        var (total, changed, missing) = (0, 0, 0);
        foreach (var finding in ReadableFindings(folder))
        {
            foreach (var citation in finding.Citations)
            {
                total++;
                if (ItemOf(citation) is { } item)
                {
                    cited.Add((item, finding.Id, citation));
                    continue;
                }

                missing++;
                problems.Add(new VerificationProblem(
                    "citation-missing",
                    finding.Id,
                    $"Finding {finding.Id} cites {citation.Path}, which could not be read again."));
            }
        }

        foreach (var group in cited.GroupBy(entry => entry.Item.Number).OrderBy(group => group.Key))
        {
            cancellation.ThrowIfCancellationRequested();
            using var bytes = found.Source.Open(group.Key);
            foreach (var (_, finding, citation) in group)
            {
                if (IsUnchanged(bytes, citation))
                    continue;
                changed++;
                var piece = citation.Locator.Pieces[0];
                problems.Add(new VerificationProblem(
                    "citation-changed",
                    finding,
                    $"Finding {finding} cites {citation.Path} at {citation.Locator}: the bytes there are other ones.",
                    piece.Offset,
                    piece.Offset + Math.Max(piece.Length, 1) - 1));
            }
        }

        return new VerifiedCount(total, total - changed - missing, changed, missing);
    }

    // A damaged line ends the list; its sentence is one of the problems, and the seal is broken besides.
    private IEnumerable<StoredFinding> ReadableFindings(CaseFolder folder)
    {
        using var findings = folder.ReadFindings().GetEnumerator();
        while (true)
        {
            try
            {
                if (!findings.MoveNext())
                    yield break;
            }
            catch (CaseException exception)
            {
                problems.Add(new VerificationProblem("case-file", CaseFiles.Findings, exception.Message));
                yield break;
            }

            yield return findings.Current;
        }
    }

    // In a changed file, or in the same entry of a changed container, the cited bytes may still be what they were.
    private EvidenceItem? ItemOf(Citation citation) =>
        found.Find(citation) is { } item ? item
        : !replacements.TryGetValue(citation.Evidence, out var changed) ? null
        : citation.Locator.Entries.IsEmpty ? changed
        : found.Find(citation with { Evidence = changed.Digest });

    private static bool IsUnchanged(EvidenceBytes bytes, Citation citation)
    {
        try
        {
            return CitedBytes.Hash(bytes, citation.Locator.Pieces) == citation.Sha256;
        }
        catch (EndOfStreamException)
        {
            return false;
        }
    }
}
