namespace Dwell.Readers.Times;

/// <summary>
/// Reads the times that logs begin with, from UTF-8 bytes, without allocating: syslog (RFC 3164 and its variants with a
/// year or a fraction), ISO 8601 and RFC 3339, asctime, CLF (<c>10/Oct/2000:13:55:36 -0700</c>), numeric dates in either
/// order, MySQL's <c>130322 11:26:54</c>, Unix epochs, TAI64N. One pair of brackets around the time is taken too.
/// </summary>
public static class LogTimeReader
{
    private const int FirstYear = 1970;
    private const int LastYear = 2099;

    /// <summary>
    /// The time that the text begins with, and its length in bytes. False when it begins with none (then both are default).
    /// <paramref name="order"/> tells <c>01/02/2021</c> apart, where it is known.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out LogTime time, out int length, DateOrder order = DateOrder.Unknown)
    {
        length = 0;
        var cursor = new TimeCursor(text);
        var isBracketed = cursor.Skip((byte)'[');
        // Cisco marks a clock that is not set with * and one that lost its source with a dot.
        if (!isBracketed && cursor.Next is (byte)'*' or (byte)'.')
            cursor.At++;
        if (!TryReadInner(ref cursor, order, out time) || (isBracketed && !cursor.Skip((byte)']')))
        {
            time = default;
            return false;
        }

        length = cursor.At;
        return true;
    }

    private static bool TryReadInner(ref TimeCursor cursor, DateOrder order, out LogTime time)
    {
        if (cursor.IsDigit())
            return TryNumeric(ref cursor, order, out time);
        if (cursor.Next == '@')
            return EpochText.TryTai(ref cursor, out time);
        return TryNamed(ref cursor, order, out time);
    }

    private static bool TryNumeric(ref TimeCursor cursor, DateOrder order, out LogTime time)
    {
        time = default;
        var digits = cursor.DigitCount(19);
        return digits switch
        {
            1 or 2 => TryDayOrMonthFirst(ref cursor, order, out time),
            4 => TryYearFirst(ref cursor, out time),
            6 => TryShortYear(ref cursor, out time),
            8 or 14 => TryBasic(ref cursor, digits, out time),
            10 or 13 or 16 or 19 => EpochText.TryUnix(ref cursor, digits, out time),
            _ => false,
        };
    }

    // Jan  3 10:00:00, Jan 3 2021 10:00:00, Wed Oct 11 14:32:52.123456 2000, Wed, 11 Oct 2000 14:32:52 +0000, Jan 3, 2021 …
    private static bool TryNamed(ref TimeCursor cursor, DateOrder order, out LogTime time)
    {
        time = default;
        var weekday = -1;
        if (cursor.TryWeekday(out var named))
        {
            weekday = named;
            cursor.Skip((byte)',');
            if (!cursor.SkipBlanks())
                return false;
            if (cursor.IsDigit())
            {
                var isRead = TryNumeric(ref cursor, order, out time);
                time = time with { Weekday = (sbyte)weekday };
                return isRead;
            }
        }

        if (!cursor.TryMonth(out var month))
            return false;
        if (cursor.Next is (byte)'-' or (byte)'/')
            cursor.At++;
        else if (!cursor.Skip((byte)' '))
            return false;
        if (!cursor.TryOneOrTwo(out var day))
            return false;
        var year = YearBeforeClock(ref cursor);
        if (!SkipToClock(ref cursor) || !ClockText.TryRead(ref cursor, isBasic: false, out var clock))
            return false;
        return Finish(ref cursor, year, month, day, clock, weekday, out time);
    }

    private static int YearBeforeClock(ref TimeCursor cursor)
    {
        var start = cursor.At;
        cursor.Skip((byte)',');
        if (cursor.Next is (byte)'-' or (byte)'/' || cursor.SkipBlanks())
        {
            if (cursor.Next is (byte)'-' or (byte)'/')
                cursor.At++;
            if (cursor.DigitCount(4) == 4 && cursor.TryNumber(4, out var year) && year is >= FirstYear and <= LastYear)
                return year;
            // Apr-07-13 07:08:36 (ASSP)
            if (cursor.At > start && cursor.Peek(-1) == '-' && cursor.DigitCount(4) == 2 && cursor.Peek(2) == ' ' && cursor.TryNumber(2, out var shortYear))
                return 2000 + shortYear;
        }

        cursor.At = start;
        return 0;
    }

    // A blank, a T, a comma and a blank, or CLF's colon.
    private static bool SkipToClock(ref TimeCursor cursor)
    {
        if (cursor.Next is (byte)'T' or (byte)'t' or (byte)':' or (byte)'_')
        {
            cursor.At++;
            return true;
        }

        if (cursor.Next is (byte)'-' && cursor.IsDigit(1))
        {
            cursor.At++;
            return true;
        }

        cursor.Skip((byte)',');
        if (!cursor.SkipBlanks())
            return false;

        // Gin: 2022/01/19 - 16:06:46
        if (cursor.Next == '-' && cursor.Peek(1) == ' ')
        {
            cursor.At++;
            cursor.SkipBlanks();
        }

        return true;
    }

