using System.Collections.Immutable;
using Dwell.Model.Findings;
using Dwell.Model.Time;

namespace Dwell.Model.Answers;

/// <summary>Is a backdoor here?</summary>
public sealed record BackdoorAnswer : Answer
{
    /// <inheritdoc/>
    public override Question Question => Question.Backdoor;

    /// <summary>At least likely ones, by host, kind and name.</summary>
    public ImmutableArray<BackdoorItem> Items { get; init; } = [];
}

/// <summary>One backdoor. <paramref name="Kind"/>: <c>service</c>, <c>task</c>, <c>run-key</c>, <c>side-load</c>, <c>account</c>, ….</summary>
public sealed record BackdoorItem(
    string Host,
    string Kind,
    string Name,
    string? Path,
    ImmutableArray<string> CommandAndControl,
    UtcInstant? First,
    UtcInstant? Last,
    string? Intrusion,
    string? UnseenBecause,
    Likelihood Likelihood,
    ImmutableArray<string> Findings);
