namespace Dwell.Model.Time;

/// <summary>A half-open interval [Start, End) of UTC time. An empty interval has Start = End.</summary>
public readonly record struct UtcInterval
{
    /// <summary>Makes an interval; throws when <paramref name="end"/> lies before <paramref name="start"/>.</summary>
    public UtcInterval(UtcInstant start, UtcInstant end)
    {
        if (end < start)
            throw new ArgumentOutOfRangeException(nameof(end), end, $"An interval can't end before it starts ({start}).");
        Start = start;
        End = end;
    }

    /// <summary>The first instant inside.</summary>
    public UtcInstant Start { get; }

    /// <summary>The first instant after it.</summary>
    public UtcInstant End { get; }

    /// <summary>True when the instant lies inside.</summary>
    public bool Contains(UtcInstant instant) => Start <= instant && instant < End;

    /// <summary>True when the two share at least one instant.</summary>
    public bool Overlaps(UtcInterval other) => Start < other.End && other.Start < End;
}
