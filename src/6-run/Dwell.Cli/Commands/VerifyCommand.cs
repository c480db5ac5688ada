using System.CommandLine;
using System.Text.Json;
using Dwell.Case;
using Dwell.Case.Verification;
using Dwell.Report.Text;

namespace Dwell.Cli.Commands;

/// <summary><c>dwell verify CASE</c>: are case and evidence what they were when the case was made?</summary>
internal static class VerifyCommand
{
    private const int MostProblems = 50;

    public static Command Make(CommandStreams streams)
    {
        var caseFolder = new Argument<string>("CASE") { Description = "The case folder." };
        var evidence = CasePlaces.EvidenceOption();
        var json = new Option<bool>("--json") { Description = "One JSON object on one line." };
        var command = new Command("verify", "Read case and evidence again and compare both with what was taken in.")
        {
            caseFolder, evidence, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var folder = CasePlaces.Open(parsed.GetValue(caseFolder)!, parsed.GetValue(evidence));
            CaseVerification result;
            try
            {
                result = CaseVerifier.Verify(folder.Folder, parsed.GetValue(evidence), options: null, cancellation);
            }
            catch (CaseException nowhere) when (parsed.GetValue(json))
            {
                // Whoever reads the object learns of it there; the sentence still goes to standard error.
                await streams.StandardOut.WriteAsync(NothingCompared(nowhere.Message), cancellation);
                throw;
            }

            if (parsed.GetValue(json))
                await streams.StandardOut.WriteAsync(result.ToJson(), cancellation);
            else
                await streams.Out.WriteAsync(Page(result).AsMemory(), cancellation);
            return result.IsOk ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static byte[] NothingCompared(string sentence)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("schema", "dwell/verify/1");
            writer.WriteBoolean("ok", false);
            writer.WriteStartArray("problems");
            writer.WriteStartObject();
            writer.WriteString("kind", "evidence-missing");
            writer.WriteString("sentence", sentence);
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.ToArray();
    }

    private static string Page(CaseVerification result)
    {
        var lines = new List<string>
        {
            result.IsOk
                ? "Unchanged: everything is what it was when the case was made."
                : $"CHANGED: {Figures.Count(result.Problems.Length, "problem", "problems")}.",
            "",
            Line("files of the case", result.CaseFiles, "compared with its seal"),
            Line("files of the evidence", result.Files, "compared with their SHA-256 at intake"),
            Line("citations", result.Citations, "compared with the SHA-256 of the cited bytes"),
            "",
        };
        lines.AddRange(result.Problems.Take(MostProblems)
            .Select(problem => "- " + VisibleText.Plain(problem.Sentence, int.MaxValue)));
        if (result.Problems.Length > MostProblems)
            lines.Add($"- and {Figures.Count(result.Problems.Length - MostProblems)} more; --json lists all");
        if (!result.Problems.IsEmpty)
            lines.Add("");
        lines.Add("Hashes show that the evidence is unchanged since intake, not that it was true before.");
        lines.Add($"Seal of the case: {result.Seal}");
        return string.Concat(lines.Select(line => line + "\n"));
    }

    private static string Line(string name, VerifiedCount count, string how)
    {
        const int NameCells = 23;
        var others = (count.Changed > 0 ? $", {Figures.Count(count.Changed)} changed" : "")
            + (count.Missing > 0 ? $", {Figures.Count(count.Missing)} missing" : "");
        var counts = $"{Figures.Count(count.Unchanged)} of {Figures.Count(count.Total)} unchanged{others}";
        return $"  {name.PadRight(NameCells)}{counts} ({how})";
    }
}
