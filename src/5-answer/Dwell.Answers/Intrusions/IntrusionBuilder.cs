using System.Collections.Immutable;
using Dwell.Model.Findings;

namespace Dwell.Answers.Intrusions;

/// <summary>
/// Separates intruders before anyone is named. Findings come together by hard links only: the same file hash, process or
/// line of processes, logon session, outside address, misplaced program or installed object. The same host, account or
/// technique is no link, so the default is separate. Method and limits: <c>docs/methods/intrusions.md</c>.
/// </summary>
public static class IntrusionBuilder
{
    // A group of many findings finds an agreeing pair early; without one a bound keeps the comparison linear.
    private const int MaximumCompared = 64;

    /// <summary>The groups of loud findings: at least likely ones first, by first time, then weak ones by rank.</summary>
    public static ImmutableArray<FindingGroup> Separate(IReadOnlyList<Finding> ranked)
    {
        var graph = new LinkGraph(ranked.Where(CanTie).OrderBy(finding => finding.Rank));
        var sets = Join(graph);
        var members = Enumerable.Range(0, graph.Findings.Count).GroupBy(sets.Find)
            .Where(group => group.Any(i => IsLoud(graph.Findings[i])))
            .ToDictionary(group => group.Key, group => group.Select(i => graph.Findings[i]).ToList());
        Attach(ranked, graph, sets, members);

        var groups = members.Values
            .Select(findings => findings.OrderBy(finding => finding.Rank).ToImmutableArray())
            .Select(findings => new FindingGroup(null, ProofOf(findings), findings))
            .ToList();
        var shown = groups.Where(group => group.Proof >= Proof.Likely)
            .OrderBy(group => group.First is null).ThenBy(group => group.First).ThenBy(group => group.Findings[0].Rank)
            .Select((group, index) => group with { Id = NameOf(index) });
        var weak = groups.Where(group => group.Proof == Proof.Weak).OrderBy(group => group.Findings[0].Rank);
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

    private static UnionFind Join(LinkGraph graph)
    {
        var sets = new UnionFind(graph.Findings.Count);
        for (var i = 0; i < graph.Findings.Count; i++)
        {
            foreach (var other in graph.TiedTo(graph.Findings[i]))
                sets.Join(i, other);
        }

        return sets;
    }

    // Quieter findings tie nothing together, but one that a link ties to a group tells more about it.
    private static void Attach(IReadOnlyList<Finding> ranked, LinkGraph graph, UnionFind sets, Dictionary<int, List<Finding>> members)
    {
        foreach (var finding in ranked.Where(finding => !CanTie(finding)).OrderBy(finding => finding.Rank))
        {
            // Tied to several groups it joins the one of the highest rank: the text of a link, which holds names, decides nothing.
            var highest = graph.TiedTo(finding).Where(other => members.ContainsKey(sets.Find(other))).DefaultIfEmpty(-1).Min();
            if (highest >= 0)
                members[sets.Find(highest)].Add(finding);
        }
    }

    private static bool IsLoud(Finding finding) => finding.Severity >= Severity.High;

    // What was installed, reached or opened belongs to a group when a link ties it there; alone it makes none.
    private static bool CanTie(Finding finding) => IsLoud(finding) || finding.Kind is "installation" or "logon-path" or "file-access";

    private static Proof ProofOf(ImmutableArray<Finding> findings)
    {
        var loud = findings.Where(IsLoud).ToList();
        foreach (var finding in findings)
        {
            // Rule hits alone never prove (contract): something installed must have been run or have talked out, and a loud act
            // on other records must be tied to it. A quiet installation is what updaters do: there the tie has to be the program itself.
            if (finding is { Kind: "installation", Installed: { } installed } && FindingGroup.IsBackdoor(finding)
                && (installed.Executed is not null || !installed.Contacted.IsEmpty)
                && loud.Exists(act => act.Kind == "rule" && !act.AllRecords.Intersect(finding.AllRecords).Any() && (installed.Loud || ShareProgram(finding, act))))
                return Proof.Proven;
        }

        var isLikely = loud.Exists(finding => finding.Installed is { Loud: true } || finding.Severity == Severity.Critical) || Agree(loud);
        return isLikely ? Proof.Likely : Proof.Weak;
    }

    // A session or an address outside is shared by much that is ordinary; a process, a misplaced program or its hash is not.
    private static bool ShareProgram(Finding installation, Finding act)
    {
        var own = installation.HardLinks.Where(IsOfProgram).ToHashSet(StringComparer.Ordinal);
        return act.HardLinks.Any(link => own.Contains(LinkGraph.OwnLinkOf(link)))
            || installation.HardLinks.Select(LinkGraph.OwnLinkOf).Where(IsOfProgram).Any(act.HardLinks.Contains);
    }

    private static bool IsOfProgram(string link) =>
        link.StartsWith(LinkKinds.Process, StringComparison.Ordinal) || link.StartsWith(LinkKinds.Image, StringComparison.Ordinal)
        || link.StartsWith(LinkKinds.Hash, StringComparison.Ordinal) || link.StartsWith(LinkKinds.Installed, StringComparison.Ordinal);

    // Two rules on one record are two opinions of one event; two acts on different records are more.
    private static bool Agree(List<Finding> loud)
    {
        for (var i = 0; i < loud.Count; i++)
        {
            for (var j = i + 1; j < Math.Min(loud.Count, i + MaximumCompared); j++)
            {
                if (!loud[i].AllRecords.Intersect(loud[j].AllRecords).Any() && !loud[i].Tactics.SequenceEqual(loud[j].Tactics))
                    return true;
            }
        }

        return false;
    }
}
