using System.Collections.Immutable;
using Dwell.Analysis.Facts;
using Dwell.Model.Findings;

namespace Dwell.Analysis.Movement;

/// <summary>Hops become findings of kind <c>logon-path</c>: one for each pair of machines, account and method.</summary>
public sealed class HopFindings(HardLinks hardLinks)
{
    /// <summary>The findings, in the order of source, destination, account, method.</summary>
    public ImmutableArray<Finding> From(IEnumerable<Hop> hops) =>
    [
        .. hops.GroupBy(hop => (hop.From, hop.To, Account: hop.Account ?? "", hop.Method))
            .OrderBy(group => group.Key.From, StringComparer.Ordinal).ThenBy(group => group.Key.To, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Account, StringComparer.Ordinal).ThenBy(group => group.Key.Method, StringComparer.Ordinal)
            .Select(group => FromGroup(group.Key.From, group.Key.To, group.Key.Account, group.Key.Method, [.. group])),
    ];

    private Finding FromGroup(string from, string to, string account, string method, List<Hop> hops)
    {
        var facts = hops.SelectMany(hop => hop.Facts).DistinctBy(fact => fact.Record)
            .OrderBy(fact => fact.Time).ThenBy(fact => fact.Record).ToList();
        var links = new SortedValues(HardLinks.MaximumLinks);
        foreach (var fact in facts)
            hardLinks.AddOf(fact, links);
        var sources = FactSources.Of(facts);
        var tie = hops.Max(hop => hop.Tie);
        var subject = new FindingSubject("logon-path", method, Question.Movement, [to], account.Length > 0 ? [account] : [], from.Length > 0 ? [from] : [], $"{from}>{to}");
        var dated = facts.Where(fact => fact.Time is not null).ToList();
        return new Finding
        {
            Id = subject.ToId(),
            Subject = subject,
            Kind = "logon-path",
            Basis = tie == HopTie.Time ? Basis.Inferred : Basis.Observed,
            Title = $"{(from.Length > 0 ? from : "An unnamed machine")} reached {to} by {method}{(account.Length > 0 ? $" with account {account}" : "")}",
            Question = Question.Movement,
            Severity = tie == HopTie.None ? Severity.Medium : Severity.High,
            Likelihood = tie == HopTie.Session ? Likelihood.VeryLikely : Likelihood.Likely,
            Confidence = tie == HopTie.Session ? Confidence.Moderate : Confidence.Low,
            Hosts = [to],
            Accounts = account.Length > 0 ? [account] : [],
            Addresses = NetworkAddress.TryParse(from, out _) ? [from] : [],
            Techniques = TechniquesOf(method),
            Tactics = ["lateral-movement"],
            Pairs = [new FindingPair(from, to, method, null, tie == HopTie.Session ? 0.9 : 0.6)],
            First = dated.Count > 0 ? dated[0].Time : null,
            Last = dated.Count > 0 ? dated[^1].Time : null,
            Count = facts.Count,
            Sources = sources.Length,
            SourceNames = sources,
            Counter = ["administrators and their tools move in the same ways"],
            HardLinks = links.ToImmutable(),
            Records = RecordSpread.Choose([.. facts.Select(fact => fact.Record)]),
        };
    }

    // ATT&CK Enterprise 18: sub-techniques of T1021 Remote Services, and the means of execution.
    private static ImmutableArray<string> TechniquesOf(string method) => method switch
    {
        "rdp" => ["T1021.001"],
        "smb-service" => ["T1021.002", "T1569.002"],
        "smb-file" => ["T1021.002", "T1570"],
        "scheduled-task" => ["T1021.002", "T1053.005"],
        "registry-remote" => ["T1021.002", "T1112"],
        "winrm" => ["T1021.006"],
        "wmi" => ["T1047"],
        "dcom" => ["T1021.003"],
        _ => ["T1021"],
    };
}
