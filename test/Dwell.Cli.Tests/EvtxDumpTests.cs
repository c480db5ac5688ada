using Dwell.Tests;

namespace Dwell.Cli.Tests;

/// <summary>What <c>evtx dump</c> leaves on the disk.</summary>
public sealed class EvtxDumpTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_output_file_holds_what_standard_output_would()
    {
        var piped = await CliRun.Of("evtx", "dump", Lab.OneLog);
        foreach (var target in (string[])[_folder["new.jsonl"], _folder.Write("old.jsonl", "an older export")])
        {
            var run = await CliRun.Of("evtx", "dump", Lab.OneLog, "-o", target);
            Assert.Equal(ExitCode.Done, run.ExitCode);
            Assert.Equal(piped.Out, File.ReadAllText(target));
            Assert.False(File.Exists(target + ".part"));
        }
    }

    [Theory]
    [InlineData("ElfFile\0 and so on")]
    [InlineData("PK\u0003\u0004 and so on")]
    [InlineData(null)]
    public async Task What_may_be_evidence_is_not_overwritten(string? text)
    {
        var bytes = text is null ? [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0] : System.Text.Encoding.ASCII.GetBytes(text);
        var target = _folder.Write("target", bytes);
        var run = await CliRun.Of("evtx", "dump", Lab.OneLog, "-o", target);
        AssertRefused(run);
        Assert.Equal(bytes, File.ReadAllBytes(target));
    }

    [Fact]
    public async Task An_input_behind_a_link_is_not_overwritten()
    {
        var evidence = _folder.Write("evidence", "an event log whose head is damaged");
        var link = _folder["link"];
        File.CreateSymbolicLink(link, evidence);
        AssertRefused(await CliRun.Of("evtx", "dump", evidence, "-o", link));
        AssertRefused(await CliRun.Of("evtx", "dump", link, "-o", evidence));
        Assert.StartsWith("an event log", File.ReadAllText(evidence), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_in_place_of_the_part_file_is_not_followed()
    {
        var evidence = _folder.Write("evidence", "untouched");
        File.CreateSymbolicLink(_folder["out.part"], evidence);
        var run = await CliRun.Of("evtx", "dump", Lab.OneLog, "-o", _folder["out"]);
        AssertRefused(run);
        Assert.Contains("out.part", run.Error, StringComparison.Ordinal);
        Assert.Equal("untouched", File.ReadAllText(evidence));
        Assert.False(File.Exists(_folder["out"]));
    }

    [Fact]
    public async Task A_folder_is_no_target() => AssertRefused(await CliRun.Of("evtx", "dump", Lab.OneLog, "-o", _folder.Path));

    [Fact]
    public async Task A_device_is_not_replaced_by_a_file()
    {
        if (OperatingSystem.IsWindows())
            return;
        AssertRefused(await CliRun.Of("evtx", "dump", Lab.OneLog, "-o", "/dev/null"));
        Assert.Equal(0, new FileInfo("/dev/null").Length);
    }

    [Fact]
    public async Task A_stopped_export_leaves_the_older_one_and_no_part_file()
    {
        var target = _folder.Write("out.jsonl", "an older export");
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        var run = await CliRun.Of(["evtx", "dump", Lab.OneLog, "-o", target], 80, isTerminal: false, stopped.Token);
        Assert.Equal(ExitCode.Interrupted, run.ExitCode);
        Assert.Equal("an older export", File.ReadAllText(target));
        Assert.Equal([target], Directory.GetFiles(_folder.Path));
    }

    private static void AssertRefused(CliRun run)
    {
        Assert.Equal(ExitCode.WrongUse, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }
}
