using Dwell.Tests;

namespace Dwell.Pipeline.Tests;

/// <summary>The same evidence gives the same bytes, and what things are called changes nothing but names.</summary>
public sealed class SameCaseTests(LabCase lab) : IClassFixture<LabCase>
{
    [Fact]
    public async Task Four_threads_give_the_same_bytes_as_one()
    {
        using var folder = new TempFolder();

        await Run.Async(folder["case"], 4, [Run.Lab]);

        Run.AssertSameCase(lab.Folder, folder["case"]);
    }

    [Fact]
    public async Task Other_names_of_files_and_folders_in_another_order_give_the_same_answers()
    {
        using var folder = new TempFolder();
        var paths = Directory.EnumerateFiles(Run.Lab, "*.evtx", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        new Random(20260302).Shuffle(paths);
        for (var i = 0; i < paths.Length; i++)
            folder.Write($"e/{(char)('z' - i)}/{i * 7 % 5}.bin", await File.ReadAllBytesAsync(paths[i]));
        folder.Write("e/evidence.yml", await File.ReadAllBytesAsync(Path.Combine(Run.Lab, "evidence.yml")));

        var result = await Run.Async(folder["case"], folder["e"]);

        Assert.Equal(Run.Shape(lab.Result), Run.Shape(result));
        Assert.Equal(
            lab.Result.Findings.Select(finding => (finding.Id, finding.Rank)), result.Findings.Select(finding => (finding.Id, finding.Rank)));
    }

    [Fact]
    public async Task Other_names_of_hosts_accounts_and_addresses_give_the_same_ranks_counts_and_states()
    {
        using var folder = new TempFolder();
        foreach (var path in Directory.EnumerateFiles(Run.Lab, "*", SearchOption.AllDirectories))
            folder.Write("e/" + Renamed.Text(Path.GetRelativePath(Run.Lab, path)), Renamed.Evidence(await File.ReadAllBytesAsync(path)));

        var result = await Run.Async(folder["case"], folder["e"]);

        Assert.Empty(result.Diagnostics);
        Assert.DoesNotContain(result.Findings, finding => finding.Hosts.Concat(finding.Accounts).Any(name => Renamed.Text(name) != name));
        Assert.Equal(Run.Shape(lab.Result), Run.Shape(result));
    }

    [Fact]
    public async Task Running_again_into_the_same_case_reads_nothing()
    {
        var again = await Run.Async(lab.Folder, 1, [Run.Lab]);

        Assert.True(again.WasThere);
        Assert.Null(again.Answers);
    }
}
