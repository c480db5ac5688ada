using System.Collections.Immutable;
using System.Net;
using Dwell.Model.Time;

namespace Dwell.Model.Context;

/// <summary>
/// What the owner of the logs knows: the content of <c>evidence.yml</c>, checked. Everything is optional;
/// where the evidence contradicts it, the evidence is believed.
/// </summary>
public sealed record CaseContext
{
    /// <summary>A context that says nothing.</summary>
    public static CaseContext Empty { get; } = new();

    /// <summary>The organisation's name; null when not given.</summary>
    public string? Organisation { get; init; }

    /// <summary>Domains that the victim owns, in lower case: never indicators.</summary>
    public ImmutableArray<string> Domains { get; init; } = [];

    /// <summary>Public networks that the victim owns: never indicators.</summary>
    public ImmutableArray<IPNetwork> Networks { get; init; } = [];

    /// <summary>IANA zones by host as written, for logs in local time.</summary>
    public ImmutableSortedDictionary<string, string> Timezones { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The parts of the network.</summary>
    public ImmutableArray<NetworkSegment> Segments { get; init; } = [];

    /// <summary>What watches the network, and which traffic it sees.</summary>
    public ImmutableArray<NetworkSensor> Sensors { get; init; } = [];

    /// <summary>What limits a segment's traffic to the outside.</summary>
    public ImmutableArray<SegmentLink> Links { get; init; } = [];

    /// <summary>The hosts that are known.</summary>
    public ImmutableArray<ContextAsset> Assets { get; init; } = [];

    /// <summary>Kinds of information by mailbox or share.</summary>
    public ImmutableArray<ContextHolding> Holds { get; init; } = [];

    /// <summary>Which logs should be there.</summary>
    public ImmutableArray<LogRetention> Retention { get; init; } = [];

    /// <summary>Who noticed what, when; not the end of access.</summary>
    public ImmutableArray<Detection> Detected { get; init; } = [];

    /// <summary>Addresses with an innocent explanation.</summary>
    public ImmutableArray<KnownThing> Known { get; init; } = [];

    /// <summary>Labels to look for in subjects and file names.</summary>
    public ImmutableArray<string> Words { get; init; } = [];
}

/// <summary>A part of the network.</summary>
public sealed record NetworkSegment(string Name, ImmutableArray<IPNetwork> Cidrs);

/// <summary>What kind of sensor writes a log.</summary>
public enum SensorKind
{
    /// <summary>Zeek.</summary>
    Zeek,

    /// <summary>Suricata.</summary>
    Suricata,

    /// <summary>The Squid proxy.</summary>
    Squid,

    /// <summary>NetFlow, IPFIX or sFlow.</summary>
    Netflow,

    /// <summary>A firewall's own log.</summary>
    Firewall,
}

/// <summary>A sensor and the traffic that passes by it.</summary>
public sealed record NetworkSensor(string Name, SensorKind Kind, ImmutableArray<SegmentPair> Sees);

/// <summary>
/// Traffic between two segments, in either direction; <see cref="Internet"/> stands for the outside.
/// </summary>
public sealed record SegmentPair(string From, string To)
{
    /// <summary>The name of the outside.</summary>
    public const string Internet = "internet";
}

/// <summary>The speed of a segment's link to the outside, above 0.</summary>
public sealed record SegmentLink(string Segment, double MegabitsPerSecond);

/// <summary>
/// A host that is known; <paramref name="Role"/> and <paramref name="OperatingSystem"/> are free text.
/// </summary>
public sealed record ContextAsset(
    string Host,
    ImmutableArray<IPAddress> Addresses,
    ImmutableArray<string> Names,
    string? Role,
    string? OperatingSystem,
    ImmutableArray<string> Holds);

/// <summary>
/// What a mailbox or share holds; <paramref name="Where"/> is <c>mailbox:ADDRESS</c> or <c>share:NAME</c>.
/// </summary>
public sealed record ContextHolding(string Where, ImmutableArray<string> Holds);

/// <summary>
/// Which logs of a source should be there: the last <paramref name="Days"/>, or all since <paramref
/// name="From"/>; one of the two at least. A null host means all.
/// </summary>
public sealed record LogRetention(string Source, string? Host, int? Days, UtcInstant? From);

/// <summary>Somebody noticed something.</summary>
public sealed record Detection(UtcInstant At, string By, string What);

/// <summary>
/// An address or network with an explanation, from the first instant of <paramref name="From"/> to the last
/// of
/// <paramref name="To"/> (a date means its whole day: see the precision); null: without end.
/// </summary>
public sealed record KnownThing(IPNetwork Address, string Why, UtcInstant? From, UtcInstant? To);
