using System.CommandLine;
using System.Globalization;
using Dwell.Case;
using Dwell.Evidence.Context;
using Dwell.Pipeline.Running;
using Dwell.Report.Screen;

namespace Dwell.Cli.Commands;

/// <summary><c>dwell investigate EVIDENCE…</c>: the main job.</summary>
internal static class InvestigateCommand
{
    private const string DefaultCase = "dwell-case";

    public static Command Make(CommandStreams streams)
    {
        var evidence = new Argument<string[]>("EVIDENCE") { Description = "Files and folders to read.", Arity = ArgumentArity.OneOrMore };
        var caseFolder = new Option<string>("--case") { Description = $"Folder for the case (default: {DefaultCase}).", HelpName = "DIR", DefaultValueFactory = _ => DefaultCase };
        var context = new Option<string?>("--context") { Description = "What the owner knows (default: evidence.yml at the root of the evidence).", HelpName = "FILE" };
        var rules = new Option<string[]>("--rules") { Description = "More Sigma rules: a folder or a file. May be given again.", HelpName = "DIR", DefaultValueFactory = _ => [] };
        var noBuiltIn = new Option<bool>("--no-builtin-rules") { Description = "Leave Dwell's own rules out." };
        var threads = new Option<int>("--threads") { Description = "Threads that read (default: one a core).", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
        var json = new Option<bool>("--json") { Description = "Print answers.json instead of the screen." };
        var command = new Command("investigate", "Read evidence, answer the seven questions, write a case.")
        {
            evidence, caseFolder, context, rules, noBuiltIn, threads, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = new InvestigationOptions
            {
                Evidence = [.. parsed.GetValue(evidence)!],
                CaseFolder = parsed.GetValue(caseFolder)!,
                ContextFile = parsed.GetValue(context),
                Rules = [.. parsed.GetValue(rules)!],
                BuiltInRules = !parsed.GetValue(noBuiltIn),
                Threads = parsed.GetValue(threads),
                Version = DwellVersion.Text,
            };
            Check(options);
            return await RunAsync(options, parsed.GetValue(json), streams, cancellation);
        });
        return command;
    }

    private static void Check(InvestigationOptions options)
    {
        foreach (var path in options.Evidence.Concat(options.Rules))
        {
            if (!File.Exists(path) && !Directory.Exists(path))
                throw new WrongUseException($"there is no file or folder '{path}'.");
        }

        ThreadOption.Check(options.Threads);
    }

    private static async Task<int> RunAsync(InvestigationOptions options, bool json, CommandStreams streams, CancellationToken cancellation)
    {
        InvestigationResult result;
        using (var progress = new ProgressLine(streams))
        {
            try
            {
                result = await new Investigation(options, TimeProvider.System, progress).RunAsync(cancellation);
            }
            catch (ContextException wrong)
            {
                throw new WrongUseException(wrong.Message);
            }
        }

        var folder = CaseFolder.Open(options.CaseFolder);
        if (result.Answers is not { } answers)
            await streams.Error.WriteLineAsync($"dwell: {options.CaseFolder} already holds this very case; nothing was read again.");
        else
            await NotesAsync(result, streams);
        if (json)
            await streams.StandardOut.WriteAsync(await File.ReadAllBytesAsync(folder.PathOf(CaseFiles.Answers), cancellation), cancellation);
        else
            await ShowAsync(result, folder, streams, cancellation);
        return folder.IsComplete ? ExitCode.Done : ExitCode.Incomplete;
    }

    private static async Task ShowAsync(InvestigationResult result, CaseFolder folder, CommandStreams streams, CancellationToken cancellation)
    {
        if (result.Answers is { } answers)
            await streams.Out.WriteAsync(AnswerScreen.Render(answers, result.Findings, streams.Width, streams.UseColour).AsMemory(), cancellation);
        else
            await streams.Out.WriteLineAsync($"See {folder.PathOf(CaseFiles.Report)}, or ask: dwell show {folder.Folder} backdoor");
    }

    private static async Task NotesAsync(InvestigationResult result, CommandStreams streams)
    {
        if (!result.Manifest.Rejected.IsEmpty)
        {
            await streams.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"dwell: {result.Manifest.Rejected.Length} files were not read; evidence.json says why, the first: {result.Manifest.Rejected[0].Path}: {result.Manifest.Rejected[0].Why}"));
        }

        if (result.Losses is { IsEmpty: false } losses)
        {
            var first = losses[0];
            await streams.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"dwell: at {losses.Length} places something could not be read; the report lists them, the first: {result.Manifest.Items[first.Evidence].Path}: {first.Sentence}"));
        }
    }
}
