using Dwell.Model.Time;

namespace Dwell.Readers.Times;

/// <summary>A place in a text that is read as a time. Reading methods leave the place where it was when they fail.</summary>
internal ref struct TimeCursor(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;

    public int At { get; set; }

    public readonly ReadOnlySpan<byte> Rest => _text[At..];

    /// <summary>The next byte, 0 at the end.</summary>
    public readonly byte Next => At < _text.Length ? _text[At] : (byte)0;

    public readonly byte Peek(int ahead) => At + ahead < _text.Length ? _text[At + ahead] : (byte)0;

    public readonly bool IsDigit(int ahead = 0) => Peek(ahead) is >= (byte)'0' and <= (byte)'9';

    /// <summary>How many digits follow, at most <paramref name="most"/> + 1.</summary>
    public readonly int DigitCount(int most)
    {
        var count = 0;
        while (count <= most && IsDigit(count))
            count++;
        return count;
    }

    public bool Skip(byte b)
    {
        if (Next != b)
            return false;
        At++;
        return true;
    }

    public bool SkipBlanks()
    {
        var start = At;
        while (Next is (byte)' ' or (byte)'\t')
            At++;
        return At > start;
    }

    /// <summary>A number of exactly <paramref name="digits"/> digits (more may follow).</summary>
    public bool TryNumber(int digits, out int value)
    {
        value = 0;
        for (var i = 0; i < digits; i++)
        {
            if (!IsDigit(i))
                return false;
            value = value * 10 + Peek(i) - '0';
        }

        At += digits;
        return true;
    }

    /// <summary>A number of one or two digits, or a blank and one digit.</summary>
    public bool TryOneOrTwo(out int value)
    {
        value = 0;
        var start = At;
        if (Next == ' ')
            At++;
        var digits = At > start ? 1 : DigitCount(2);
        if (digits is 1 or 2 && TryNumber(digits, out value))
            return true;
        At = start;
        return false;
    }

    /// <summary>January to December by the first three letters, 1 to 12; the full name is taken too.</summary>
    public bool TryMonth(out int month)
    {
        month = MonthOf(Fold(0), Fold(1), Fold(2));
        if (month == 0)
            return false;
        At += 3;
        SkipLetters();
        return true;
    }

    /// <summary>Sunday (0) to Saturday by the first three letters; the full name is taken too.</summary>
    public bool TryWeekday(out int weekday)
    {
        weekday = (Fold(0), Fold(1), Fold(2)) switch
        {
            ('s', 'u', 'n') => 0,
            ('m', 'o', 'n') => 1,
            ('t', 'u', 'e') => 2,
            ('w', 'e', 'd') => 3,
            ('t', 'h', 'u') => 4,
            ('f', 'r', 'i') => 5,
            ('s', 'a', 't') => 6,
            _ => -1,
        };
        if (weekday < 0)
            return false;
        At += 3;
        SkipLetters();
        return true;
    }

    private void SkipLetters()
    {
        while (char.IsAsciiLetter((char)Next))
            At++;
    }

    private readonly char Fold(int ahead) => (char)(Peek(ahead) | 0x20);

    private static int MonthOf(char a, char b, char c) => (a, b, c) switch
    {
        ('j', 'a', 'n') => 1,
        ('f', 'e', 'b') => 2,
        ('m', 'a', 'r') => 3,
        ('a', 'p', 'r') => 4,
        ('m', 'a', 'y') => 5,
        ('j', 'u', 'n') => 6,
        ('j', 'u', 'l') => 7,
        ('a', 'u', 'g') => 8,
        ('s', 'e', 'p') => 9,
        ('o', 'c', 't') => 10,
        ('n', 'o', 'v') => 11,
        ('d', 'e', 'c') => 12,
        _ => 0,
    };
}

/// <summary>The time of day: ticks since midnight and how fine they are written.</summary>
internal readonly record struct ClockTime(long Ticks, TimePrecision Precision, bool IsTwelveHour);
