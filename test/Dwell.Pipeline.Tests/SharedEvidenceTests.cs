using Dwell.Model.Findings;
using Dwell.Tests;

namespace Dwell.Pipeline.Tests;

/// <summary>Real logs in which nothing proves an intruder.</summary>
public sealed class SharedEvidenceTests
{
    [SharedFact]
    public async Task Logs_that_were_gathered_for_their_damage_give_no_proven_backdoor()
    {
        await AssertNotProven("evtx-robustness");
    }

    // The archive holds one technique run by hand on a test machine, among a day of its ordinary logs.
    [SharedFact]
    public async Task A_whole_host_with_one_technique_run_by_hand_gives_no_proven_backdoor()
    {
        await AssertNotProven("windows-host-triage", "T1218.001_host_channels.zip");
    }

    private static async Task AssertNotProven(params string[] parts)
    {
        using var folder = new TempFolder();

        var result = await Run.Async(folder["case"], SharedData.PathOf(parts));

        Assert.True(result.Answers!.Evidence.Records > 0);
        Assert.NotEqual(AnswerState.Yes, result.StateOf(Question.Backdoor));
    }
}
