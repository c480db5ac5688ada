using Dwell.Pipeline.Running;
using Dwell.Tests;

namespace Dwell.Pipeline.Tests;

/// <summary>
/// A run that is killed leaves what the disk has at that moment. These tests copy the folder while the run is at work, which
/// gives the same, and let another run go on from the copy.
/// </summary>
public sealed class ResumeTests
{
    [Fact]
    public async Task A_run_that_was_killed_at_any_batch_is_gone_on_with_and_gives_the_same_case()
    {
        using var folder = new TempFolder();
        var evidence = Evidence(folder);
        var killed = new Snapshots(folder["whole"], folder["copies"]);
        await Run.Async(folder["whole"], 2, [evidence], killed, batchesPerCommit: 2);
        Assert.True(killed.Count > 8, $"{killed.Count} moments");

        foreach (var moment in (int[])[0, 3, 6, killed.Count - 1])
        {
            var copy = killed.PathOf(moment);
            await Run.Async(copy, 1, [evidence], batchesPerCommit: 2);
            Run.AssertSameCase(folder["whole"], copy);
        }
    }

    [Fact]
    public async Task A_run_that_goes_on_takes_nothing_twice_and_begins_where_the_last_commit_was()
    {
        using var folder = new TempFolder();
        var evidence = Evidence(folder);
        var killed = new Snapshots(folder["whole"], folder["copies"]);
        await Run.Async(folder["whole"], 1, [evidence], killed, batchesPerCommit: 1);

        var seen = new Records();
        await Run.Async(killed.PathOf(killed.Count - 5), 1, [evidence], seen, batchesPerCommit: 1);

        // Two moments belong to the stages after reading, one to the end of reading.
        Assert.Equal(2, seen.Batches);
    }

    [Fact]
    public async Task What_an_earlier_run_on_other_inputs_left_is_not_gone_on_with()
    {
        using var folder = new TempFolder();
        var evidence = Evidence(folder);
        var killed = new Snapshots(folder["whole"], folder["copies"]);
        await Run.Async(folder["whole"], 1, [evidence], killed, batchesPerCommit: 1);
        File.Delete(Path.Combine(evidence, "a copy with a tail.evtx"));
        await Run.Async(folder["other"], 1, [evidence]);

        await Run.Async(killed.PathOf(4), 1, [evidence]);

        Run.AssertSameCase(folder["other"], killed.PathOf(4));
    }

    [Fact]
    public async Task A_store_that_was_damaged_is_made_anew()
    {
        using var folder = new TempFolder();
        var evidence = Evidence(folder);
        var killed = new Snapshots(folder["whole"], folder["copies"]);
        await Run.Async(folder["whole"], 1, [evidence], killed, batchesPerCommit: 1);
        var aside = Path.Combine(killed.PathOf(5), ".unfinished");
        File.WriteAllText(Path.Combine(aside, "facts.duckdb"), new string('x', 20_000));
        File.WriteAllText(Path.Combine(killed.PathOf(6), ".unfinished", "identities"), "");

        foreach (var moment in (int[])[5, 6])
        {
            await Run.Async(killed.PathOf(moment), 1, [evidence]);
            Run.AssertSameCase(folder["whole"], killed.PathOf(moment));
        }
    }

    // The lab's logs, and one of them again under another hash: its records are all seen before.
    private static string Evidence(TempFolder folder)
    {
        foreach (var path in Directory.EnumerateFiles(Run.Lab, "*", SearchOption.AllDirectories))
            folder.Write("e/" + Path.GetRelativePath(Run.Lab, path), File.ReadAllBytes(path));
        folder.Write("e/a copy with a tail.evtx", [.. File.ReadAllBytes(Path.Combine(Run.Lab, "WS-ADELE", "System.evtx")), .. new byte[4096]]);
        return folder["e"];
    }

    private sealed class Records : IProgress<RunProgress>
    {
        public int Batches { get; private set; }

        public void Report(RunProgress value) => Batches += value.Stage == RunStage.Reading && value.Done > 0 ? 1 : 0;
    }

    private sealed class Snapshots(string caseFolder, string to) : IProgress<RunProgress>
    {
        public int Count { get; private set; }

        public string PathOf(int moment) => Path.Combine(to, $"{moment}");

        // Told after each batch, while no other is taken.
        public void Report(RunProgress value)
        {
            if (value.Stage < RunStage.Reading || (value.Stage == RunStage.Reading && value.Done == 0))
                return;
            var aside = Path.Combine(caseFolder, ".unfinished");
            var copy = Directory.CreateDirectory(Path.Combine(PathOf(Count++), ".unfinished")).FullName;
            foreach (var file in Directory.EnumerateFiles(aside).Where(path => Path.GetFileName(path) != "lock"))
            {
                using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using var into = File.Create(Path.Combine(copy, Path.GetFileName(file)));
                from.CopyTo(into);
            }
        }
    }
}
