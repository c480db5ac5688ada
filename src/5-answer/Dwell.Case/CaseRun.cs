using System.Collections.Immutable;

namespace Dwell.Case;

/// <summary>
/// What <c>run.json</c> holds: everything about a run that is not the same next time. Paths are absolute;
/// times are UTC; durations are seconds by stage, in the order of the stages.
/// </summary>
public sealed record CaseRun
{
    /// <summary>The version of Dwell.</summary>
    public required string Version { get; init; }

    /// <summary>The arguments of the run: files and folders.</summary>
    public required ImmutableArray<string> Evidence { get; init; }

    /// <summary>The context file that was used; null when none was.</summary>
    public string? Context { get; init; }

    /// <summary>When the run began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When its results were written.</summary>
    public required DateTimeOffset Finished { get; init; }

    /// <summary>True when everything that was found could be read to its end.</summary>
    public required bool Complete { get; init; }

    /// <summary>Threads used.</summary>
    public required int Threads { get; init; }

    /// <summary>Seconds by stage.</summary>
    public ImmutableArray<KeyValuePair<string, double>> Seconds { get; init; } = [];
}
