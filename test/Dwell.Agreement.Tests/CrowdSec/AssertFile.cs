using System.Globalization;
using System.Text;

namespace Dwell.Tests.CrowdSec;

/// <summary>A key of an event and the value that it must have; <paramref name="WithoutYear"/> when the year is left out of a time.</summary>
internal sealed record Assertion(string Part, string Key, string Value, bool WithoutYear);

/// <summary>What CrowdSec's hub asserts of one event after one parser (or of one event of an alert).</summary>
internal sealed record AssertedEvent(string Name, List<Assertion> Assertions)
{
    /// <summary>The value of a key; null when nothing is asserted of it.</summary>
    public string? this[string part, string key] => Assertions.Find(item => item.Part == part && item.Key == key)?.Value;
}

/// <summary>
/// Reads <c>parser.assert</c> and <c>scenario.assert</c>: one comparison a line, in the words of Go's expr. What is no comparison of
/// an event's value (lengths, success, whitelists, sources of an alert) is passed over.
/// </summary>
internal static class AssertFile
{
    private const string ParserResult = "results[\"";
    private const string AlertEvents = ".Overflow.Alert.Events[";

    /// <summary>The events in the order of the file, each with its assertions.</summary>
    public static List<AssertedEvent> Read(string path)
    {
        var events = new Dictionary<string, AssertedEvent>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(path))
        {
            if (Parse(line) is not var (name, assertion))
                continue;
            if (!events.TryGetValue(name, out var found))
                events.Add(name, found = new AssertedEvent(name, []));
            found.Assertions.Add(assertion);
        }

        return [.. events.Values];
    }

    private static (string Event, Assertion Assertion)? Parse(string line)
    {
        var equals = line.IndexOf(" == \"", StringComparison.Ordinal);
        if (equals < 0 || !line.EndsWith('"'))
            return null;
        var value = Unquote(line.AsSpan(equals + 5, line.Length - equals - 6));
        var left = line[..equals];
        var withoutYear = left.EndsWith("[4:]", StringComparison.Ordinal);
        if (withoutYear)
            left = left[..^4];
        var isParser = left.StartsWith(ParserResult, StringComparison.Ordinal);
        var isAlert = left.Contains(AlertEvents, StringComparison.Ordinal) && left.Contains("GetMeta(\"", StringComparison.Ordinal);
        var mark = isParser ? "].Evt." : "].GetMeta(\"";
        var at = left.IndexOf(mark, StringComparison.Ordinal);
        if ((!isParser && !isAlert) || at < 0)
            return null;
        if (isAlert)
            return (left[..(at + 1)], new Assertion("Meta", left[(at + mark.Length)..].TrimEnd(')', '"'), value, withoutYear));
        var path = left[(at + mark.Length)..].Split(["[\"", "\"]"], StringSplitOptions.RemoveEmptyEntries);
        return path.Length < 2 ? null : (left[..(at + 1)], new Assertion(path[0], string.Join('.', path[1..]), value, withoutYear));
    }

    // Go's strconv.Quote: \" \\ \n \t \r \xNN \uNNNN.
    private static string Unquote(ReadOnlySpan<char> quoted)
    {
        var text = new StringBuilder(quoted.Length);
        for (var i = 0; i < quoted.Length; i++)
        {
            if (quoted[i] != '\\' || i + 1 == quoted.Length)
            {
                text.Append(quoted[i]);
                continue;
            }

            var digits = quoted[++i] switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
            if (digits > 0 && int.TryParse(quoted.Slice(i + 1, digits), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var rune))
            {
                text.Append(char.ConvertFromUtf32(rune));
                i += digits;
                continue;
            }

            text.Append(quoted[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'a' => '\a', 'b' => '\b', 'f' => '\f', 'v' => '\v', var c => c });
        }

        return text.ToString();
    }
}
