using System.Collections.Immutable;

namespace Dwell.Pipeline.Running;

/// <summary>How long each stage took, for <c>run.json</c>.</summary>
internal sealed class StageClock(TimeProvider clock)
{
    private readonly List<(RunStage Stage, long Began)> _entered = [];

    public DateTimeOffset Started { get; } = clock.GetUtcNow();

    public void Enter(RunStage stage) => _entered.Add((stage, clock.GetTimestamp()));

    /// <summary>Seconds by stage so far, to the millisecond.</summary>
    public ImmutableArray<KeyValuePair<string, double>> Seconds()
    {
        var seconds = ImmutableArray.CreateBuilder<KeyValuePair<string, double>>();
        for (var i = 0; i < _entered.Count; i++)
        {
            var end = i + 1 < _entered.Count ? _entered[i + 1].Began : clock.GetTimestamp();
            seconds.Add(new(_entered[i].Stage.ToString().ToLowerInvariant(), Math.Round(clock.GetElapsedTime(_entered[i].Began, end).TotalSeconds, 3)));
        }

        return seconds.ToImmutable();
    }
}
