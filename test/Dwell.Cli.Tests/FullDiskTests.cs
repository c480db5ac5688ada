using System.Diagnostics;
using Dwell.Tests;

namespace Dwell.Cli.Tests;

/// <summary>A disk without room, stood in for by a limit on the size of files, which the system answers in the same way.</summary>
public sealed class FullDiskTests
{
    [Theory]
    [InlineData(24)]
    [InlineData(900)]
    public async Task A_full_disk_is_one_sentence_and_no_case_and_later_the_same_command_makes_it(int kibibytes)
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TempFolder();
        var start = new ProcessStartInfo("bash")
        {
            ArgumentList =
            {
                "-c", $"ulimit -f {kibibytes}; exec dotnet \"$0\" investigate \"$1\" --case \"$2\"",
                Path.Combine(AppContext.BaseDirectory, "dwell.dll"), Lab.Evidence, folder["case"],
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The runtime maps its own code from a file in memory, to which the limit would apply as well.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using (var process = Process.Start(start)!)
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var error = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();

            Assert.Contains("is full: make room", error, StringComparison.Ordinal);
            Assert.Equal(ExitCode.Failed, process.ExitCode);
            Assert.Empty(await output);
        }

        Assert.False(File.Exists(Path.Combine(folder["case"], "case.json")));
        Assert.Equal(ExitCode.Done, (await CliRun.Of("investigate", Lab.Evidence, "--case", folder["case"])).ExitCode);
    }
}
