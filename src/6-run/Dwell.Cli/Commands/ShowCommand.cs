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
        var evidence = CasePlaces.EvidenceOption();
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
            if (Questions.FirstOrDefault(word => word.Equals(asked, StringComparison.OrdinalIgnoreCase)) is { } named)
            {
                var answer = ShowQuery.Answer(folder, findings, named);
                if (parsed.GetValue(json))
                    await streams.StandardOut.WriteAsync(ShowJson.Of(answer), cancellation);
                else
                    await streams.Out.WriteAsync(AnswerPage.Render(answer, StyleOf(streams)).AsMemory(), cancellation);
                return ExitCode.Done;
            }

            if (!FindingLookup.TryFind(findings, asked, out var finding, out var problem))
                throw new WrongUseException(Hint(asked) ?? problem);
            var most = parsed.GetValue(all) ? int.MaxValue : FewRecords;
            var shown = ShowQuery.Finding(folder, finding!, parsed.GetValue(evidence), most, cancellation);
            var mostBytes = parsed.GetValue(hex) ? int.MaxValue : FindingPage.FewBytes;
            if (parsed.GetValue(json))
                await streams.StandardOut.WriteAsync(ShowJson.Of(shown), cancellation);
            else
                await streams.Out.WriteAsync(FindingPage.Render(shown, StyleOf(streams), mostBytes).AsMemory(), cancellation);
            return shown.IsWhole ? ExitCode.Done : ExitCode.Incomplete;
        });
        return command;
    }

    private static string? Hint(string asked) =>
        Nearest.To(asked.ToLowerInvariant(), Questions) is { } near
            ? $"'{asked}' is no finding and no question; did you mean '{near}'?"
            : null;

    private static PageStyle StyleOf(CommandStreams streams) =>
        new(streams.Width, streams.UseColour, BreakValues: !streams.IsOutRedirected);
}
