using System.Collections.Immutable;
using Dwell.Analysis.Facts;
using Dwell.Model.Evidence;
using Dwell.Model.Facts;
using Dwell.Model.Findings;

namespace Dwell.Analysis.Rules;

/// <summary>
/// Hits become findings: all hits of one rule on one host are one finding with a count. A rule is a question to ask, not an
/// answer: a finding of this kind is never more than likely, and its confidence grows only with independent sources.
/// </summary>
public static class RuleFindings
{
    /// <summary>The findings for <paramref name="hits"/> (any order), one per rule and host.</summary>
    public static ImmutableArray<Finding> From(
        IEnumerable<Hit> hits,
        IReadOnlyDictionary<string, DetectionRule> rules,
        IReadOnlyDictionary<RecordRef, ImmutableArray<Fact>> factsByRecord,
        HardLinks hardLinks) =>
    [
        .. hits.GroupBy(hit => (hit.RuleId, hit.Host))
            .OrderBy(group => group.Key.RuleId, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Host, StringComparer.Ordinal)
            .Select(group => FromGroup(
                rules[group.Key.RuleId], group.Key.Host, [.. group.OrderBy(hit => hit.Time).ThenBy(hit => hit.Record)], factsByRecord, hardLinks)),
    ];

    private static Finding FromGroup(
        DetectionRule rule,
        string host,
        IReadOnlyList<Hit> hits,
        IReadOnlyDictionary<RecordRef, ImmutableArray<Fact>> factsByRecord,
        HardLinks hardLinks)
    {
        SortedValues accounts = new(), addresses = new(), domains = new(), links = new(HardLinks.MaximumLinks);
        foreach (var hit in hits)
        {
            if (factsByRecord.TryGetValue(hit.Record, out var facts))
                AddFrom(facts, hardLinks, accounts, addresses, domains, links);
        }

        ImmutableArray<string> sources = [FactSources.OfHost(host)];
        // One finding stands for all hits of the rule on the host: that pair is its key object, so that more evidence keeps its id.
        var subject = new FindingSubject("rule", rule.Id, TacticQuestions.Of(rule), [host], [], [], "host");
        var dated = hits.Where(hit => hit.Time is not null).ToList();
        return new Finding
        {
            Id = subject.ToId(),
            Subject = subject,
            Kind = "rule",
            Basis = Basis.Observed,
            Title = host.Length > 0 ? $"{rule.Title} on {host}" : rule.Title,
            Question = subject.Question,
            Severity = rule.Severity,
            Likelihood = LikelihoodOf(rule.Severity),
            Confidence = sources.Length > 1 ? Confidence.Moderate : Confidence.Low,
            Hosts = host.Length > 0 ? [host] : [],
            Accounts = accounts.ToImmutable(),
            Addresses = addresses.ToImmutable(),
            Domains = domains.ToImmutable(),
            Techniques = rule.Techniques,
            Tactics = rule.Tactics,
            First = dated.Count > 0 ? dated[0].Time : null,
            Last = dated.Count > 0 ? dated[^1].Time : null,
            Count = hits.Count,
            Sources = sources.Length,
            SourceNames = sources,
            Rule = new FindingRule(rule.Id, rule.Title, rule.Source),
            Counter = rule.FalsePositives,
            HardLinks = links.ToImmutable(),
            AllRecords = rule.IsLoud ? [.. hits.Select(hit => hit.Record)] : default,
            Records = RecordSpread.Choose([.. hits.Select(hit => hit.Record)]),
        };
    }

    private static void AddFrom(
        ImmutableArray<Fact> facts, HardLinks hardLinks, SortedValues accounts, SortedValues addresses, SortedValues domains, SortedValues links)
    {
        foreach (var fact in facts)
        {
            accounts.Add(fact[FactColumn.Account]);
            accounts.Add(fact[FactColumn.TargetAccount]);
            addresses.AddAddress(fact[FactColumn.SourceAddress]);
            addresses.AddAddress(fact[FactColumn.DestinationAddress]);
            if (fact.Kind == FactKind.NameLookup)
                domains.Add(fact[FactColumn.Query]);
            hardLinks.AddOf(fact, links);
        }
    }

    // What a level promises of one hit, before anything else is known. Levels are the author's word, so none goes beyond likely.
    private static Likelihood LikelihoodOf(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => Likelihood.Likely,
        Severity.Medium => Likelihood.RoughlyEvenChance,
        Severity.Low => Likelihood.Unlikely,
        _ => Likelihood.VeryUnlikely,
    };
}
