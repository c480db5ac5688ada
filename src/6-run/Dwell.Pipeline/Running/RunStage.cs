namespace Dwell.Pipeline.Running;

/// <summary>The stages of a run, in their order, as progress and <c>run.json</c> name them.</summary>
public enum RunStage
{
    /// <summary>Finding, hashing, unpacking, recognising.</summary>
    Intake,

    /// <summary>Loading rules and knowledge.</summary>
    Rules,

    /// <summary>Reading records, matching rules, making facts.</summary>
    Reading,

    /// <summary>Findings from hits and facts.</summary>
    Analysis,

    /// <summary>Answers, citations, report, case.</summary>
    Writing,
}

/// <summary>
/// How far a run is. <paramref name="Done"/> and <paramref name="Total"/> count evidence items while reading, and are 0 in other stages.
/// </summary>
public readonly record struct RunProgress(RunStage Stage, int Done, int Total, long Records, long Hits);
