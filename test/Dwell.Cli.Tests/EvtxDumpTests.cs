using System.IO.Compression;
using System.Xml.Linq;
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

    [Theory]
    [InlineData("jsonl")]
    [InlineData("xml")]
    public async Task A_damaged_input_is_named_and_the_next_is_read(string format)
    {
        var log = File.ReadAllBytes(Lab.OneLog);
        var broken = Gzip(log);
        broken.AsSpan(broken.Length / 2).Fill(0xFF);
        var gzip = _folder.Write("broken.gz", broken);
        var head = _folder.Write("head.gz", [0x1F, 0x8B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);
        var zip = _folder.Write("broken.zip", "PK\u0003\u0004 and no directory");
        var alone = await CliRun.Of("evtx", "dump", "--format", format, Lab.OneLog);
        var run = await CliRun.Of("evtx", "dump", "--format", format, gzip, head, zip, Lab.OneLog);
        Assert.Equal(ExitCode.Incomplete, run.ExitCode);
        Assert.All((string[])[gzip, head, zip], name => Assert.Contains($"dwell: {name}: ", run.Error, StringComparison.Ordinal));
        if (format == "xml")
            Assert.True(XDocument.Parse(run.Out).Root!.Elements().Count() >= XDocument.Parse(alone.Out).Root!.Elements().Count());
        else
            Assert.EndsWith(alone.Out, run.Out, StringComparison.Ordinal);

        var stats = await CliRun.Of("evtx", "stats", gzip, head, zip, Lab.OneLog);
        Assert.Equal(ExitCode.Incomplete, stats.ExitCode);
        Assert.Contains(Lab.OneLog, stats.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_entry_of_a_zip_does_not_end_the_others()
    {
        var log = File.ReadAllBytes(Lab.OneLog);
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in (string[])["a.evtx", "b.evtx"])
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(log);
            }
        }

        // The head of the first entry is 30 bytes and its name; what it holds follows.
        bytes.GetBuffer().AsSpan(36, 64).Fill(0xFF);
        var zip = _folder.Write("logs.zip", bytes.ToArray());
        var alone = await CliRun.Of("evtx", "dump", Lab.OneLog);
        var run = await CliRun.Of("evtx", "dump", zip);
        Assert.Equal(ExitCode.Incomplete, run.ExitCode);
        Assert.Contains($"dwell: {zip}!a.evtx: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(alone.Out, run.Out);
    }

    [Fact]
    public async Task An_output_that_goes_away_is_not_taken_for_a_damaged_input()
    {
        using var error = new StringWriter();
        var streams = new CommandStreams(new ClosedPipe(), error, true, true, 80);
        Assert.Equal(ExitCode.Done, await CommandLine.RunAsync(["evtx", "dump", Lab.OneLog], streams, CancellationToken.None));
        Assert.Empty(error.ToString());
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    private static void AssertRefused(CliRun run)
    {
        Assert.Equal(ExitCode.WrongUse, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    private sealed class ClosedPipe : MemoryStream
    {
        private const int BrokenPipe = 32;

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken pipe", BrokenPipe);
    }
}
