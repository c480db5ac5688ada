using Dwell.Model.Time;

namespace Dwell.Readers.Times;

/// <summary>Reads times of day and what follows them: fraction, <c>AM</c>/<c>PM</c>, zone.</summary>
internal static class ClockText
{
    private const int MostFractionDigits = 9;
    private const int TickDigits = 7;
    private const int HoursOfZones = 15;

    /// <summary>
    /// <c>9:05</c>, <c>09:05:33</c>, <c>09:05:33.123456</c> (or a comma; a colon before exactly three digits), <c>9:05:33 PM</c>,
    /// <c>090533</c> where <paramref name="isBasic"/>. A second of 60 counts as 59: leap seconds have no place in UTC ticks.
    /// </summary>
    public static bool TryRead(ref TimeCursor cursor, bool isBasic, out ClockTime time)
    {
        var start = cursor.At;
        if (TryReadParts(ref cursor, isBasic, out time))
            return true;
        cursor.At = start;
        return false;
    }

    private static bool TryReadParts(ref TimeCursor cursor, bool isBasic, out ClockTime time)
    {
        time = default;
        var separator = !isBasic && cursor.Peek(2) == '.' && cursor.Peek(5) == '.' ? (byte)'.' : (byte)':';
        if (!(isBasic ? cursor.TryNumber(2, out var hour) : cursor.TryOneOrTwo(out hour)))
            return false;
        if (!isBasic && !cursor.Skip(separator))
            return false;
        if (!cursor.TryNumber(2, out var minute) || hour > 23 || minute > 59)
            return false;
        var precision = TimePrecision.Minute;
        var second = 0;
        if (isBasic ? cursor.IsDigit() : cursor.Next == separator && cursor.IsDigit(1))
        {
            cursor.At += isBasic ? 0 : 1;
            if (!cursor.TryNumber(2, out second) || second > 60)
                return false;
            precision = TimePrecision.Second;
        }

        var ticks = ((hour * 60L + minute) * 60 + Math.Min(second, 59)) * TimeSpan.TicksPerSecond;
        if (precision == TimePrecision.Second && TryFraction(ref cursor, out var fraction, out var digits))
        {
            ticks += fraction;
            precision = digits >= 4 ? TimePrecision.Tick : TimePrecision.Millisecond;
        }

        var isTwelveHour = TryHalfDay(ref cursor, hour, ref ticks);
        time = new ClockTime(ticks, precision, isTwelveHour);
        return !cursor.IsDigit();
    }

    private static bool TryFraction(ref TimeCursor cursor, out long ticks, out int digits)
    {
        ticks = 0;
        digits = 0;
        if (cursor.Next is not ((byte)'.' or (byte)',' or (byte)':') || !cursor.IsDigit(1))
            return false;
        var isColon = cursor.Next == ':';
        var ahead = 1;
        while (digits < MostFractionDigits && cursor.IsDigit(ahead))
        {
            if (digits < TickDigits)
                ticks = ticks * 10 + cursor.Peek(ahead) - '0';
            digits++;
            ahead++;
        }

        // 10:11:12:345 has milliseconds; 10:11:12:3456 is something else.
        if (cursor.IsDigit(ahead) || (isColon && digits != 3))
            return false;
        for (var i = digits; i < TickDigits; i++)
            ticks *= 10;
        cursor.At += ahead;
        return true;
    }

    private static bool TryHalfDay(ref TimeCursor cursor, int hour, ref long ticks)
    {
        var ahead = cursor.Next == ' ' ? 1 : 0;
        var half = cursor.Peek(ahead) | 0x20;
        if (half is not ('a' or 'p') || (cursor.Peek(ahead + 1) | 0x20) != 'm' || hour is 0 or > 12)
            return false;
        if (char.IsAsciiLetterOrDigit((char)cursor.Peek(ahead + 2)))
            return false;
        cursor.At += ahead + 2;
        if (half == 'a' && hour == 12)
            ticks -= 12 * TimeSpan.TicksPerHour;
        else if (half == 'p' && hour != 12)
            ticks += 12 * TimeSpan.TicksPerHour;
        return true;
    }

    /// <summary>
    /// <c>Z</c>, <c>+01:00</c>, <c>+0100</c>, <c>+01</c> (not after a blank), <c> UTC</c>, <c> GMT</c>, also <c>[+0100]</c>;
    /// <paramref name="offset"/> is what the zone is ahead of UTC.
    /// </summary>
    public static bool TryZone(ref TimeCursor cursor, out long offset)
    {
        offset = 0;
        var start = cursor.At;
        if (cursor.Next is (byte)'Z' or (byte)'z' && !char.IsAsciiLetterOrDigit((char)cursor.Peek(1)))
        {
            cursor.At++;
            return true;
        }

        var isApart = cursor.Skip((byte)' ');
        var isBracketed = isApart && cursor.Next == '[' && cursor.Peek(1) is (byte)'+' or (byte)'-' && cursor.Skip((byte)'[');
        if (TryOffset(ref cursor, isApart, out offset) && (!isBracketed || cursor.Skip((byte)']')))
            return true;
        cursor.At = start + (isApart ? 1 : 0);
        if ((cursor.Rest.StartsWith("UTC"u8) || cursor.Rest.StartsWith("GMT"u8)) && !char.IsAsciiLetterOrDigit((char)cursor.Peek(3))
            && cursor.Peek(3) is not ((byte)'+' or (byte)'-'))
        {
            cursor.At += 3;
            return true;
        }

        cursor.At = start;
        return false;
    }

    private static bool TryOffset(ref TimeCursor cursor, bool isApart, out long offset)
    {
        offset = 0;
        if (cursor.Next is not ((byte)'+' or (byte)'-'))
            return false;
        var sign = cursor.Next == '-' ? -1 : 1;
        cursor.At++;
        if (!cursor.TryNumber(2, out var hours) || hours > HoursOfZones)
            return false;
        var minutes = 0;
        if (cursor.Next == ':' || cursor.IsDigit())
        {
            cursor.Skip((byte)':');
            if (!cursor.TryNumber(2, out minutes) || minutes > 59)
                return false;
        }
        else if (isApart)
        {
            return false;
        }

        offset = sign * (hours * 60L + minutes) * TimeSpan.TicksPerMinute;
        return !cursor.IsDigit();
    }
}
