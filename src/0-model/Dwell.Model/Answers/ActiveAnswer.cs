using System.Collections.Immutable;
using Dwell.Model.Findings;
using Dwell.Model.Time;

namespace Dwell.Model.Answers;

/// <summary>Are they still active?</summary>
public sealed record ActiveAnswer : Answer
{
    /// <inheritdoc/>
    public override Question Question => Question.Active;

    /// <summary>The last record of an intruder.</summary>
    public UtcInstant? LastSeen { get; init; }

    /// <summary>What to contain.</summary>
    public required Containment Contain { get; init; }
}

/// <summary>What to isolate, reset or block, sorted ordinally.</summary>
public sealed record Containment(
    ImmutableArray<string> Hosts,
    ImmutableArray<string> Accounts,
    ImmutableArray<ContainedAddress> Addresses,
    ImmutableArray<string> Domains);

/// <summary>An address to block, with what blocking it may hit besides.</summary>
public sealed record ContainedAddress(string Value, string? Warning);
