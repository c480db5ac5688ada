using System.Collections.Immutable;
using Dwell.Model.Evidence;
using Dwell.Model.Time;

namespace Dwell.Model.Findings;

/// <summary>
/// A claim about hosts, accounts or addresses in an interval: one line of <c>findings.jsonl</c>, whose fields it has.
/// Lists are sorted ordinally and hold no value twice; <c>Citations</c> hold 1 to 50.
/// </summary>
public sealed record Finding
{
    /// <summary><c>f-</c> and 16 hex digits: a hash of <see cref="Subject"/>.</summary>
    public required string Id { get; init; }

    /// <summary>What the finding is about; see <see cref="FindingSubject"/>. Not written out.</summary>
    public required FindingSubject Subject { get; init; }

    /// <summary><c>rule</c>, <c>installation</c>, <c>logon-path</c>, <c>log-tampering</c>, ….</summary>
    public required string Kind { get; init; }

    /// <summary>What the claim rests on.</summary>
    public required Basis Basis { get; init; }

    /// <summary>One sentence.</summary>
    public required string Title { get; init; }

    /// <summary>The question that it speaks to first.</summary>
    public required Question Question { get; init; }

    /// <summary>How bad it would be if true.</summary>
    public required Severity Severity { get; init; }

    /// <summary>How probable it is.</summary>
    public required Likelihood Likelihood { get; init; }

    /// <summary>How good its basis is.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>Hosts, as written.</summary>
    public ImmutableArray<string> Hosts { get; init; } = [];

    /// <summary>Accounts, as <c>DOMAIN\name</c> where known.</summary>
    public ImmutableArray<string> Accounts { get; init; } = [];

    /// <summary>Network addresses.</summary>
    public ImmutableArray<string> Addresses { get; init; } = [];

    /// <summary>Domain names.</summary>
    public ImmutableArray<string> Domains { get; init; } = [];

    /// <summary>ATT&amp;CK technique ids, <c>T1543.003</c>.</summary>
    public ImmutableArray<string> Techniques { get; init; } = [];

    /// <summary>ATT&amp;CK tactic short names, <c>persistence</c>.</summary>
    public ImmutableArray<string> Tactics { get; init; } = [];

    /// <summary>Who talked to whom, for kinds that have pairs.</summary>
    public ImmutableArray<FindingPair> Pairs { get; init; } = [];

    /// <summary>Time of the first record; null when all are undated.</summary>
    public UtcInstant? First { get; init; }

    /// <summary>Time of the last record.</summary>
    public UtcInstant? Last { get; init; }

    /// <summary>How many records it stands for.</summary>
    public required long Count { get; init; }

    /// <summary>How many independent sources (host and log) wrote them.</summary>
    public required int Sources { get; init; }

    /// <summary>The rule, for kind <c>rule</c>.</summary>
    public FindingRule? Rule { get; init; }

    /// <summary>From 1: what an analyst should open first.</summary>
    public int Rank { get; init; }

    /// <summary>What <see cref="Rank"/> orders by, in [0, 1].</summary>
    public double Score { get; init; }

    /// <summary>What <see cref="Score"/> is made of.</summary>
    public ImmutableArray<ScorePart> Parts { get; init; } = [];

    /// <summary>What speaks against it.</summary>
    public ImmutableArray<string> Counter { get; init; } = [];

    /// <summary>The intrusion it belongs to (<c>A</c>, …); null when none.</summary>
    public string? Intrusion { get; init; }

    /// <summary>
    /// What ties this finding to others of the same intruder, each with one of <see cref="LinkKinds"/> before it. The same
    /// host is not a link. Not written out.
    /// </summary>
    public ImmutableArray<string> HardLinks { get; init; } = [];

    /// <summary>The independent sources (each a host or sensor), whose number is <see cref="Sources"/>. Not written out.</summary>
    public ImmutableArray<string> SourceNames { get; init; } = [];

    /// <summary>For kind <c>installation</c>: what starts by itself; null else. Not written out.</summary>
    public InstalledObject? Installed { get; init; }

    /// <summary>The records: the first, the last and a spread between.</summary>
    public ImmutableArray<RecordRef> Records { get; init; } = [];

    /// <summary>All records of a loud finding, of which <see cref="Records"/> are a spread; the spread where not all are kept. Not written out.</summary>
    public ImmutableArray<RecordRef> AllRecords
    {
        get => field.IsDefault ? Records : field;
        init;
    }

    /// <summary>The way back to <see cref="Records"/>, made when the case is written.</summary>
    public ImmutableArray<Citation> Citations { get; init; } = [];
}

/// <summary>
/// Something that starts by itself. <paramref name="Kind"/> is an item kind of <c>answers.json</c>;
/// <paramref name="Executed"/> and <paramref name="Contacted"/> say whether the same host ran it afterwards, and the addresses
/// outside of private space that it talked to.
/// </summary>
public sealed record InstalledObject(
    string Kind,
    string Name,
    string? Path,
    bool Loud,
    UtcInstant? Executed,
    ImmutableArray<string> Contacted,
    bool Removed);

/// <summary>Two ends of a connection, a logon or a transfer.</summary>
public sealed record FindingPair(string Source, string Destination, string? Name, int? Port, double Score);

/// <summary>The rule behind a finding. <paramref name="Source"/> says whose rule it is: <c>dwell</c>, or the folder given.</summary>
public sealed record FindingRule(string Id, string Title, string Source);

/// <summary>One part of a score: what it is, its value in [0, 1], and why.</summary>
public sealed record ScorePart(string Name, double Value, string Why);
