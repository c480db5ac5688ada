using System.Collections.Immutable;
using Dwell.Model.Findings;

namespace Dwell.Model.Answers;

/// <summary>Who?</summary>
public sealed record WhoAnswer : Answer
{
    /// <inheritdoc/>
    public override Question Question => Question.Who;

    /// <summary>The intruders told apart, A, B, ….</summary>
    public ImmutableArray<Intrusion> Intrusions { get; init; } = [];
}

/// <summary>One intruder: what belongs to him, whom he is apart from, and who he may be.</summary>
public sealed record Intrusion(
    string Id,
    ImmutableArray<string> Hosts,
    ImmutableArray<string> Accounts,
    ImmutableArray<string> Infrastructure,
    ImmutableArray<string> Techniques,
    ImmutableArray<IntrusionSeparation> ApartFrom,
    ImmutableArray<ActorCandidate> Candidates,
    ImmutableArray<string> Findings);

/// <summary>Why two intrusions are kept apart. <paramref name="SameOperator"/>: <c>not shown</c>, as a rule.</summary>
public sealed record IntrusionSeparation(string Intrusion, string SameOperator, string Why);

/// <summary>Who an intruder may be. <c>unknown</c> is the default; <paramref name="Low"/> and <paramref name="High"/> bound the probability in [0, 1].</summary>
public sealed record ActorCandidate(
    string Actor,
    string? AttackId,
    Likelihood Likelihood,
    double Low,
    double High,
    string RestsOn,
    string? NamedBy);
