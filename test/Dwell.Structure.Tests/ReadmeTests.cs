using System.Diagnostics;
using System.Text.RegularExpressions;
using Dwell.Tests;

namespace Dwell.Structure.Tests;

/// <summary>What the README shows is what one sees.</summary>
public sealed partial class ReadmeTests
{
    private const int MostLines = 120;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly string Text = File.ReadAllText(SourceFiles.FullPath("README.md"));

    [Fact]
    public void Is_read_in_one_go() => Assert.True(Text.Split('\n').Length < MostLines, "README.md has 120 lines or more");

    [Fact]
    public void Names_both_commands()
    {
        Assert.Contains("$ eng/dwell investigate samples/lab", Text, StringComparison.Ordinal);
        Assert.Contains("$ eng/check", Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_prints_what_is_shown()
    {
        var (command, shown) = Shown("eng/dwell investigate");
        using var work = new TemporaryFolder();
        var printed = Run(command, work.Path).TrimEnd('\n').Split('\n').Select(line => line.TrimEnd()).ToList();
        if (Environment.GetEnvironmentVariable("DWELL_UPDATE") == "1")
        {
            var block = $"$ {command}\n";
            var text = Text.Replace(block + string.Concat(shown.Select(line => line + "\n")), block + string.Concat(printed.Select(line => line + "\n")), StringComparison.Ordinal);
            File.WriteAllText(SourceFiles.FullPath("README.md"), text);
            shown = printed;
        }

        Assert.InRange(shown.Count, 16, 24);
        Assert.Equal(shown, printed);
    }

    [Fact]
    public void The_code_shown_is_code_that_a_test_runs()
    {
        var example = Flat(File.ReadAllText(SourceFiles.FullPath("test/Dwell.Structure.Tests/ReadmeExample.cs")));
        var blocks = CodeBlock().Matches(Text).ToList();
        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Contains(Flat(block.Groups[1].Value), example, StringComparison.Ordinal));
    }

    private static (string Command, List<string> Lines) Shown(string start)
    {
        var lines = Text.Split('\n').ToList();
        var at = lines.FindIndex(line => line.StartsWith("$ " + start, StringComparison.Ordinal));
        Assert.True(at >= 0, $"README.md shows no '$ {start}'");
        var rest = lines.Skip(at + 1).TakeWhile(line => !line.StartsWith("```", StringComparison.Ordinal) && !line.StartsWith("$ ", StringComparison.Ordinal));
        return (lines[at][2..], rest.Select(line => line.TrimEnd()).ToList());
    }

    // As shown, from the root of the checkout, but into a folder of its own.
    private static string Run(string command, string work)
    {
        var words = command.Split(' ');
        var at = Array.IndexOf(words, "--case");
        Assert.True(at > 0, "The README's command says where the case goes (--case)");
        words[at + 1] = Path.Combine(work, "case");
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, words[0]), words.Skip(1))
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        Assert.True(process.WaitForExit(Patience), $"{command} did not end in time");
        Assert.True(process.ExitCode == 0, $"{command} ended with {process.ExitCode}: {errors.GetAwaiter().GetResult()}");
        return output.GetAwaiter().GetResult();
    }

    private static string Flat(string code) => WhiteSpace().Replace(code, " ").Trim();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("dwell-readme-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
