using System.CommandLine;
using Dwell.Content.Yaml;
using Dwell.Model.Findings;
using Dwell.Pipeline.Showing;

namespace Dwell.Cli.Commands;

/// <summary><c>dwell show CASE FINDING|QUESTION</c>: from a sentence down to the raw record.</summary>
internal static class ShowCommand
{
    private const int FewRecords = 3;
    private static readonly string[] Questions = [.. Enum.GetValues<Question>().Select(question => question.Text())];

    public static Command Make(CommandStreams streams)
    {
        var caseFolder = new Argument<string>("CASE") { Description = "The case folder." };
        var what = new Argument<string>("FINDING|QUESTION")
        {
            Description = $"A finding's id, or its first digits (f-1a2b), or a question: {string.Join(", ", Questions)}.",
        };
        var evidence = new Option<string?>("--evidence") { Description = "Where the evidence is now (default: where it lay).", HelpName = "DIR" };
        var all = new Option<bool>("--all") { Description = $"All cited records, not the first {FewRecords}." };
        var hex = new Option<bool>("--hex") { Description = $"All bytes, not the first {FindingPage.FewBytes} of each piece." };
        var json = new Option<bool>("--json") { Description = "One JSON object on one line." };
        var command = new Command("show", "Show a finding with its rule and raw records, or all of an answer.")
        {
            caseFolder, what, evidence, all, hex, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var folder = CasePlaces.Open(parsed.GetValue(caseFolder)!, parsed.GetValue(evidence));
            var asked = parsed.GetValue(what)!;
            var findings = folder.ReadFindings().ToList();
            if (Questions.FirstOrDefault(question => string.Equals(question, asked, StringComparison.OrdinalIgnoreCase)) is { } named)
            {
                var answer = ShowQuery.Answer(folder, findings, named);
                await WriteAsync(streams, parsed.GetValue(json) ? ShowJson.Of(answer) : null, () => AnswerPage.Render(answer, StyleOf(streams)), cancellation);
                return ExitCode.Done;
            }

            if (!FindingLookup.TryFind(findings, asked, out var finding, out var problem))
                throw new WrongUseException(Hint(asked) ?? problem);
            var most = parsed.GetValue(all) ? int.MaxValue : FewRecords;
            var shown = ShowQuery.Finding(folder, finding!, parsed.GetValue(evidence), most, cancellation);
            var mostBytes = parsed.GetValue(hex) ? int.MaxValue : FindingPage.FewBytes;
            await WriteAsync(streams, parsed.GetValue(json) ? ShowJson.Of(shown) : null, () => FindingPage.Render(shown, StyleOf(streams), mostBytes), cancellation);
            return shown.IsWhole ? ExitCode.Done : ExitCode.Incomplete;
        });
        return command;
    }

    private static string? Hint(string asked) =>
        Nearest.To(asked.ToLowerInvariant(), Questions) is { } near ? $"'{asked}' is no finding and no question; did you mean '{near}'?" : null;

    private static PageStyle StyleOf(CommandStreams streams) => new(streams.Width, streams.UseColour, BreakValues: !streams.IsOutRedirected);

    private static async Task WriteAsync(CommandStreams streams, byte[]? json, Func<string> page, CancellationToken cancellation)
    {
        if (json is not null)
            await streams.StandardOut.WriteAsync(json, cancellation);
        else
            await streams.Out.WriteAsync(page().AsMemory(), cancellation);
    }
}
