using Dwell.Model.Time;

namespace Dwell.Analysis.Coverage;

/// <summary>Hours from the first to the last, both included, as <see cref="Model.Facts.ActivityKey.HourUtc"/> counts them; -1 when all records are undated.</summary>
internal readonly record struct HourRange(long First, long Last)
{
    public static HourRange Empty => new(-1, -1);

    public UtcInstant? From => First < 0 ? null : new UtcInstant(First * TimeSpan.TicksPerHour);

    public UtcInstant? To => Last < 0 ? null : new UtcInstant((Last + 1) * TimeSpan.TicksPerHour);

    public HourRange With(long hour) => hour < 0 ? this : new(First < 0 ? hour : Math.Min(First, hour), Math.Max(Last, hour));

    public HourRange With(HourRange other) => With(other.First).With(other.Last);
}
