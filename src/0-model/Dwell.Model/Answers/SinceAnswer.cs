using System.Collections.Immutable;
using Dwell.Model.Findings;
using Dwell.Model.Time;

namespace Dwell.Model.Answers;

/// <summary>Since when?</summary>
public sealed record SinceAnswer : Answer
{
    /// <inheritdoc/>
    public override Question Question => Question.Since;

    /// <summary>When it began; null where there is no intruder to date.</summary>
    public TimeBound? Began { get; init; }

    /// <summary>When it ended.</summary>
    public TimeBound? Ended { get; init; }

    /// <summary>Whole days between the two.</summary>
    public CountBound? DwellDays { get; init; }

    /// <summary>When somebody noticed; detection is not the end.</summary>
    public UtcInstant? Noticed { get; init; }

    /// <summary>The same for each intrusion.</summary>
    public ImmutableArray<IntrusionInterval> PerIntrusion { get; init; } = [];
}

/// <summary>When one intrusion began and ended.</summary>
public sealed record IntrusionInterval(string Intrusion, TimeBound Began, TimeBound Ended);
