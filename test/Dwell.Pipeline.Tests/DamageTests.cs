using Dwell.Pipeline.Running;
using Dwell.Simulator.Evtx;
using Dwell.Tests;

namespace Dwell.Pipeline.Tests;

public sealed class DamageTests
{
    private const int Chunk = 65_536;

    [Fact]
    public async Task A_damaged_chunk_in_the_middle_costs_its_own_records_and_is_said()
    {
        using var folder = new TempFolder();
        folder.Write("e/System.evtx", Damaged());

        var result = await Run.Async(folder["case"], folder["e"]);

        Assert.Equal(15, result.Answers!.Evidence.Records);
        Assert.False(result.IsComplete);
        Assert.Contains(result.Diagnostics, diagnostic => diagnostic.Offset is { } offset && offset / Chunk == 1);
    }

    [Fact]
    public async Task Damage_is_told_in_the_same_words_and_order_by_any_number_of_threads()
    {
        using var folder = new TempFolder();
        for (var i = 0; i < 12; i++)
            folder.Write($"e/{i}.evtx", Damaged(day: i));

        await Run.Async(folder["one"], 1, [folder["e"]]);
        await Run.Async(folder["four"], 4, [folder["e"]]);

        Run.AssertSameCase(folder["one"], folder["four"]);
    }

    [Fact]
    public async Task A_file_that_is_no_log_is_rejected_with_its_reason_and_the_rest_is_read()
    {
        using var folder = new TempFolder();
        folder.Write("e/System.evtx", EvtxWriter.ToBytes([Made.State(1, Made.At(0), "x")]));
        folder.Write("e/notes.evtx", new byte[600]);
        folder.Write("e/short.evtx", "ElfFile\0"u8);

        var result = await Run.Async(folder["case"], folder["e"]);

        Assert.Equal(1, result.Answers!.Evidence.Records);
        Assert.Contains(result.Answers.Evidence.Rejected, rejected => rejected.Path.EndsWith("notes.evtx", StringComparison.Ordinal) && rejected.Why.Length > 0);
        Assert.False(result.IsComplete);
    }

    [Fact]
    public async Task Text_of_no_known_format_is_read_as_lines_and_said()
    {
        using var folder = new TempFolder();
        folder.Write("e/notes.txt", "one line\n\nanother\r\nthe last");

        var result = await Run.Async(folder["case"], folder["e"]);

        Assert.Equal(3, result.Answers!.Evidence.Records);
        Assert.Empty(result.Answers.Evidence.Rejected);
        Assert.Equal("format-unknown", Assert.Single(result.Diagnostics).Code);
        var limit = Assert.Single(result.Answers.Limits, limit => limit.Class == "unknown-text");
        Assert.Contains("e/notes.txt", limit.Effect, StringComparison.Ordinal);
        Assert.Equal(7, limit.Questions.Length);
        Assert.Contains("\"as\": \"text\"", File.ReadAllText(Path.Combine(folder["case"], "evidence.json")), StringComparison.Ordinal);
        Assert.True(result.IsComplete);
    }

    [Fact]
    public async Task An_empty_folder_gives_seven_answers()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["e"]);

        var result = await Run.Async(folder["case"], folder["e"]);

        Assert.Equal(7, result.Answers!.Answers.Length);
        Assert.All(result.Answers.Answers, answer => Assert.Equal(Model.Findings.AnswerState.NotDeterminable, answer.State));
        Assert.True(File.Exists(Path.Combine(folder["case"], "report.html")));
    }

    [Fact]
    public async Task A_file_that_vanishes_after_it_was_listed_costs_itself_and_is_said()
    {
        using var folder = new TempFolder();
        folder.Write("e/gone.evtx", EvtxWriter.ToBytes([Made.State(1, Made.At(0), "x")]));
        folder.Write("e/kept.evtx", EvtxWriter.ToBytes([Made.State(2, Made.At(1), "y"), Made.State(3, Made.At(1), "z")]));

        var result = await Run.Async(folder["case"], 2, [folder["e"]], new DeleteBeforeReading(folder["e/gone.evtx"]));

        Assert.Equal(2, result.Answers!.Evidence.Records);
        Assert.False(result.IsComplete);
        var said = Assert.Single(result.Losses, diagnostic => diagnostic.Code == "evidence-unreadable");
        Assert.EndsWith("gone.evtx", result.Manifest.Items[said.Evidence].Path, StringComparison.Ordinal);
        Assert.DoesNotContain(folder["e"], said.Sentence, StringComparison.Ordinal);
    }

    private sealed class DeleteBeforeReading(string path) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            if (value is { Stage: RunStage.Reading, Records: 0 })
                File.Delete(path);
        }
    }

    // Four chunks of five records; the second is noise.
    private static byte[] Damaged(int day = 0)
    {
        var bytes = EvtxWriter.ToBytes(
            Enumerable.Range(1, 20).Select(id => Made.State((ulong)id, Made.At(day, id), "Windows Update")),
            new EvtxWriterOptions { MaxRecordsPerChunk = 5 });
        new Random(7 + day).NextBytes(bytes.AsSpan(4_096 + Chunk, Chunk));
        return bytes;
    }
}
