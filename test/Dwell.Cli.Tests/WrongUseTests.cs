using System.CommandLine;
using Dwell.Tests;

namespace Dwell.Cli.Tests;

public sealed class WrongUseTests
{
    private static readonly CommandStreams Nowhere = new(Stream.Null, TextWriter.Null, true, true, 80);

    public static TheoryData<string> AllCommands =>
        new(CommandList.All(Nowhere).SelectMany(command => Paths(command, "")).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(AllCommands))]
    public async Task Each_command_has_help_on_standard_output(string command)
    {
        var run = await CliRun.Of([.. command.Split(' '), "--help"]);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("Usage:", run.Out, StringComparison.Ordinal);
        Assert.Contains($" {command} ", run.Out, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task The_help_lists_every_command()
    {
        var run = await CliRun.Of("--help");
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.All(CommandList.All(Nowhere), command =>
        {
            Assert.Contains($"  {command.Name} ", run.Out, StringComparison.Ordinal);
            Assert.False(string.IsNullOrWhiteSpace(command.Description));
        });
    }

    [Theory]
    [InlineData("investigate nowhere-at-all", "nowhere-at-all")]
    [InlineData("investigate . --rules nowhere-at-all", "nowhere-at-all")]
    [InlineData("investigate . --context nowhere-at-all.yml", "nowhere-at-all.yml")]
    [InlineData("investigate . --threads 0", "--threads")]
    [InlineData("investigate . --threads 1025", "--threads")]
    [InlineData("evtx dump LOG --threads 0", "--threads")]
    [InlineData("evtx dump LOG --threads 1025", "--threads")]
    [InlineData("investigate . --treads 2", "--treads")]
    [InlineData("investigate", "EVIDENCE|investigate")]
    [InlineData("show nowhere-at-all backdoor", "nowhere-at-all")]
    [InlineData("verify nowhere-at-all", "nowhere-at-all")]
    [InlineData("verify . --evidence nowhere-at-all", "nowhere-at-all")]
    [InlineData("frobnicate", "frobnicate")]
    [InlineData("verify . --frobnicate", "--frobnicate")]
    public async Task Wrong_use_is_one_sentence_on_standard_error(string arguments, string named)
    {
        using var folder = new TempFolder();
        var words = arguments.Split(' ').Select(word => word == "." ? folder.Path : word == "LOG" ? Lab.OneLog : word).ToList();
        if (words[0] == "investigate")
            words.AddRange(["--case", folder["case"]]);
        var run = await CliRun.Of([.. words]);
        Assert.Equal(ExitCode.WrongUse, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.StartsWith("dwell: ", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Contains(named.Split('|'), word => run.Error.Contains(word, StringComparison.Ordinal));
        Assert.False(Directory.Exists(folder["case"]), "wrong use leaves nothing behind");
    }

    [Theory]
    [InlineData("show CASE backdoor")]
    [InlineData("verify CASE")]
    public async Task A_folder_without_a_case_is_no_case(string arguments)
    {
        using var folder = new TempFolder();
        var run = await CliRun.Of([.. arguments.Split(' ').Select(word => word == "CASE" ? folder.Path : word)]);
        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("no case", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }

    [Fact]
    public async Task A_reader_that_goes_away_is_no_error()
    {
        using var error = new StringWriter();
        var streams = new CommandStreams(new ClosedPipe(), error, true, true, 80);
        Assert.Equal(ExitCode.Done, await CommandLine.RunAsync(["--help"], streams, CancellationToken.None));
        Assert.Empty(error.ToString());
    }

    private static IEnumerable<string> Paths(Command command, string before)
    {
        var path = (before + " " + command.Name).Trim();
        return command.Subcommands.SelectMany(below => Paths(below, path)).Prepend(path);
    }

    private sealed class ClosedPipe : MemoryStream
    {
        private const int BrokenPipe = 32;

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken pipe", BrokenPipe);

        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("Broken pipe", BrokenPipe);
    }
}
