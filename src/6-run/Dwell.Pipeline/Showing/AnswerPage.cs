using System.Text.Json;
using Dwell.Model.Findings;
using Dwell.Report.Text;
using static Dwell.Pipeline.Showing.TextPage;

namespace Dwell.Pipeline.Showing;

/// <summary>One of the seven answers with all that <c>answers.json</c> holds for it.</summary>
public static class AnswerPage
{
    private const int Indent = 2;
    private const int MostHosts = 5;
    private const string HostScope = "host:";
    // Stands for the hosts of a group while it is gathered; no text from evidence can hold it, being no character.
    private const string Place = "\uFFFF";

    /// <summary>The page as lines that end in a line feed.</summary>
    public static string Render(ShownAnswer shown, PageStyle style)
    {
        var page = new TextPage(style);
        WriteAnswer(page, shown.Answer);
        AnswerDetails.Write(page, shown.Answer);
        WriteLimits(page, shown);
        WriteFindings(page, shown);
        return page.ToString();
    }

    private static void WriteAnswer(TextPage page, JsonElement answer)
    {
        var question = answer.Text("question");
        var asked = Enum.TryParse<Question>(question, ignoreCase: true, out var known) ? known.Asked() : question;
        page.Title($"{asked}  {answer.Text("state")}");
        page.Paragraph(answer.Text("statement"));
        page.Blank();
        var support = answer.Part("support");
        page.Pairs(
            Indent,
            ("likelihood", answer.Text("likelihood") is { Length: > 0 } likelihood ? likelihood : "not stated"),
            ("confidence", answer.Text("confidence")),
            ("because", answer.Text("why")),
            ("rests on", Count(support.Number("records") ?? 0, "record") + ", "
                + Count(support.Number("sources") ?? 0, "independent source") + ", "
                + Count(support.Number("hosts") ?? 0, "host")),
            ("covers", ScopeOf(answer.Part("scope"))));
    }

    private static string ScopeOf(JsonElement scope)
    {
        var hosts = $"{Figures.Count(scope.Number("hosts") ?? 0)} of {Count(scope.Number("ofHosts") ?? 0, "host")}";
        return Span(scope.Text("from"), scope.Text("to")) is { Length: > 0 } span
            ? $"{span}; {hosts}; {Figures.Percent(scope.Fraction("hostHours"))} of all hosts' hours"
            : $"no time; {hosts}";
    }

    private static void WriteLimits(TextPage page, ShownAnswer shown)
    {
        if (shown.Limits.IsEmpty)
            return;
        page.Heading($"What could not be seen ({Count(shown.Limits.Length, "limit")})");
        foreach (var limit in shown.Limits)
        {
            page.Item(
                $"{limit.Text("class")}, {limit.Text("scope")}: {limit.Text("why")}, "
                + $"{Span(limit.Text("from"), limit.Text("to"))}; {limit.Text("effect")}");
        }

        WriteRemedies(page, shown);
    }

    // One thing to ask for is one line, however many hosts it is asked for.
    private static void WriteRemedies(TextPage page, ShownAnswer shown)
    {
        var remedies = shown.Limits
            .SelectMany(limit => limit.Items("remedy").Select(remedy => (Host: HostOf(limit), Remedy: remedy)))
            .GroupBy(item => (
                Who: WithoutHost(item.Remedy.Text("who"), item.Host),
                What: WithoutHost(item.Remedy.Text("what"), item.Host),
                Until: item.Remedy.Text("until")))
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key.Who, StringComparer.Ordinal)
            .ThenBy(group => group.Key.What, StringComparer.Ordinal)
            .ToList();
        if (remedies.Count > 0)
            page.Heading("What to ask for, and whom");
        foreach (var remedy in remedies)
        {
            var hosts = Hosts(remedy.Select(item => item.Host));
            var until = remedy.Key.Until.Length > 0 ? $", before {TextPage.Time(remedy.Key.Until)}" : "";
            var asked = $"{remedy.Key.Who}{until}: {remedy.Key.What}".Replace(Place, hosts, StringComparison.Ordinal);
            page.Item($"{asked}. Narrows {Count(remedy.Count(), "limit")}.");
        }
    }

    private static string Hosts(IEnumerable<string> named)
    {
        var hosts = named.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return hosts.Count <= MostHosts
            ? string.Join(", ", hosts)
            : $"{string.Join(", ", hosts.Take(MostHosts))} and {Count(hosts.Count - MostHosts, "more host")}";
    }

    private static string HostOf(JsonElement limit) =>
        limit.Text("scope") is { } scope && scope.StartsWith(HostScope, StringComparison.Ordinal)
            ? scope[HostScope.Length..]
            : "";

    private static string WithoutHost(string text, string host) =>
        host.Length > 0 ? text.Replace(host, Place, StringComparison.Ordinal) : text;

    private static void WriteFindings(TextPage page, ShownAnswer shown)
    {
        if (shown.Findings.IsEmpty)
            return;
        page.Heading("Findings (dwell show CASE FINDING goes on to the records)");
        foreach (var finding in shown.Findings)
        {
            var when = Span(finding.Text("first"), finding.Text("last"));
            page.Pairs(Indent, (finding.Text("id"), $"{finding.Text("severity")}; {when}; {finding.Text("title")}"));
        }
    }
}
