using Dwell.Model.Time;

namespace Dwell.Readers.Times;

/// <summary>Reads times that count from an epoch: Unix seconds (also ms, µs, ns, or with a fraction) and TAI64N.</summary>
internal static class EpochText
{
    // 1990-01-01 and 2100-01-01: a number of ten digits outside of these is no time.
    private const long FirstSecond = 631_152_000;
    private const long EndSecond = 4_102_444_800;

    // TAI64: 2^62 stands for 1970-01-01 TAI; TAI64N labels of daemontools are 10 s ahead of UTC (libtai, tai64n).
    private const ulong TaiEpoch = 1UL << 62;
    private const int TaiAhead = 10;
    private const int TaiHexDigits = 24;

    /// <summary>10, 13, 16 or 19 digits; ten may have a fraction of up to nine.</summary>
    public static bool TryUnix(ref TimeCursor cursor, int digits, out LogTime time)
    {
        time = default;
        long value = 0;
        for (var i = 0; i < digits; i++)
            value = value * 10 + cursor.Peek(i) - '0';
        var (perSecond, precision) = digits switch
        {
            10 => (1L, TimePrecision.Second),
            13 => (1_000L, TimePrecision.Millisecond),
            16 => (1_000_000L, TimePrecision.Tick),
            19 => (1_000_000_000L, TimePrecision.Tick),
            _ => (0L, TimePrecision.Second),
        };
        if (perSecond == 0 || value / perSecond is < FirstSecond or >= EndSecond)
            return false;
        var ticks = DateTime.UnixEpoch.Ticks + value / perSecond * TimeSpan.TicksPerSecond;
        var below = value % perSecond;
        ticks += perSecond > TimeSpan.TicksPerSecond
            ? below / (perSecond / TimeSpan.TicksPerSecond)
            : below * (TimeSpan.TicksPerSecond / perSecond);
        cursor.At += digits;
        if (digits == 10)
            (ticks, precision) = WithFraction(ref cursor, ticks);
        time = new LogTime(ticks, precision, LogTimeZone.Utc, HasYear: true);
        return true;
    }

    private static (long Ticks, TimePrecision Precision) WithFraction(ref TimeCursor cursor, long ticks)
    {
        if (cursor.Next is not ((byte)'.' or (byte)',') || !cursor.IsDigit(1))
            return (ticks, TimePrecision.Second);
        cursor.At++;
        var unit = TimeSpan.TicksPerSecond / 10;
        var digits = 0;
        for (; cursor.IsDigit(); cursor.At++, digits++)
        {
            ticks += unit * (cursor.Next - '0');
            unit /= 10;
        }

        return (ticks, digits > 3 ? TimePrecision.Tick : TimePrecision.Millisecond);
    }

    /// <summary><c>@</c> and 24 hex digits: eight bytes of seconds, four of nanoseconds.</summary>
    public static bool TryTai(ref TimeCursor cursor, out LogTime time)
    {
        time = default;
        if (cursor.Next != '@')
            return false;
        ulong seconds = 0;
        ulong nanoseconds = 0;
        for (var i = 1; i <= TaiHexDigits; i++)
        {
            var digit = (char)cursor.Peek(i);
            if (!char.IsAsciiHexDigit(digit))
                return false;
            var value = (ulong)(char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10);
            if (i <= 16)
                seconds = (seconds << 4) | value;
            else
                nanoseconds = (nanoseconds << 4) | value;
        }

        var unix = unchecked((long)(seconds - TaiEpoch)) - TaiAhead;
        if (unix is < FirstSecond or >= EndSecond || nanoseconds >= 1_000_000_000)
            return false;
        cursor.At += TaiHexDigits + 1;
        var ticks = DateTime.UnixEpoch.Ticks + unix * TimeSpan.TicksPerSecond + (long)(nanoseconds / 100);
        time = new LogTime(ticks, TimePrecision.Tick, LogTimeZone.Utc, HasYear: true);
        return true;
    }
}
