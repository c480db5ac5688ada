using System.Collections.Immutable;
using System.Globalization;
using Dwell.Analysis.Facts;
using Dwell.Model.Evidence;
using Dwell.Model.Facts;
using Dwell.Model.Findings;
using Dwell.Model.Time;

namespace Dwell.Analysis.Implants;

/// <summary>
/// Things that start by themselves, joined with what the same host did with them. Method and limits:
/// <c>docs/methods/installations.md</c>. Made of what their programs did, the loud rules by record, and the links of facts.
/// </summary>
public sealed class InstallationFindings(
    ImageActivity activity, IReadOnlyDictionary<RecordRef, ImmutableArray<DetectionRule>> loudRules, HardLinks hardLinks)
{
    // A service is registered before it is started; clocks of one host agree, so a second covers the order of writing.
    private static readonly TimeSpan BeforeInstallation = TimeSpan.FromSeconds(1);

    /// <summary>
    /// One finding for each installed object that a loud rule speaks of, or that lies where anybody may write and was then run
    /// and talked to the outside. Others are the ordinary life of a system and give none.
    /// </summary>
    public ImmutableArray<Finding> From(IEnumerable<InstallationGroup> groups)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        foreach (var group in groups)
        {
            if (TryMake(group, out var finding))
                findings.Add(finding);
        }

        return findings.ToImmutable();
    }

    private bool TryMake(InstallationGroup group, out Finding finding)
    {
        finding = null!;
        var rules = group.Facts
            .SelectMany(fact => loudRules.TryGetValue(fact.Record, out var hit) ? hit : [])
            .DistinctBy(rule => rule.Id).OrderBy(rule => rule.Id, StringComparer.Ordinal).ToList();
        var image = group.Image;
        var interpreter = image.Length > 0 && ImagePath.IsInterpreter(image);
        var writable = image.Length > 0 && ImagePath.IsInWritableFolder(image);

        // What an interpreter does elsewhere says nothing about this object.
        var hostImage = new HostImage(group.Host, interpreter ? "" : image);
        var since = Earlier(group.Facts[0].Time);
        var runs = activity.RunsOf(hostImage, since).ToList();
        var outside = activity.OutsideConnectionsOf(hostImage, since).ToList();
        if (rules.Count == 0 && !(writable && runs.Count > 0 && outside.Count > 0))
            return false;

        finding = Make(group, rules, [.. activity.WritesOf(hostImage)], runs, outside, writable, interpreter);
        return true;
    }

    private Finding Make(
        InstallationGroup group, List<DetectionRule> rules, List<Fact> writes, List<Fact> runs, List<Fact> outside, bool writable, bool interpreter)
    {
        var facts = group.Facts.Concat(writes).Concat(runs).Concat(outside).OrderBy(fact => fact.Time).ThenBy(fact => fact.Record).ToList();
        SortedValues accounts = new(), addresses = new(), links = new(HardLinks.MaximumLinks);
        foreach (var fact in facts)
        {
            accounts.Add(fact[FactColumn.Account]);
            addresses.AddAddress(fact[FactColumn.DestinationAddress]);
            hardLinks.AddOf(fact, links);
        }

        var sources = FactSources.Of(facts);
        var loud = rules.Count > 0;
        var joined = runs.Count > 0 || outside.Count > 0;
        var subject = new FindingSubject("installation", group.Kind, Question.Backdoor, [group.Host], [], [], group.Name);
        var dated = facts.Where(fact => fact.Time is not null).ToList();
        return new Finding
        {
            Id = subject.ToId(),
            Subject = subject,
            Kind = "installation",
            Basis = Basis.Observed,
            Title = TitleOf(group, runs.Count, outside.Count),
            Question = Question.Backdoor,
            Severity = loud ? rules.Max(rule => rule.Severity) : Severity.Medium,
            Likelihood = loud && joined ? Likelihood.VeryLikely : loud ? Likelihood.Likely : Likelihood.RoughlyEvenChance,
            Confidence = joined && loud ? Confidence.Moderate : Confidence.Low,
            Hosts = group.Host.Length > 0 ? [group.Host] : [],
            Accounts = accounts.ToImmutable(),
            Addresses = addresses.ToImmutable(),
            Techniques = [.. rules.SelectMany(rule => rule.Techniques).Distinct().Order(StringComparer.Ordinal)],
            Tactics = rules.Count == 0 ? ["persistence"]
                : [.. rules.SelectMany(rule => rule.Tactics).Append("persistence").Distinct().Order(StringComparer.Ordinal)],
            First = dated.Count > 0 ? dated[0].Time : null,
            Last = dated.Count > 0 ? dated[^1].Time : null,
            Count = facts.Select(fact => fact.Record).Distinct().Count(),
            Sources = sources.Length,
            SourceNames = sources,
            Parts = PartsOf(rules, runs, outside, writable, interpreter),
            Counter = [.. rules.SelectMany(rule => rule.FalsePositives).Distinct().Order(StringComparer.Ordinal)],
            HardLinks = links.ToImmutable(),
            Installed = new InstalledObject(
                group.Kind, group.Name, group.Command ?? group.Path, loud && StartsByItself(group.Kind, rules), runs.Count > 0 ? runs[0].Time : null,
                OutsideEndsOf(outside), group.Removed),
            Records = RecordSpread.Choose([.. facts.Select(fact => fact.Record).Distinct()]),
        };
    }

    // The handler of a file type starts when somebody opens such a file, mostly bent for a moment to gain rights; other classes and
    // keys are bent for that too, so there the rule has to say that it stays.
    private static bool StartsByItself(string kind, List<DetectionRule> rules) =>
        kind is "service" or "service-dll" or "task" or "run-key" or "startup-folder" or "wmi" or "winlogon" or "lsa-package"
        || (kind is not "file-association" && rules.Exists(rule => rule.Tactics.Contains("persistence")));

    private static string TitleOf(InstallationGroup group, int runs, int outside)
    {
        var what = $"{Noun(group.Kind)} {group.Name} was installed on {group.Host}".TrimEnd();
        return (runs, outside) switch
        {
            (0, 0) => what,
            ( > 0, 0) => what + " and run afterwards",
            (0, > 0) => what + " and talked to the outside afterwards",
            _ => what + ", run afterwards, and talked to the outside",
        };
    }

    private static string Noun(string kind) => kind switch
    {
        "service" => "Service",
        "service-dll" => "Service library of",
        "task" => "Scheduled task",
        "run-key" => "Run key",
        "wmi" => "WMI subscription",
        _ => "Autostart " + kind,
    };

    private static ImmutableArray<ScorePart> PartsOf(List<DetectionRule> rules, List<Fact> runs, List<Fact> outside, bool writable, bool interpreter)
    {
        var parts = ImmutableArray.CreateBuilder<ScorePart>();
        if (rules.Count > 0)
            parts.Add(new ScorePart("rule", 1, string.Create(CultureInfo.InvariantCulture, $"{rules.Count} loud rules match its records, such as: {rules[0].Title}")));
        if (writable)
            parts.Add(new ScorePart("place", 1, "its program lies where ordinary users or the network may write"));
        if (interpreter)
            parts.Add(new ScorePart("interpreter", 1, "it starts a program that runs what its arguments say"));
        if (runs.Count > 0)
            parts.Add(new ScorePart("execution", 1, string.Create(CultureInfo.InvariantCulture, $"the same host ran or loaded it {runs.Count} times afterwards")));
        if (outside.Count > 0)
            parts.Add(new ScorePart("traffic", 1, string.Create(CultureInfo.InvariantCulture, $"its program opened {outside.Count} connections to the outside")));
        return parts.ToImmutable();
    }

    private static ImmutableArray<string> OutsideEndsOf(List<Fact> outside)
    {
        var ends = new SortedValues();
        foreach (var fact in outside)
        {
            // Brackets keep the colons of an IPv6 address apart from its port (RFC 3986 3.2.2).
            var address = fact[FactColumn.DestinationAddress]!;
            var host = address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address;
            ends.Add($"{host}:{fact[FactColumn.DestinationPort] ?? "?"}");
        }

        return ends.ToImmutable();
    }

    private static UtcInstant? Earlier(UtcInstant? time) =>
        time is { } at ? at with { Ticks = at.Ticks - BeforeInstallation.Ticks } : null;
}
