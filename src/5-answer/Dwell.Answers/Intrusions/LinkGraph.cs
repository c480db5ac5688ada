using Dwell.Model.Findings;

namespace Dwell.Answers.Intrusions;

/// <summary>
/// Ties findings by their hard links: two that share a link, and one whose process was led to by the process that another
/// is about. Two processes with a common ancestor that no finding is about stay apart.
/// </summary>
internal sealed class LinkGraph
{
    private readonly List<Finding> _findings = [];
    private readonly Dictionary<string, List<int>> _byLink = new(StringComparer.Ordinal);

    public LinkGraph(IEnumerable<Finding> findings)
    {
        foreach (var finding in findings)
        {
            foreach (var link in finding.HardLinks.Where(link => !IsAncestor(link)))
                Add(link, _findings.Count);
            _findings.Add(finding);
        }
    }

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>The indexes of findings that are tied to <paramref name="finding"/>, itself included when it is one of them.</summary>
    public IEnumerable<int> TiedTo(Finding finding) =>
        finding.HardLinks.SelectMany(link => _byLink.GetValueOrDefault(OwnLinkOf(link), []));

    private static bool IsAncestor(string link) => link.StartsWith(LinkKinds.Ancestor, StringComparison.Ordinal);

    private static string OwnLinkOf(string link) =>
        IsAncestor(link) ? LinkKinds.Process + link[LinkKinds.Ancestor.Length..] : link;

    private void Add(string link, int index)
    {
        if (!_byLink.TryGetValue(link, out var list))
            _byLink[link] = list = [];
        list.Add(index);
    }
}
