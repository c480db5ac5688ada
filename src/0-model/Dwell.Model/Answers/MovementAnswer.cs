using System.Collections.Immutable;
using Dwell.Model.Findings;
using Dwell.Model.Time;

namespace Dwell.Model.Answers;

/// <summary>How did they move?</summary>
public sealed record MovementAnswer : Answer
{
    /// <inheritdoc/>
    public override Question Question => Question.Movement;

    /// <summary>Where they came in; null where nothing says.</summary>
    public IntrusionEntry? Entry { get; init; }

    /// <summary>Hops, by time.</summary>
    public ImmutableArray<MovementEdge> Edges { get; init; } = [];
}

/// <summary>Where an intrusion came in.</summary>
public sealed record IntrusionEntry(string Host, UtcInstant? At, string How, AnswerState State);

/// <summary>One hop. <paramref name="Method"/>: <c>rdp</c>, <c>smb-service</c>, <c>wmi</c>, <c>winrm</c>, <c>scheduled-task</c>, <c>dcom</c>, <c>ssh</c>, …; an end that nothing names is null.</summary>
public sealed record MovementEdge(
    string? Intrusion,
    string? From,
    string To,
    string? Account,
    string Method,
    UtcInstant? At,
    string? FromSegment,
    string? ToSegment,
    Basis Basis,
    Likelihood Likelihood,
    ImmutableArray<string> Findings);
