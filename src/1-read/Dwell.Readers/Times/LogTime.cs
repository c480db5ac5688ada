using Dwell.Model.Time;

namespace Dwell.Readers.Times;

/// <summary>What a time in a log says of its zone.</summary>
public enum LogTimeZone : byte
{
    /// <summary>Nothing: local time of the host that wrote it.</summary>
    Local,

    /// <summary>It is UTC, has an offset, or counts from an epoch.</summary>
    Utc,
}

/// <summary>Whether <c>01/02/2021</c> is a day and a month, or a month and a day.</summary>
public enum DateOrder : byte
{
    /// <summary>Not known: the day first, but with <c>AM</c> or <c>PM</c> the month.</summary>
    Unknown,

    /// <summary>The day first.</summary>
    DayFirst,

    /// <summary>The month first.</summary>
    MonthFirst,
}

/// <summary>
/// A time as a log wrote it. <paramref name="Ticks"/> counts 100 ns since 0001-01-01, in UTC for
/// <see cref="LogTimeZone.Utc"/>, else as the host's clock showed. Without a year (<see cref="HasYear"/> false) the ticks
/// lie in the leap year <see cref="NoYear"/>; <see cref="TryWithYear"/> completes them.
/// </summary>
/// <param name="Ticks">The time.</param>
/// <param name="Precision">How fine it is written.</param>
/// <param name="Zone">Whether the zone is known.</param>
/// <param name="HasYear">True when the year is written.</param>
/// <param name="Weekday">The day of the week, if written: 0 is Sunday; -1 if not.</param>
/// <param name="Order">For a numeric date whose year comes last, the order that was proved (a number above 12); else unknown.</param>
/// <param name="IsOrderAssumed">True for a numeric date that would be another day in the other order.</param>
public readonly record struct LogTime(
    long Ticks,
    TimePrecision Precision,
    LogTimeZone Zone,
    bool HasYear,
    sbyte Weekday = -1,
    DateOrder Order = DateOrder.Unknown,
    bool IsOrderAssumed = false)
{
    /// <summary>The year of the ticks of a time without one; a leap year, so that February 29 can be kept.</summary>
    public const int NoYear = 4;

    /// <summary>1 to 12.</summary>
    public int Month => new DateTime(Ticks).Month;

    /// <summary>
    /// The same time in a year from 1 to 9999; false for February 29 in a year without one. The weekday is not checked.
    /// </summary>
    public bool TryWithYear(int year, out LogTime time)
    {
        var written = new DateTime(Ticks);
        time = this;
        if (written is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(year))
            return false;
        var start = new DateTime(year, written.Month, written.Day).Ticks;
        time = this with { Ticks = start + written.TimeOfDay.Ticks, HasYear = true };
        return true;
    }
}
