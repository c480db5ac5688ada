using Dwell.Simulator.Evtx;
using Dwell.Tests;

namespace Dwell.Pipeline.Tests;

/// <summary>The same record counts once, wherever it lies; the same id with other content is another record.</summary>
public sealed class DuplicateTests
{
    private const string Implant = @"C:\ProgramData\w\w.exe";

    [Fact]
    public async Task The_same_file_twice_and_a_copy_under_another_name_count_once_with_all_their_places()
    {
        using var folder = new TempFolder();
        var bytes = EvtxWriter.ToBytes(Log(1, 20));
        folder.Write("one/System.evtx", bytes);
        var alone = await Run.Async(folder["alone"], folder["one"]);
        folder.Write("one/copy of it.evtx", bytes);

        var twice = await Run.Async(folder["twice"], folder["one"], folder["one/System.evtx"]);

        Assert.Equal(Run.Shape(alone), Run.Shape(twice));
        Assert.Equal(20, twice.Answers!.Evidence.Records);
        Assert.InRange(Assert.Single(twice.Manifest.Items).Places.Length, 2, 3);
    }

    [Fact]
    public async Task An_exported_subset_of_a_log_adds_no_record_and_no_count()
    {
        using var folder = new TempFolder();
        folder.Write("one/System.evtx", EvtxWriter.ToBytes(Log(1, 20)));
        var alone = await Run.Async(folder["alone"], folder["one"]);
        folder.Write("one/export.evtx", EvtxWriter.ToBytes(Log(1, 20).Where(record => record.RecordId % 2 == 1)));

        var both = await Run.Async(folder["both"], folder["one"]);

        Assert.Equal(20, both.Answers!.Evidence.Records);
        Assert.Equal((30L, 10L), (both.Counts.Sum(count => count.Records), both.Counts.Sum(count => count.Duplicates)));
        Assert.NotEmpty(alone.Findings);
        Assert.Equal(alone.Findings.Select(finding => (finding.Id, finding.Count)), both.Findings.Select(finding => (finding.Id, finding.Count)));
    }

    [Fact]
    public async Task Both_records_of_an_id_that_comes_again_after_a_clear_are_kept()
    {
        using var folder = new TempFolder();
        folder.Write("e/old.evtx", EvtxWriter.ToBytes(Log(1, 20)));
        folder.Write("e/new.evtx", EvtxWriter.ToBytes(Log(1, 20, day: 1)));

        var result = await Run.Async(folder["case"], folder["e"]);

        Assert.Equal(40, result.Answers!.Evidence.Records);
        Assert.Equal(0, result.Counts.Sum(count => count.Duplicates));
        Assert.Contains(result.Findings, finding => finding.Count == 2);
    }

    [Fact]
    public async Task A_record_of_the_same_id_and_time_with_another_value_is_another_record()
    {
        using var folder = new TempFolder();
        folder.Write("e/a.evtx", EvtxWriter.ToBytes([Made.Service(1, Made.At(0), "w", Implant)]));
        folder.Write("e/b.evtx", EvtxWriter.ToBytes([Made.Service(1, Made.At(0), "v", Implant)]));

        Assert.Equal(2, (await Run.Async(folder["case"], folder["e"])).Answers!.Evidence.Records);
    }

    private static IEnumerable<WindowsEvent> Log(int first, int count, int day = 0) => Enumerable.Range(first, count).Select(id => id == first + 4
        ? Made.Service((ulong)id, Made.At(day, id), "w", Implant)
        : Made.State((ulong)id, Made.At(day, id), "Windows Update"));
}
