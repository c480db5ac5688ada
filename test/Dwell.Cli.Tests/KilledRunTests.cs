using System.Diagnostics;
using Dwell.Tests;

namespace Dwell.Cli.Tests;

/// <summary>Processes that are killed for good, at several moments after they began to fill the store.</summary>
[Collection(LabCollection.Name)]
public sealed class KilledRunTests(LabCase lab)
{
    [Theory]
    [InlineData(0)]
    [InlineData(120)]
    [InlineData(500)]
    public async Task A_killed_run_leaves_no_case_and_the_next_one_gives_the_same_bytes(int millisecondsAfter)
    {
        using var folder = new TempFolder();
        using (var process = Start(folder["case"]))
        {
            var store = Path.Combine(folder["case"], ".unfinished", "facts.duckdb");
            while (!File.Exists(store) && !process.HasExited)
                await Task.Delay(5);
            await Task.Delay(millisecondsAfter);
            if (!process.HasExited)
                process.Kill();
            await process.WaitForExitAsync();
            Assert.Equal(process.ExitCode == 0, File.Exists(Path.Combine(folder["case"], "case.json")));
        }

        var run = await CliRun.Of("investigate", Lab.Evidence, "--case", folder["case"]);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(ExitCode.Done, (await CliRun.Of("verify", folder["case"])).ExitCode);
        foreach (var name in (string[])["answers.json", "findings.jsonl", "coverage.json", "evidence.json", "report.html", "case.json"])
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(lab.Folder, name)), await File.ReadAllBytesAsync(Path.Combine(folder["case"], name)));
    }

    private static Process Start(string caseFolder) => Process.Start(new ProcessStartInfo(
        "dotnet", [Path.Combine(AppContext.BaseDirectory, "dwell.dll"), "investigate", Lab.Evidence, "--case", caseFolder])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
