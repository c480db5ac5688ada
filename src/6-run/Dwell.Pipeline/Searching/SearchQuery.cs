using System.Text.RegularExpressions;
using Dwell.Content.Mappings;
using Dwell.Content.Yaml;
using Dwell.Model.Facts;
using Dwell.Model.Time;

namespace Dwell.Pipeline.Searching;

/// <summary>
/// What <c>dwell search</c> looks for. A query is <c>/…/</c> (a regular expression over each value, or with <c>i</c> behind it
/// without regard to case), <c>NAME=VALUE</c> (a field as its source names it, or a column of <c>docs/fields.md</c>; <c>*</c>
/// stands for any characters), or text that stands anywhere in a value. Only the regular expression regards case.
/// </summary>
public sealed partial class SearchQuery
{
    private SearchQuery(string asked) => Asked = asked;

    /// <summary>The query as given.</summary>
    public string Asked { get; }

    /// <summary>Only records that this host wrote (as written, without regard to case).</summary>
    public string? Host { get; init; }

    /// <summary>Only records in this interval; undated ones are in none.</summary>
    public UtcInterval? Within { get; init; }

    internal string? Text { get; private init; }

    internal Regex? Pattern { get; private init; }

    internal string? Field { get; private init; }

    internal FactColumn? Column { get; private init; }

    internal WildcardPattern? Value { get; private init; }

    /// <summary>
    /// Reads a query; <paramref name="asText"/> takes it for plain text whatever it looks like. False gives a
    /// <paramref name="problem"/> in one sentence.
    /// </summary>
    public static bool TryParse(string asked, bool asText, string? host, UtcInterval? within, out SearchQuery? query, out string problem)
    {
        query = null;
        problem = "";
        if (asked.Length == 0)
        {
            problem = "the query is empty.";
            return false;
        }

        if (!asText && RegexForm().Match(asked) is { Success: true } form)
            return TryParseRegex(asked, form, host, within, out query, out problem);
        var equals = asked.IndexOf('=', StringComparison.Ordinal);
        query = !asText && equals > 0 && FieldForm().IsMatch(asked.AsSpan(0, equals))
            ? new SearchQuery(asked)
            {
                Host = host,
                Within = within,
                Field = asked[..equals],
                Column = ColumnOf(asked[..equals]),
                Value = new WildcardPattern(asked[(equals + 1)..]),
            }
            : new SearchQuery(asked) { Host = host, Within = within, Text = asked };
        return true;
    }

    // Linear time whatever the expression and the record: neither is ours.
    private static bool TryParseRegex(
        string asked, Match form, string? host, UtcInterval? within, out SearchQuery? query, out string problem)
    {
        query = null;
        problem = "";
        var options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
        if (form.Groups["case"].Length > 0)
            options |= RegexOptions.IgnoreCase;
        try
        {
            query = new SearchQuery(asked)
            {
                Host = host,
                Within = within,
                Pattern = new Regex(form.Groups["regex"].Value, options, Regex.InfiniteMatchTimeout),
            };
            return true;
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            problem = wrong is RegexParseException parse
                ? $"the regular expression can't be read at character {parse.Offset + 1} ({parse.Error})."
                : "the regular expression uses look-around, a back reference or an atomic group, which are not supported.";
            return false;
        }
    }

    private static FactColumn? ColumnOf(string name)
    {
        foreach (var column in Enum.GetValues<FactColumn>())
        {
            if (KebabCase.Of(column.ToString()) == name)
                return column;
        }

        return null;
    }

    [GeneratedRegex("^/(?<regex>.+)/(?<case>i?)$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex RegexForm();

    [GeneratedRegex(@"^[\p{L}\p{Nd}_@.\-\[\]#]+$", RegexOptions.CultureInvariant)]
    private static partial Regex FieldForm();
}
