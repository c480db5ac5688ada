using System.Text;
using System.Text.Json;
using Dwell.Tests;

namespace Dwell.Cli.Tests;

/// <summary>One command, run in process: its exit code and what it wrote.</summary>
internal sealed record CliRun(int ExitCode, string Out, string Error)
{
    /// <summary>The lines of standard output.</summary>
    public IReadOnlyList<string> Lines => Out.TrimEnd('\n').Split('\n');

    /// <summary>Standard output as one JSON value.</summary>
    public JsonElement Json
    {
        get
        {
            using var document = JsonDocument.Parse(Out);
            return document.RootElement.Clone();
        }
    }

    /// <summary>As in a pipe.</summary>
    public static Task<CliRun> Of(params string[] arguments) => Of(arguments, width: 80, isTerminal: false, CancellationToken.None);

    /// <summary>As on a terminal of this width.</summary>
    public static Task<CliRun> OnTerminal(int width, params string[] arguments) =>
        Of(arguments, width, isTerminal: true, CancellationToken.None);

    /// <summary>Ctrl-C at the moment when a line that holds <paramref name="words"/> goes to standard error.</summary>
    public static async Task<CliRun> StoppedAt(string words, params string[] arguments)
    {
        using var cancellation = new CancellationTokenSource();
        return await Of(arguments, width: 80, isTerminal: false, cancellation.Token, new StoppingWriter(words, cancellation));
    }

    public static async Task<CliRun> Of(
        string[] arguments, int width, bool isTerminal, CancellationToken cancellation, StringWriter? error = null)
    {
        using var standardOut = new MemoryStream();
        error ??= new StringWriter();
        var streams = new CommandStreams(standardOut, error, !isTerminal, isErrorRedirected: true, width);
        var exitCode = await CommandLine.RunAsync(arguments, streams, cancellation);
        return new CliRun(exitCode, Encoding.UTF8.GetString(standardOut.ToArray()), error.ToString());
    }

    private sealed class StoppingWriter(string words, CancellationTokenSource cancellation) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.Contains(words, StringComparison.Ordinal) == true)
                cancellation.Cancel();
        }
    }
}

/// <summary>The sample that lies in the repository.</summary>
internal static class Lab
{
    public static string Evidence { get; } = Path.Combine(Repository.Root, "samples", "lab", "evidence");

    /// <summary>One log of it, for what needs any log.</summary>
    public static string OneLog { get; } = Path.Combine(Evidence, "WS-BRUNO", "System.evtx");

    /// <summary>Copies the evidence, so that it can be moved and changed.</summary>
    public static string CopyTo(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(Evidence, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(Evidence, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return folder;
    }
}
