using System.Globalization;
using Dwell.Model.Answers;
using Dwell.Model.Time;

namespace Dwell.Report.Text;

/// <summary>Numbers and times as people read them, the same in every culture.</summary>
public static class Figures
{
    private static readonly string[] ByteUnits = ["bytes", "kB", "MB", "GB", "TB", "PB"];

    /// <summary><c>41,234,567</c>.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>1 record</c>, <c>2 records</c>.</summary>
    public static string Count(long value, string one, string many) => $"{Count(value)} {(value == 1 ? one : many)}";

    /// <summary><c>9.12 GB</c>, in powers of 1000, three digits.</summary>
    public static string Bytes(long bytes)
    {
        var unit = 0;
        var value = (decimal)bytes;
        while (Math.Abs(value) >= 1000 && unit < ByteUnits.Length - 1)
        {
            value /= 1000;
            unit++;
        }

        var digits = unit == 0 || value >= 100 ? "0" : value >= 10 ? "0.0" : "0.00";
        return $"{value.ToString(digits, CultureInfo.InvariantCulture)} {ByteUnits[unit]}";
    }

    /// <summary><c>2021-11-02 13:45:10</c>, UTC, cut to the second.</summary>
    public static string Time(UtcInstant time) => time.ToDateTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary><c>2021-11-02</c>, UTC.</summary>
    public static string Day(UtcInstant time) => time.ToDateTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary><c>83 %</c> of a share in [0, 1]; never rounded up to all or down to none.</summary>
    public static string Percent(double share) => share switch
    {
        <= 0 => "0 %",
        < 0.01 => "under 1 %",
        > 0.99 and < 1 => "99 %",
        _ => $"{Math.Round(Math.Min(share, 1) * 100, MidpointRounding.AwayFromZero).ToString("0", CultureInfo.InvariantCulture)} %",
    };

    /// <summary><c>0.93</c>: a score or a part of one.</summary>
    public static string Score(double score) => score.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary><c>between 120 and 2,310</c>, <c>exactly 3</c>, <c>at least 1</c>, <c>nothing limits it</c>.</summary>
    public static string Between(CountBound bound, Func<long, string> format) => bound switch
    {
        { AtLeast: 0, AtMost: null } => "nothing limits it",
        { AtMost: null } => $"at least {format(bound.AtLeast)}",
        { AtMost: { } most } when most == bound.AtLeast => $"exactly {format(most)}",
        _ => $"between {format(bound.AtLeast)} and {format(bound.AtMost.Value)}",
    };
}
