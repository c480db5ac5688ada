using System.CommandLine;
using System.Globalization;
using Dwell.Content.LogSources;
using Dwell.Content.Store;
using Dwell.Pipeline.Rules;
using Dwell.Sigma;
using Dwell.Sigma.Checking;

namespace Dwell.Cli.Commands;

/// <summary><c>dwell sigma eval|check</c>: run rules over evidence without a case, and check rules.</summary>
internal static class SigmaCommand
{
    private const int ShownDiagnostics = 20;

    public static Command Make(CommandStreams streams) =>
        new("sigma", "Run Sigma rules over evidence, or check rules.") { MakeEval(streams), MakeCheck(streams) };

    private static Command MakeEval(CommandStreams streams)
    {
        var evidence = new Argument<string[]>("FILE") { Description = "Evidence to read: files and folders.", Arity = ArgumentArity.OneOrMore };
        var rules = new Option<string[]>("--rules") { Description = "Sigma rules: a folder or a file. May be given again. These rules only.", HelpName = "DIR", Required = true };
        var command = new Command("eval", "Write each match as a JSON line with its record and citation.") { evidence, rules };
        command.SetAction((parsed, cancellation) =>
            Task.FromResult(Eval(parsed.GetValue(evidence)!, parsed.GetValue(rules)!, streams, cancellation)));
        return command;
    }

    private static Command MakeCheck(CommandStreams streams)
    {
        var folder = new Argument<string>("DIR") { Description = "A folder of rules, or one rule." };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "Leave warnings out." };
        var command = new Command("check", "Load rules, say what can't be used and why, and try <name>.events.jsonl beside each <name>.yml.") { folder, quiet };
        command.SetAction(parsed => Check(parsed.GetValue(folder)!, parsed.GetValue(quiet), streams));
        return command;
    }

    private static int Eval(string[] evidence, string[] folders, CommandStreams streams, CancellationToken cancellation)
    {
        foreach (var path in evidence.Concat(folders))
            MustExist(path);
        var rules = SigmaRuleSet.Load(folders.SelectMany(RuleFolder.Read));
        var refused = rules.Problems.Count(problem => problem.Effect == ProblemEffect.Refused);
        if (refused > 0)
            streams.Error.WriteLine(Text($"dwell: {refused} of {rules.Files} rule files can't be used; 'dwell sigma check' says why."));
        var engine = SigmaEngine.Create(rules, LogSourceContent.Read(ContentStore.Embedded));
        using var output = new BufferedStream(streams.StandardOut, 64 * 1024);
        var summary = RuleEvaluation.Run(engine, evidence, output, cancellation);
        output.Flush();
        foreach (var rejected in summary.Rejected)
            streams.Error.WriteLine($"dwell: {rejected.Path}: {rejected.Why}");
        var losses = summary.Diagnostics.Where(found => found.Diagnostic.IsLoss).ToList();
        foreach (var (path, diagnostic) in losses.Take(ShownDiagnostics))
            streams.Error.WriteLine($"dwell: {path}: {diagnostic.Sentence}");
        if (losses.Count > ShownDiagnostics)
            streams.Error.WriteLine(Text($"dwell: and {losses.Count - ShownDiagnostics} more places that could not be read."));
        foreach (var (rule, count) in summary.Timeouts)
            streams.Error.WriteLine(Text($"dwell: a regular expression of '{rules.Rules[rule].Title}' reached its time limit {count} times: whether the rule matches there is not known."));
        return summary.IsWhole ? ExitCode.Done : ExitCode.Incomplete;
    }

    private static int Check(string path, bool quiet, CommandStreams streams)
    {
        MustExist(path);
        var check = RuleCheck.Run(RuleFolder.Read(path), RuleFolder.ReadExamples(path), LogSourceContent.Read(ContentStore.Embedded));
        foreach (var problem in check.Problems.Where(problem => !quiet || problem.Effect == ProblemEffect.Refused))
            streams.Out.WriteLine($"{(problem.Effect == ProblemEffect.Refused ? "refused" : "warning")} {problem.Code}: {problem.Sentence}");
        foreach (var group in check.Unserved.GroupBy(rule => (Source: check.Rules.Rules[rule.Rule].LogSource.ToString(), rule.Why)).OrderBy(group => group.Key.Source, StringComparer.Ordinal))
            streams.Out.WriteLine(Text($"no records for {group.Count()} rules of {group.Key.Source}: {group.Key.Why}"));
        foreach (var failed in check.Failed)
            streams.Out.WriteLine("failed: " + failed.Sentence);
        streams.Out.WriteLine(Text(
            $"{check.Rules.Files} files, {check.Rules.Rules.Length} rules, {check.Problems.Count(problem => problem.Effect == ProblemEffect.Refused)} refused, {check.Unserved.Length} without a log source here, {check.Examples} examples, {check.Failed.Length} failed."));
        return check.IsSound ? ExitCode.Done : ExitCode.Failed;
    }

    private static void MustExist(string path)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
            throw new WrongUseException($"there is no file or folder '{path}'.");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
