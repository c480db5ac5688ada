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
    /// <summary>The groups of loud findings: at least likely ones first, by first time, then weak ones by rank.</summary>
    public static ImmutableArray<FindingGroup> Separate(IReadOnlyList<Finding> ranked)
    {
        var loud = ranked.Where(IsLoud).OrderBy(finding => finding.Rank).ToList();
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

    private static bool IsLoud(Finding finding) => finding.Severity >= Severity.High;

    private static Proof ProofOf(ImmutableArray<Finding> findings)
    {
        var methods = findings.Select(finding => finding.Subject.Method).Distinct(StringComparer.Ordinal).Count();
        var acts = findings.SelectMany(finding => finding.Tactics).Distinct(StringComparer.Ordinal).Count();
        foreach (var finding in findings)
        {
            // Rule hits alone never prove (contract): something installed must have been run or have talked out, and either its
            // traffic or another method must agree.
            if (finding.Installed is { Loud: true } installed && (installed.Executed is not null || !installed.Contacted.IsEmpty)
                && (!installed.Contacted.IsEmpty || methods > 2) && finding.Kind == "installation")
                return Proof.Proven;
        }

        var isLikely = findings.Any(finding => finding.Installed is { Loud: true } || finding.Severity == Severity.Critical)
            || (methods > 1 && acts > 1);
        return isLikely ? Proof.Likely : Proof.Weak;
    }
}
