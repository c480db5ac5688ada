using System.Globalization;
using Dwell.Model.Answers;
using Dwell.Model.Findings;
using Dwell.Model.Time;

namespace Dwell.Answers.Wording;

/// <summary>Plain English for numbers, times and names in statements; no likelihood and no confidence words.</summary>
internal static class Phrases
{
    public static string Count(long number, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? one : many ?? one + "s")}");

    /// <summary>Up to three names, then how many more.</summary>
    public static string Names(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "no host",
        1 => names[0],
        2 => $"{names[0]} and {names[1]}",
        3 => $"{names[0]}, {names[1]} and {names[2]}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{names[0]}, {names[1]}, {names[2]} and {names.Count - 3} more"),
    };

    public static string Minute(UtcInstant? time) =>
        time is { } at ? at.ToDateTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC" : "an unknown time";

    public static string Hosts(AnswerScope scope) =>
        string.Create(CultureInfo.InvariantCulture, $"{scope.Hosts} of {Count(scope.OfHosts, "host")}");

    /// <summary>Why the confidence is what it is, from what carries the answer.</summary>
    public static string Why(Confidence confidence, AnswerSupport support, AnswerScope scope) => confidence switch
    {
        Confidence.High => $"{Count(support.Records, "record")} of {Count(support.Sources, "independent source")}, of which two recorded the same act, and {Hosts(scope)} recorded what would settle it",
        _ => $"it rests on {Count(support.Records, "record")} of {Count(support.Sources, "independent source")}, and {Hosts(scope)} recorded what would settle it",
    };
}
