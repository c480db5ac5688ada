using System.CommandLine;
using Dwell.Tests;

namespace Dwell.Cli.Tests;

/// <summary>The page of commands tells of every command and option that there is.</summary>
public sealed class CommandPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "commands.md"));

    [Fact]
    public void Every_command_and_option_is_told_of()
    {
        var streams = new CommandStreams(Stream.Null, TextWriter.Null, true, true, 80);
        foreach (var command in CommandList.All(streams))
            Check(command, "dwell");
    }

    private static void Check(Command command, string before)
    {
        var path = $"{before} {command.Name}";
        foreach (var below in command.Subcommands)
            Check(below, path);
        if (command.Subcommands.Count > 0)
            return;
        var start = Page.IndexOf($"\n## {path} ", StringComparison.Ordinal);
        Assert.True(start >= 0, $"docs/commands.md has no section '{path}'");
        var end = Page.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        var section = end < 0 ? Page[start..] : Page[start..end];
        Assert.All(command.Options, option => Assert.True(section.Contains(option.Name, StringComparison.Ordinal), $"{path} {option.Name}"));
    }
}
