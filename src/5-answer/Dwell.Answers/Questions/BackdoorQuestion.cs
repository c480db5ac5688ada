using System.Collections.Immutable;
using Dwell.Answers.Intrusions;
using Dwell.Answers.Wording;
using Dwell.Model.Answers;
using Dwell.Model.Findings;

namespace Dwell.Answers.Questions;

/// <summary>Is a backdoor here?</summary>
internal static class BackdoorQuestion
{
    public static BackdoorAnswer Answer(AnswerBoard board)
    {
        var items = Items(board);
        var carrying = board.Intrusions.SelectMany(group => group.Findings).ToList();
        var scope = board.ScopeOf(Question.Backdoor);
        var support = AnswerBoard.SupportOf(carrying);
        var confidence = ConfidenceOf(board, scope);
        return new BackdoorAnswer
        {
            State = board.Backdoor,
            Likelihood = LikelihoodOf(board.Backdoor),
            Confidence = confidence,
            Why = Phrases.Why(confidence, support, scope),
            Statement = Statement(board, items, scope),
            Support = support,
            Scope = scope,
            Findings = AnswerBoard.IdsOf(carrying.Count > 0 ? carrying : board.Weak.SelectMany(group => group.Findings)),
            Limits = board.LimitsOf(Question.Backdoor),
            Items = items,
        };
    }

    private static ImmutableArray<BackdoorItem> Items(AnswerBoard board) =>
    [
        .. board.Intrusions
            .SelectMany(group => group.Installed.Select(finding => (group, finding, installed: finding.Installed!)))
            .GroupBy(entry => (Host: entry.finding.Hosts.FirstOrDefault("") ?? "", Kind: KindOf(entry.installed.Kind), entry.installed.Name))
            .OrderBy(item => item.Key.Host, StringComparer.Ordinal).ThenBy(item => item.Key.Kind, StringComparer.Ordinal).ThenBy(item => item.Key.Name, StringComparer.Ordinal)
            .Select(item => ToItem(board, item.Key.Host, item.Key.Kind, item.Key.Name, [.. item])),
    ];

    private static BackdoorItem ToItem(
        AnswerBoard board, string host, string kind, string name, List<(FindingGroup Group, Finding Finding, InstalledObject Installed)> entries) => new(
            host,
            kind,
            name,
            entries.Select(entry => entry.Installed.Path).FirstOrDefault(path => path is not null),
            [.. entries.SelectMany(entry => entry.Installed.Contacted).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            entries.Min(entry => entry.Finding.First),
            entries.Max(entry => entry.Finding.Last),
            entries[0].Group.Id,
            UnseenBecause(board, host),
            LikelihoodOf(entries),
            AnswerBoard.IdsOf(entries.Select(entry => entry.Finding)));

    // What links tie to loud acts is more probable than any of its own records makes it.
    private static Likelihood LikelihoodOf(List<(FindingGroup Group, Finding Finding, InstalledObject Installed)> entries)
    {
        var own = entries.Max(entry => entry.Finding.Likelihood);
        var group = entries.Max(entry => entry.Group.Proof) == Proof.Proven ? Likelihood.VeryLikely : Likelihood.Likely;
        return own > group ? own : group;
    }

    private static string? UnseenBecause(AnswerBoard board, string host)
    {
        var missing = board.LimitsOn(host, Question.Backdoor).Select(limit => $"{limit.Class}: {limit.Why}").Distinct(StringComparer.Ordinal).ToList();
        return missing.Count == 0 ? null : "not recorded on this host: " + string.Join("; ", missing);
    }

    // A service and the library that it loads are one backdoor of kind service (contract's list of kinds).
    private static string KindOf(string installationKind) => installationKind == "service-dll" ? "service" : installationKind;

    private static Likelihood? LikelihoodOf(AnswerState state) => state switch
    {
        AnswerState.Yes => Likelihood.AlmostCertain,
        AnswerState.Likely => Likelihood.Likely,
        AnswerState.NoEvidence => Likelihood.Unlikely,
        _ => null,
    };

    private static Confidence ConfidenceOf(AnswerBoard board, AnswerScope scope) => board.Backdoor switch
    {
        AnswerState.Yes => IsSeenFromTwoSides(board) ? Confidence.High : Confidence.Moderate,
        AnswerState.Likely => board.Intrusions.Any(group => AnswerBoard.SupportOf(group.Acts).Sources > 1) ? Confidence.Moderate : Confidence.Low,
        AnswerState.NoEvidence => scope.HostHours > 0.8 ? Confidence.Moderate : Confidence.Low,
        _ => Confidence.Low,
    };

    // Two hosts that each saw something else do not confirm each other: one act has to be on record with both.
    private static bool IsSeenFromTwoSides(AnswerBoard board) =>
        board.Intrusions.Any(group => group.Proof == Proof.Proven
            && group.Acts.Any(act => act is { Basis: Basis.Observed, SourceNames.Length: > 1 }));

    private static string Statement(AnswerBoard board, ImmutableArray<BackdoorItem> items, AnswerScope scope)
    {
        var hosts = items.Select(item => item.Host).Distinct(StringComparer.Ordinal).ToList();
        var loud = board.Weak.Sum(group => group.Findings.Length);
        return board.Backdoor switch
        {
            AnswerState.Yes => $"{Phrases.Count(items.Length, "backdoor")} on {Phrases.Names(hosts)}: installed, then run or heard talking to the outside.",
            AnswerState.Likely when items.Length > 0 =>
                $"{Phrases.Count(items.Length, "suspicious autostart")} on {Phrases.Names(hosts)}; an innocent explanation is left.",
            AnswerState.Likely => "Acts that look like an intruder's are on record, but nothing that starts by itself; an innocent explanation is left.",
            AnswerState.Bounded => $"{Phrases.Count(loud, "loud finding")} that nothing confirms; {Phrases.Hosts(scope)} recorded what would show a backdoor.",
            AnswerState.NoEvidence => $"Nothing on the {Phrases.Hosts(scope)} that recorded what would show one.",
            _ when loud > 0 => $"{Phrases.Count(loud, "loud finding")} that nothing confirms, and no host recorded everything that would show a backdoor.",
            _ => "No host recorded everything that would show a backdoor.",
        };
    }
}
