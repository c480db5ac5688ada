using System.Collections.Immutable;
using Dwell.Model.Findings;
using Dwell.Model.Time;

namespace Dwell.Model.Answers;

/// <summary>What did they take?</summary>
public sealed record TakenAnswer : Answer
{
    /// <inheritdoc/>
    public override Question Question => Question.Taken;

    /// <summary>Bytes that left in an intruder's hands.</summary>
    public required CountBound Bytes { get; init; }

    /// <summary>At least likely ones, by time.</summary>
    public ImmutableArray<Transfer> Transfers { get; init; } = [];

    /// <summary>The same per kind of information, from the context file.</summary>
    public ImmutableArray<HoldingAnswer> Holdings { get; init; } = [];
}

/// <summary>One transfer out. <paramref name="Channel"/>: <c>https</c>, <c>dns</c>, <c>ssh</c>, <c>smb</c>, <c>removable</c>, ….</summary>
public sealed record Transfer(
    string? Intrusion,
    string Host,
    string Destination,
    string Channel,
    UtcInstant? First,
    UtcInstant? Last,
    CountBound Bytes,
    ImmutableArray<string> Staged,
    Likelihood Likelihood,
    ImmutableArray<string> Findings);
