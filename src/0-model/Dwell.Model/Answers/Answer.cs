using System.Collections.Immutable;
using Dwell.Model.Findings;
using Dwell.Model.Time;

namespace Dwell.Model.Answers;

/// <summary>What all answers have. The subtypes add the fields of their question.</summary>
public abstract record Answer
{
    /// <summary>Which of the seven.</summary>
    public abstract Question Question { get; }

    /// <summary>The state, in the contract's exact meaning.</summary>
    public required AnswerState State { get; init; }

    /// <summary>How probable the statement is; null when nothing can be said of it.</summary>
    public required Likelihood? Likelihood { get; init; }

    /// <summary>How good the basis is.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>Why the confidence is what it is.</summary>
    public required string Why { get; init; }

    /// <summary>One or two plain sentences, without likelihood or confidence words.</summary>
    public required string Statement { get; init; }

    /// <summary>What carries it.</summary>
    public required AnswerSupport Support { get; init; }

    /// <summary>What it covers.</summary>
    public required AnswerScope Scope { get; init; }

    /// <summary>Ids of findings, in the order of their rank.</summary>
    public ImmutableArray<string> Findings { get; init; } = [];

    /// <summary>Ids of limits.</summary>
    public ImmutableArray<string> Limits { get; init; } = [];
}

/// <summary>Records, independent sources (own log, domain controller, sensor, …) and hosts behind an answer.</summary>
public sealed record AnswerSupport(long Records, int Sources, int Hosts);

/// <summary>
/// What an answer covers: [From, To], <paramref name="Hosts"/> of <paramref name="OfHosts"/> hosts on which a class of events that
/// could show it was recorded, and the share of their host hours in [0, 1].
/// </summary>
public sealed record AnswerScope(UtcInstant? From, UtcInstant? To, int Hosts, int OfHosts, double HostHours);

/// <summary>An interval in which the truth lies; a null end means that nothing limits it.</summary>
public sealed record TimeBound(UtcInstant? Earliest, UtcInstant? Latest);

/// <summary>A count between two bounds; a null end means that nothing limits it.</summary>
public sealed record CountBound(long AtLeast, long? AtMost);
