using System.Collections.Immutable;
using Dwell.Model.Findings;

namespace Dwell.Answers.Intrusions;

/// <summary>
/// Separates intruders before anyone is named. Findings come together by hard links only: the same file hash, process,
/// logon session, outside address or installed object. The same host, account or technique is no link, so the default is
/// separate. Method and limits: <c>docs/methods/intrusions.md</c>.
/// </summary>
public static class IntrusionBuilder
{
    // A group of many findings finds an agreeing pair early; without one a bound keeps the comparison linear.
    private const int MaximumCompared = 64;

    /// <summary>The groups of loud findings: at least likely ones first, by first time, then weak ones by rank.</summary>
    public static ImmutableArray<FindingGroup> Separate(IReadOnlyList<Finding> ranked)
    {
        var loud = ranked.Where(IsCandidate).OrderBy(finding => finding.Rank).ToList();
        var sets = new UnionFind(loud.Count);
        var firstByLink = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < loud.Count; i++)
        {
            foreach (var link in loud[i].HardLinks)
            {
                if (!firstByLink.TryAdd(link, i))
                    sets.Join(firstByLink[link], i);
            }
        }

        var groups = Enumerable.Range(0, loud.Count).GroupBy(sets.Find)
            .Where(group => group.Any(i => loud[i].Severity >= Severity.High))
            .Select(group => (Findings: group.Select(i => loud[i]).ToImmutableArray(), Rank: loud[group.First()].Rank))
            .Select(group => (Group: new FindingGroup(null, ProofOf(group.Findings), group.Findings), group.Rank))
            .ToList();
        var shown = groups.Where(pair => pair.Group.Proof >= Proof.Likely)
            .OrderBy(pair => pair.Group.First is null).ThenBy(pair => pair.Group.First).ThenBy(pair => pair.Rank)
            .Select((pair, index) => pair.Group with { Id = NameOf(index) });
        var weak = groups.Where(pair => pair.Group.Proof == Proof.Weak).OrderBy(pair => pair.Rank).Select(pair => pair.Group);
        return [.. shown, .. weak];
    }

    /// <summary><c>A</c> … <c>Z</c>, then <c>AA</c>, <c>AB</c>, …, as columns of a sheet are named.</summary>
    public static string NameOf(int index)
    {
        var name = "";
        for (var rest = index; rest >= 0; rest = (rest / 26) - 1)
            name = (char)('A' + (rest % 26)) + name;
        return name;
    }

    // What was reached or opened belongs to a group when a link ties it there; alone it makes none.
    private static bool IsCandidate(Finding finding) =>
        finding.Severity >= Severity.High || finding.Kind is "installation" or "logon-path" or "file-access";

    private static Proof ProofOf(ImmutableArray<Finding> findings)
    {
        var loud = findings.Where(finding => finding.Severity >= Severity.High).ToList();
        var methods = loud.Select(finding => finding.Subject.Method).Distinct(StringComparer.Ordinal).Count();
        foreach (var finding in findings)
        {
            // Rule hits alone never prove (contract): something installed must have been run or have talked out, and either its
            // traffic or another method must agree.
            if (finding.Installed is { Loud: true } installed && (installed.Executed is not null || !installed.Contacted.IsEmpty)
                && (!installed.Contacted.IsEmpty || methods > 2) && finding.Kind == "installation")
                return Proof.Proven;
        }

        var isLikely = loud.Exists(finding => finding.Installed is { Loud: true } || finding.Severity == Severity.Critical) || Agree(loud);
        return isLikely ? Proof.Likely : Proof.Weak;
    }

    // Two rules on one record are two opinions of one event; two acts on different records are more.
    private static bool Agree(List<Finding> loud)
    {
        for (var i = 0; i < loud.Count; i++)
        {
            for (var j = i + 1; j < Math.Min(loud.Count, i + MaximumCompared); j++)
            {
                if (!loud[i].Records.Intersect(loud[j].Records).Any() && !loud[i].Tactics.SequenceEqual(loud[j].Tactics))
                    return true;
            }
        }

        return false;
    }
}
