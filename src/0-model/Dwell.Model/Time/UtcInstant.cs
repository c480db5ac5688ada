using System.Globalization;

namespace Dwell.Model.Time;

/// <summary>How fine a source wrote a time: the true time lies in [Ticks, Ticks + one unit).</summary>
public enum TimePrecision : byte
{
    /// <summary>100 ns, as in FILETIME.</summary>
    Tick,

    /// <summary>One millisecond.</summary>
    Millisecond,

    /// <summary>One second, as in syslog.</summary>
    Second,

    /// <summary>One minute.</summary>
    Minute,

    /// <summary>One day.</summary>
    Day,
}

/// <summary>How far a time may be believed.</summary>
public enum TimeTrust : byte
{
    /// <summary>Written by the clock of the logging host, in UTC or with its offset.</summary>
    HostClock,

    /// <summary>Year or zone were completed from outside of the record (context file, neighbours).</summary>
    Assumed,

    /// <summary>Outside of what the source can have written (before 1990, far after its neighbours).</summary>
    Doubtful,
}

/// <summary>
/// A point in time with how fine it was written and how far it may be believed.
/// <paramref name="Ticks"/> counts 100 ns since 0001-01-01T00:00:00 UTC, as <see cref="DateTime.Ticks"/>.
/// Undated records have no instant at all (a <c>null</c> <c>UtcInstant?</c>).
/// </summary>
public readonly record struct UtcInstant(long Ticks, TimePrecision Precision = TimePrecision.Tick, TimeTrust Trust = TimeTrust.HostClock)
    : IComparable<UtcInstant>
{
    /// <summary>100 ns intervals between 0001-01-01 and 1601-01-01, the epoch of FILETIME (MS-DTYP 2.3.3).</summary>
    public const long FileTimeEpochTicks = 504_911_232_000_000_000;

    /// <summary>Makes an instant of a Windows FILETIME; false when the value lies outside of what .NET can date.</summary>
    public static bool TryFromFileTime(long fileTime, out UtcInstant instant)
    {
        if (fileTime < 0 || fileTime > DateTime.MaxValue.Ticks - FileTimeEpochTicks)
        {
            instant = default;
            return false;
        }

        instant = new UtcInstant(fileTime + FileTimeEpochTicks);
        return true;
    }

    /// <summary>The same instant as a UTC <see cref="DateTime"/>.</summary>
    public DateTime ToDateTime() => new(Ticks, DateTimeKind.Utc);

    /// <inheritdoc/>
    public int CompareTo(UtcInstant other) => Ticks.CompareTo(other.Ticks);

    /// <summary>ISO 8601 with <c>Z</c>, with as many digits as the time has (none below a second when those are zero).</summary>
    public override string ToString()
    {
        var time = ToDateTime();
        return Ticks % TimeSpan.TicksPerSecond == 0
            ? time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)
            : time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture);
    }

    /// <summary>Earlier.</summary>
    public static bool operator <(UtcInstant left, UtcInstant right) => left.Ticks < right.Ticks;

    /// <summary>Later.</summary>
    public static bool operator >(UtcInstant left, UtcInstant right) => left.Ticks > right.Ticks;

    /// <summary>Not later.</summary>
    public static bool operator <=(UtcInstant left, UtcInstant right) => left.Ticks <= right.Ticks;

    /// <summary>Not earlier.</summary>
    public static bool operator >=(UtcInstant left, UtcInstant right) => left.Ticks >= right.Ticks;
}