    // 2012-02-13T17:39:59, 2012/02/13 17:39:59, 2012.02.13-17:39:59, 2015 Nov 13 13:40:01
    private static bool TryYearFirst(ref TimeCursor cursor, out LogTime time)
    {
        time = default;
        cursor.TryNumber(4, out var year);
        var separator = cursor.Next;
        if (separator is not ((byte)'-' or (byte)'/' or (byte)'.' or (byte)' ' or (byte)':'))
            return false;
        cursor.At++;
        if (!cursor.TryMonth(out var month) && (separator == ' ' || !cursor.TryOneOrTwo(out month)))
            return false;
        if (!cursor.Skip(separator) || !cursor.TryOneOrTwo(out var day))
            return false;
        if (!SkipToClock(ref cursor) || !ClockText.TryRead(ref cursor, isBasic: false, out var clock))
            return false;
        return Finish(ref cursor, year, month, day, clock, weekday: -1, out time);
    }

    // 20210306T040733Z, 20210306 04:07:33, 20120213173959
    private static bool TryBasic(ref TimeCursor cursor, int digits, out LogTime time)
    {
        time = default;
        cursor.TryNumber(4, out var year);
        cursor.TryNumber(2, out var month);
        cursor.TryNumber(2, out var day);
        if (digits == 8 && !SkipToClock(ref cursor))
            return false;
        var isBasic = digits == 14 || cursor.DigitCount(6) >= 4;
        if (!ClockText.TryRead(ref cursor, isBasic, out var clock))
            return false;
        return Finish(ref cursor, year, month, day, clock, weekday: -1, out time);
    }

    // MySQL before 5.7: 130322 11:26:54, also with a blank for the hour's first digit.
    private static bool TryShortYear(ref TimeCursor cursor, out LogTime time)
    {
        time = default;
        cursor.TryNumber(2, out var year);
        cursor.TryNumber(2, out var month);
        cursor.TryNumber(2, out var day);
        if (!cursor.SkipBlanks() || !ClockText.TryRead(ref cursor, isBasic: false, out var clock))
            return false;
        return Finish(ref cursor, FullYear(year), month, day, clock, weekday: -1, out time);
    }

    // 10/Oct/2000:13:55:36 -0700, 13 Oct 2000 13:55:36, 01-Dec-2020 10:00:00.123, 13-02-2012 17:39:59, 12/31/2021, 11:59:59 PM
    private static bool TryDayOrMonthFirst(ref TimeCursor cursor, DateOrder order, out LogTime time)
    {
        time = default;
        cursor.TryOneOrTwo(out var first);
        var separator = cursor.Next;
        if (separator is not ((byte)'-' or (byte)'/' or (byte)'.' or (byte)' '))
            return false;
        cursor.At++;
        var isNamed = cursor.TryMonth(out var second);
        if (!isNamed && (separator == ' ' || !cursor.TryOneOrTwo(out second)))
            return false;
        var year = 0;
        if (cursor.Next == separator && !TryYear(ref cursor, isNamed, out year))
            return false;
        if ((year == 0 && !isNamed) || !SkipToClock(ref cursor) || !ClockText.TryRead(ref cursor, isBasic: false, out var clock))
            return false;
        if (isNamed)
            return Finish(ref cursor, year, second, first, clock, weekday: -1, out time);
        var proved = first > 12 ? DateOrder.DayFirst : second > 12 ? DateOrder.MonthFirst : DateOrder.Unknown;
        var used = proved != DateOrder.Unknown ? proved : order;
        var isMonthFirst = used == DateOrder.MonthFirst || (used == DateOrder.Unknown && clock.IsTwelveHour);
        var (day, month) = isMonthFirst ? (second, first) : (first, second);
        var isRead = Finish(ref cursor, year, month, day, clock, weekday: -1, out time);
        time = time with { Order = proved, IsOrderAssumed = used == DateOrder.Unknown && first != second };
        return isRead;
    }

    private static bool TryYear(ref TimeCursor cursor, bool isNamed, out int year)
    {
        year = 0;
        var start = cursor.At;
        cursor.At++;
        var digits = cursor.DigitCount(4);
        if (digits == 4 || (digits == 2 && cursor.Peek(2) != ':'))
        {
            cursor.TryNumber(digits, out year);
            year = digits == 2 ? FullYear(year) : year;
            return true;
        }

        // 31 Dec 11:59:59 has no year.
        cursor.At = start;
        return isNamed;
    }

    private static int FullYear(int twoDigits) => twoDigits >= FirstYear % 100 ? 1900 + twoDigits : 2000 + twoDigits;

    private static bool Finish(
        ref TimeCursor cursor, int year, int month, int day, ClockTime clock, int weekday, out LogTime time)
    {
        time = default;
        var isUtc = ClockText.TryZone(ref cursor, out var offset);
        if (year == 0)
            year = YearAfterClock(ref cursor);
        if (!isUtc && year != 0)
            isUtc = ClockText.TryZone(ref cursor, out offset);
        var hasYear = year != 0;
        if (hasYear && year is < FirstYear or > LastYear)
            return false;
        var inYear = hasYear ? year : LogTime.NoYear;
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(inYear, month))
            return false;
        var ticks = new DateTime(inYear, month, day).Ticks + clock.Ticks - offset;
        time = new LogTime(ticks, clock.Precision, isUtc ? LogTimeZone.Utc : LogTimeZone.Local, hasYear, (sbyte)weekday);
        return true;
    }

    private static int YearAfterClock(ref TimeCursor cursor)
    {
        var start = cursor.At;
        if (cursor.Skip((byte)' ') && cursor.DigitCount(4) == 4 && cursor.TryNumber(4, out var year)
            && year is >= FirstYear and <= LastYear
            && (cursor.Next is (byte)' ' or (byte)']' or 0 || (cursor.Next == ':' && cursor.Peek(1) == ' ')))
        {
            return year;
        }

        cursor.At = start;
        return 0;
    }
}
