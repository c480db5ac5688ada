using Dwell.Tests;

namespace Dwell.Cli.Tests;

[Collection(LabCollection.Name)]
public sealed class VerifyTests(LabCase lab) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_untouched_case_is_unchanged_and_no_more_is_claimed()
    {
        var run = await CliRun.Of("verify", lab.Folder);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.StartsWith("Unchanged", run.Out, StringComparison.Ordinal);
        Assert.Contains("not that it was true before", run.Out, StringComparison.Ordinal);

        var json = await CliRun.Of("verify", lab.Folder, "--json");
        Assert.Equal(ExitCode.Done, json.ExitCode);
        Assert.Single(json.Lines);
        Assert.True(json.Json.GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task One_flipped_bit_is_found_with_its_file_and_bytes()
    {
        var evidence = Lab.CopyTo(_folder["evidence"]);
        var file = Path.Combine(evidence, "FS01", "Security.evtx");
        var bytes = File.ReadAllBytes(file);
        bytes[69_000] ^= 4;
        File.WriteAllBytes(file, bytes);

        var run = await CliRun.Of("verify", lab.Folder, "--evidence", evidence);
        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.StartsWith("CHANGED", run.Out, StringComparison.Ordinal);
        // Blocks are 64 KiB: byte 69,000 lies in the second one.
        Assert.Contains("evidence/FS01/Security.evtx differs in block 1 (bytes 65536 to ", run.Out, StringComparison.Ordinal);

        var json = (await CliRun.Of("verify", lab.Folder, "--evidence", evidence, "--json")).Json;
        Assert.False(json.GetProperty("ok").GetBoolean());
        Assert.Equal(1, json.GetProperty("files").GetProperty("changed").GetInt32());
    }

    [Fact]
    public async Task A_changed_answer_breaks_the_seal()
    {
        var folder = _folder["case"];
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(lab.Folder))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        File.AppendAllText(Path.Combine(folder, "answers.json"), " ");
        var run = await CliRun.Of("verify", folder);
        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("answers.json is not as it was sealed", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_gone_is_named()
    {
        var evidence = Lab.CopyTo(_folder["evidence"]);
        File.Delete(Path.Combine(evidence, "DC01", "System.evtx"));
        var run = await CliRun.Of("verify", lab.Folder, "--evidence", evidence);
        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("evidence/DC01/System.evtx", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_that_is_nowhere_is_not_ok()
    {
        var evidence = _folder.Write("evidence/System.evtx", File.ReadAllBytes(Lab.OneLog));
        await CliRun.Of("investigate", evidence, "--case", _folder["case"]);
        File.Delete(evidence);
        var run = await CliRun.Of("verify", _folder["case"], "--json");
        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.False(run.Json.GetProperty("ok").GetBoolean());
        Assert.Contains("--evidence", run.Error, StringComparison.Ordinal);
    }
}
