using Dwell.Model.Findings;

namespace Dwell.Answers.Intrusions;

/// <summary>
/// Ties findings by their hard links: two that share a link, and one whose process was led to by the process that another
/// is about. Two processes with a common ancestor that no finding is about stay apart.
/// </summary>
internal sealed class LinkGraph
{
    private readonly List<Finding> _findings = [];
    private readonly Dictionary<string, int> _firstByLink = new(StringComparer.Ordinal);

    public LinkGraph(IEnumerable<Finding> findings)
    {
        foreach (var finding in findings)
        {
            foreach (var link in finding.HardLinks.Where(link => !IsAncestor(link)))
                _firstByLink.TryAdd(link, _findings.Count);
            _findings.Add(finding);
        }
    }

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>
    /// For each link of <paramref name="finding"/> that others have, the index of the first of them (itself included): joined with it,
    /// all that share the link come together, at a cost that grows with the links, not with their square.
    /// </summary>
    public IEnumerable<int> TiedTo(Finding finding)
    {
        foreach (var link in finding.HardLinks)
        {
            if (_firstByLink.TryGetValue(OwnLinkOf(link), out var first))
                yield return first;
        }
    }

    private static bool IsAncestor(string link) => link.StartsWith(LinkKinds.Ancestor, StringComparison.Ordinal);

    internal static string OwnLinkOf(string link) =>
        IsAncestor(link) ? LinkKinds.Process + link[LinkKinds.Ancestor.Length..] : link;
}
