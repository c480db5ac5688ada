using System.Collections.Immutable;
using Dwell.Analysis.Facts;
using Dwell.Analysis.Implants;
using Dwell.Analysis.Movement;
using Dwell.Analysis.Ranking;
using Dwell.Analysis.Reading;
using Dwell.Analysis.Rules;
using Dwell.Analysis.Transfers;
using Dwell.Facts.Store;
using Dwell.Model.Evidence;
using Dwell.Model.Facts;
using Dwell.Model.Findings;

namespace Dwell.Analysis;

/// <summary>All methods in their order: store in, ranked findings out. Pure; the same store gives the same findings.</summary>
public static class CaseAnalysis
{
    /// <summary>The findings by rank, without citations and intrusions.</summary>
    public static ImmutableArray<Finding> Run(IFactStore store, IReadOnlyDictionary<string, DetectionRule> rules, CancellationToken cancellation)
    {
        var hits = store.Hits(HitFilter.All).ToList();
        var facts = FactsBehind(hits, store, cancellation);
        var loudHits = hits.Where(hit => rules[hit.RuleId].IsLoud).ToList();
        var loudRules = loudHits.GroupBy(hit => hit.Record).ToDictionary(
            group => group.Key, group => group.Select(hit => rules[hit.RuleId]).ToImmutableArray());

        var processes = new ProcessTree(OfKind(store, FactKind.ProcessStart));
        var links = new HardLinks(processes);
        cancellation.ThrowIfCancellationRequested();

        var findings = ImmutableArray.CreateBuilder<Finding>();
        findings.AddRange(RuleFindings.From(hits, rules, facts, links));
        findings.AddRange(Installations(store, loudRules, links));
        cancellation.ThrowIfCancellationRequested();
        findings.AddRange(new HopFindings(links).From(Hops(store, loudRules, facts)));
        findings.AddRange(new TransferFindings(processes, links).From(Sending(loudRules, facts), ConnectionsOfProcesses(store)));
        findings.AddRange(new FileAccessFindings(links).From(Accesses(store), LoudSessions(loudRules.Keys, facts)));
        cancellation.ThrowIfCancellationRequested();
        return FindingRanker.Rank(findings.ToImmutable());
    }

    private static Dictionary<RecordRef, ImmutableArray<Fact>> FactsBehind(List<Hit> hits, IFactStore store, CancellationToken cancellation)
    {
        var facts = new Dictionary<RecordRef, ImmutableArray<Fact>>();
        foreach (var fact in store.FactsAt(hits.Select(hit => hit.Record).ToHashSet()))
        {
            cancellation.ThrowIfCancellationRequested();
            facts[fact.Record] = facts.TryGetValue(fact.Record, out var known) ? known.Add(fact) : [fact];
        }

        return facts;
    }

    private static ImmutableArray<Finding> Installations(
        IFactStore store, Dictionary<RecordRef, ImmutableArray<DetectionRule>> loudRules, HardLinks links)
    {
        var groups = InstallationGroup.Of(OfKind(store, FactKind.Installation)).ToList();
        var images = groups.Where(group => group.Image.Length > 0 && !ImagePath.IsInterpreter(group.Image))
            .Select(group => new HostImage(group.Host, group.Image)).ToHashSet();
        var activity = ImageActivity.Gather(
            images,
            OfKind(store, FactKind.ProcessStart),
            OfKind(store, FactKind.ModuleLoad),
            ConnectionsOfProcesses(store),
            OfKind(store, FactKind.FileChange));
        return new InstallationFindings(activity, loudRules, links).From(groups);
    }

    private static IEnumerable<Hop> Hops(
        IFactStore store, Dictionary<RecordRef, ImmutableArray<DetectionRule>> loudRules, Dictionary<RecordRef, ImmutableArray<Fact>> facts)
    {
        var finder = new HopFinder(
            new RemoteLogons(OfKind(store, FactKind.Logon)), new Departures(OfKind(store, FactKind.Logon)), OfKind(store, FactKind.ShareAccess));
        foreach (var record in loudRules.Keys.Order())
        {
            var speaksOfMovement = loudRules[record].Any(rule => rule.Tactics.Contains("lateral-movement"));
            foreach (var fact in facts.GetValueOrDefault(record, []))
            {
                if (finder.TryFind(fact, speaksOfMovement, out var hop))
                    yield return hop;
            }
        }
    }

    private static List<Fact> Sending(
        Dictionary<RecordRef, ImmutableArray<DetectionRule>> loudRules, Dictionary<RecordRef, ImmutableArray<Fact>> facts) =>
    [
        .. loudRules.Where(pair => pair.Value.Any(rule => TacticQuestions.Of(rule) == Question.Taken))
            .Select(pair => pair.Key).Order()
            .SelectMany(record => facts.GetValueOrDefault(record, [])),
    ];

    private static HashSet<(string Host, string Session)> LoudSessions(
        IEnumerable<RecordRef> loud, Dictionary<RecordRef, ImmutableArray<Fact>> facts) =>
    [
        .. loud.SelectMany(record => facts.GetValueOrDefault(record, []))
            .Where(fact => LogonSession.IsOfOneLogon(fact[FactColumn.LogonId]))
            .Select(fact => (fact.Host, fact[FactColumn.LogonId]!.ToLowerInvariant())),
    ];

    private static IEnumerable<Fact> Accesses(IFactStore store) =>
        OfKind(store, FactKind.FileAccess).Concat(OfKind(store, FactKind.ShareAccess)).OrderBy(fact => fact.Time).ThenBy(fact => fact.Record);

    // Sensors see many times more connections than hosts do, and never the process: those stay in the store.
    private static IEnumerable<Fact> ConnectionsOfProcesses(IFactStore store) =>
        store.Facts(new FactFilter { Kind = FactKind.Connection, Present = FactColumn.Process });

    private static IEnumerable<Fact> OfKind(IFactStore store, FactKind kind) => store.Facts(new FactFilter { Kind = kind });
}
