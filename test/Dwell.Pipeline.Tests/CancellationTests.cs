using Dwell.Pipeline.Running;
using Dwell.Tests;

namespace Dwell.Pipeline.Tests;

public sealed class CancellationTests(LabCase lab) : IClassFixture<LabCase>
{
    [Theory]
    [InlineData(RunStage.Rules)]
    [InlineData(RunStage.Reading)]
    [InlineData(RunStage.Analysis)]
    [InlineData(RunStage.Writing)]
    public async Task A_run_that_is_stopped_leaves_no_case_that_looks_finished_and_the_next_one_makes_it(RunStage stage)
    {
        using var folder = new TempFolder();
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Run.Async(folder["case"], 2, [Run.Lab], new StopAt(stage, stop), cancellation: stop.Token));

        Assert.False(File.Exists(Path.Combine(folder["case"], "case.json")));
        Assert.False(File.Exists(Path.Combine(folder["case"], "answers.json")));
        await Run.Async(folder["case"], Run.Lab);
        Run.AssertSameCase(lab.Folder, folder["case"]);
    }

    // In the middle of reading: after the first records, before the last.
    private sealed class StopAt(RunStage stage, CancellationTokenSource stop) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            if (value.Stage == stage && (stage != RunStage.Reading || value.Records > 0))
                stop.Cancel();
        }
    }
}
