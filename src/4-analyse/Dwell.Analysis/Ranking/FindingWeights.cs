using System.Collections.Immutable;
using System.Globalization;
using Dwell.Model.Evidence;
using Dwell.Model.Findings;

namespace Dwell.Analysis.Ranking;

/// <summary>The parts of a finding's score that do not depend on the order of the findings; each in [0, 1].</summary>
internal sealed class FindingWeights
{
    private const double SeverityWeight = 0.5;
    private const double FocusWeight = 0.15;
    private const double RarityWeight = 0.15;
    private const double AgreementWeight = 0.2;

    // Below this many hosts the share of hosts that a rule speaks on says nothing.
    private const int HostsForRarity = 5;

    // What starts by itself, ran, and talked to the outside is worth opening whatever the rules say of it.
    private const double LiveAutostart = 0.9;

    private readonly Dictionary<RecordRef, int> _findingsByRecord = [];
    private readonly Dictionary<string, HashSet<string>> _loudMethodsByLink = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _hostsByMethod = new(StringComparer.Ordinal);
    private readonly int _hosts;

    public FindingWeights(IReadOnlyCollection<Finding> findings)
    {
        foreach (var finding in findings)
        {
            foreach (var record in finding.Records)
                _findingsByRecord[record] = _findingsByRecord.GetValueOrDefault(record) + 1;
            var method = finding.Subject.Method;
            AddLinks(finding);
            if (!_hostsByMethod.TryGetValue(method, out var hosts))
                _hostsByMethod[method] = hosts = new HashSet<string>(StringComparer.Ordinal);
            hosts.UnionWith(finding.Hosts);
        }

        _hosts = findings.SelectMany(finding => finding.Hosts).Distinct(StringComparer.Ordinal).Count();
    }

    public ImmutableArray<ScorePart> PartsOf(Finding finding) =>
    [
        new("severity", SeverityOf(finding), "how bad it would be if true: " + finding.Severity.Text()),
        new("focus", Math.Round(1 / (1 + Math.Log10(Math.Max(1, finding.Count))), 4),
            string.Create(CultureInfo.InvariantCulture, $"{finding.Count} records: the more there are, the more ordinary")),
        new("rarity", RarityOf(finding), "share of hosts on which its method does not speak"),
        new("agreement", AgreementOf(finding), "other findings on the same records or tied to it by hard links, or execution or traffic that confirms it"),
    ];

    public static double Combine(ImmutableArray<ScorePart> parts) =>
        (SeverityWeight * parts[0].Value) + (FocusWeight * parts[1].Value) + (RarityWeight * parts[2].Value) + (AgreementWeight * parts[3].Value);

    private void AddLinks(Finding finding)
    {
        foreach (var link in finding.Severity >= Severity.High ? finding.HardLinks : [])
        {
            if (!_loudMethodsByLink.TryGetValue(link, out var methods))
                _loudMethodsByLink[link] = methods = new HashSet<string>(StringComparer.Ordinal);
            methods.Add(finding.Subject.Method);
        }
    }

    private static double SeverityOf(Finding finding) =>
        finding.Installed is { Executed: not null, Contacted.IsEmpty: false } ? LiveAutostart : LevelOf(finding);

    private static double LevelOf(Finding finding) => finding.Severity switch
    {
        Severity.Critical => 1,
        Severity.High => 0.8,
        Severity.Medium => 0.5,
        Severity.Low => 0.25,
        _ => 0.05,
    };

    private double RarityOf(Finding finding) =>
        _hosts < HostsForRarity ? 0.5
        : Math.Round(1 - ((double)Math.Max(0, _hostsByMethod[finding.Subject.Method].Count - 1) / _hosts), 4);

    private double AgreementOf(Finding finding)
    {
        var others = 0;
        foreach (var record in finding.Records)
            others = Math.Max(others, _findingsByRecord[record] - 1);
        if (finding.Installed is { } installed)
            others += (installed.Executed is null ? 0 : 1) + (installed.Contacted.IsEmpty ? 0 : 1);
        foreach (var link in finding.HardLinks)
        {
            if (_loudMethodsByLink.TryGetValue(link, out var methods))
                others = Math.Max(others, methods.Count - (methods.Contains(finding.Subject.Method) ? 1 : 0));
        }

        return Math.Round(1 - (1.0 / (1 + others)), 4);
    }
}
