using System.Globalization;
using System.Text.Json;
using Dwell.Model.Evidence;
using Dwell.Report.Text;
using static Dwell.Pipeline.Showing.TextPage;

namespace Dwell.Pipeline.Showing;

/// <summary>A finding as a person reads it: what is claimed, by which rule, and the raw records under it.</summary>
public static class FindingPage
{
    /// <summary>Bytes of each cited piece that are shown unless all are asked for.</summary>
    public const int FewBytes = 256;

    private const int Indent = 2;
    private const int Deeper = 5;

    /// <summary>
    /// The page as lines that end in a line feed. At most <paramref name="mostBytes"/> of each cited piece are dumped.
    /// </summary>
    public static string Render(ShownFinding shown, PageStyle style, int mostBytes)
    {
        var page = new TextPage(style);
        WriteClaim(page, shown.Finding);
        WriteScore(page, shown.Finding);
        WriteRule(page, shown);
        WriteRecords(page, shown, mostBytes);
        return page.ToString();
    }

    private static void WriteClaim(TextPage page, JsonElement finding)
    {
        page.Title($"{finding.Text("id")}  {finding.Text("title")}");
        page.Blank();
        var question = finding.Text("question");
        page.Pairs(
            Indent,
            ("question", question),
            ("severity", finding.Text("severity")),
            ("likelihood", finding.Text("likelihood")),
            ("confidence", finding.Text("confidence")),
            ("basis", MeaningOf(finding.Text("basis"))),
            ("when", Span(finding.Text("first"), finding.Text("last"))),
            ("hosts", Joined(finding, "hosts")),
            ("accounts", Joined(finding, "accounts")),
            ("addresses", Joined(finding, "addresses")),
            ("domains", Joined(finding, "domains")),
            ("techniques", Joined(finding, "techniques")),
            ("tactics", Joined(finding, "tactics")),
            ("intrusion", finding.Text("intrusion")),
            ("rests on", Count(finding.Number("count") ?? 0, "record") + ", "
                + Count(finding.Number("sources") ?? 0, "independent source")));
        foreach (var pair in finding.Items("pairs"))
        {
            var port = pair.Text("port") is { Length: > 0 } number ? $" port {number}" : "";
            var name = pair.Text("name") is { Length: > 0 } known ? $" ({known})" : "";
            page.Item($"{pair.Text("source")} -> {pair.Text("destination")}{port}{name}");
        }
    }

    private static void WriteScore(TextPage page, JsonElement finding)
    {
        if (finding.Texts("counter").Any())
        {
            page.Heading("What speaks against it");
            foreach (var text in finding.Texts("counter"))
                page.Item(text);
        }

        page.Heading($"Rank {finding.Text("rank")}, score {Figures.Score(finding.Fraction("score"))}");
        var parts = finding.Items("parts")
            .Select(part => (part.Text("name"), $"{Figures.Score(part.Fraction("value"))}  {part.Text("why")}"));
        page.Pairs(Indent, [.. parts]);
    }

    private static void WriteRule(TextPage page, ShownFinding shown)
    {
        page.Heading("Rule");
        if (shown.Rule is not { } rule)
        {
            page.Paragraph($"None: Dwell's analysis of kind '{shown.Finding.Text("kind")}' made this finding from facts.", Indent);
            return;
        }

        var author = rule.Author.Length > 0 ? $", by {rule.Author}" : "";
        page.Pairs(
            Indent,
            ("title", rule.Title),
            ("id", rule.Id),
            ("whose", rule.File is null ? $"the rule set '{rule.Set}'" : "built into Dwell" + author),
            ("file", rule.File ?? ""),
            ("tests", rule.TestedFields.IsEmpty ? "" : string.Join(", ", rule.TestedFields)));
        if (rule.Text is null)
        {
            page.Paragraph("Its text is not part of this program: look it up by its id where the rule set came from.", Indent);
            return;
        }

        if (shown.HasOtherContent)
        {
            page.Paragraph(
                "The case was made with other rules and knowledge than this Dwell carries: the text may have changed since.",
                Indent);
        }

        page.Blank();
        foreach (var line in rule.Text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
            page.Line(line, Indent * 2);
    }

    private static void WriteRecords(TextPage page, ShownFinding shown, int mostBytes)
    {
        var isAll = shown.EvidenceProblem is null && shown.Records.Length == shown.CitedRecords;
        var more = isAll ? "" : $", {Figures.Count(shown.Records.Length)} shown here (--all shows all)";
        page.Heading(shown.EvidenceProblem is null ? $"Records: {Figures.Count(shown.CitedRecords)} cited{more}" : "Records");
        if (shown.EvidenceProblem is { } problem)
            page.Paragraph(problem, Indent);
        for (var i = 0; i < shown.Records.Length; i++)
            WriteRecord(page, i + 1, shown.Records[i], shown.Rule, mostBytes);
    }

    private static void WriteRecord(TextPage page, int number, ShownRecord record, ShownRule? rule, int mostBytes)
    {
        page.Blank();
        page.Value($"{Figures.Count(number)}. record", record.Says ?? "(the bytes are no record)", Indent);
        page.Value("path", record.Citation.Path, Deeper);
        page.Value("locator", record.Citation.Locator.ToString(), Deeper);
        page.Value("sha256 of the cited bytes", record.Citation.Sha256.ToString(), Deeper);
        page.Value("compared", record.Sentence, Deeper);
        if (record.Time is { } time)
            page.Value("time", TextPage.Time(time.ToString()), Deeper);
        WriteFields(page, record, rule);
        for (var i = 0; i < record.Pieces.Length; i++)
            WritePiece(page, record.Pieces[i], record.Citation.Locator.Pieces[i], isRecord: i == 0, mostBytes);
    }

    private static void WriteFields(TextPage page, ShownRecord record, ShownRule? rule)
    {
        if (record.Fields.IsEmpty)
            return;
        var tested = rule?.TestedFields.ToHashSet(StringComparer.OrdinalIgnoreCase) ?? [];
        page.Note(tested.Count > 0 ? "fields (* the rule tests it):" : "fields:", Deeper);
        foreach (var field in record.Fields)
            page.Value((tested.Contains(field.Name) ? "* " : "  ") + field.Name, field.Value ?? "(no value)", Deeper);
    }

    private static void WritePiece(TextPage page, ShownPiece piece, LocatorPiece located, bool isRecord, int mostBytes)
    {
        var what = isRecord ? "the record" : "a template or name of its chunk that it uses";
        var last = piece.Offset + located.Length - 1;
        page.Note(
            string.Create(CultureInfo.InvariantCulture, $"bytes {piece.Offset} to {last} of the file: {what}"), Deeper);
        var indent = Deeper + Indent;
        foreach (var line in HexDump.Lines(piece, mostBytes, page.Width - indent))
            page.Line(line, indent);
        if (piece.Bytes.Length > mostBytes)
            page.Note($"… {Count(piece.Bytes.Length - mostBytes, "more byte")}; --hex shows them", indent);
    }

    private static string Joined(JsonElement finding, string name) => string.Join(", ", finding.Texts(name));

    private static string MeaningOf(string basis) => basis switch
    {
        "observed" => "observed (a record of the event itself)",
        "capability" => "capability (the means were there)",
        "reported" => "reported (someone says so)",
        "inferred" => "inferred (needed to explain what was observed)",
        _ => basis,
    };
}
