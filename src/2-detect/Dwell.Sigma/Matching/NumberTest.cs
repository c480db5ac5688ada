using System.Globalization;

namespace Dwell.Sigma.Matching;

/// <summary>How a number is compared with the rule's.</summary>
internal enum NumberRelation
{
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>What is taken from a text before it is compared as a number.</summary>
internal enum NumberPart
{
    /// <summary>The text itself, decimal; a text that is no number does not pass.</summary>
    Whole,
    Minute,
    Hour,
    Day,

    /// <summary>ISO 8601 week of the year, 1 to 53.</summary>
    Week,
    Month,
    Year,
}

/// <summary>
/// The number in a text, or a part of the date in it, stands in a relation to the rule's number. Dates are read as
/// written, <c>2024-05-01T13:37…</c> or with a space: no conversion of zones (Sigma modifiers appendix 2.1).
/// </summary>
internal sealed class NumberTest(NumberPart part, NumberRelation relation, decimal expected) : TextValueTest
{
    private const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
    private const string DateForm = "yyyy-MM-dd";
    private const string MinuteForm = "yyyy-MM-dd HH:mm";

    public override string Key { get; } = string.Create(CultureInfo.InvariantCulture, $"N:{part}:{relation}:{expected}");

    public static bool TryParse(ReadOnlySpan<char> text, out decimal number) =>
        decimal.TryParse(text, Styles, CultureInfo.InvariantCulture, out number);

    public override bool Passes(ReadOnlySpan<char> text)
    {
        if (!TryRead(text, out var number))
            return false;
        return relation switch
        {
            NumberRelation.Equal => number == expected,
            NumberRelation.Less => number < expected,
            NumberRelation.LessOrEqual => number <= expected,
            NumberRelation.Greater => number > expected,
            _ => number >= expected,
        };
    }

    private bool TryRead(ReadOnlySpan<char> text, out decimal number)
    {
        if (part == NumberPart.Whole)
            return TryParse(text, out number);
        number = 0;
        if (!TryReadTime(text, out var time))
            return false;
        number = part switch
        {
            NumberPart.Minute => time.Minute,
            NumberPart.Hour => time.Hour,
            NumberPart.Day => time.Day,
            NumberPart.Week => ISOWeek.GetWeekOfYear(time),
            NumberPart.Month => time.Month,
            _ => time.Year,
        };
        return true;
    }

    private static bool TryReadTime(ReadOnlySpan<char> text, out DateTime time)
    {
        time = default;
        if (text.Length == DateForm.Length)
            return DateTime.TryParseExact(text, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
        if (text.Length < MinuteForm.Length || text[DateForm.Length] is not ('T' or 't' or ' '))
            return false;
        Span<char> start = stackalloc char[MinuteForm.Length];
        text[..MinuteForm.Length].CopyTo(start);
        start[DateForm.Length] = ' ';
        return DateTime.TryParseExact(start, MinuteForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }
}
