using Dwell.Model.Time;

namespace Dwell.Facts.Mapping;

/// <summary>
/// What every record gives, known or not: its event class (<see cref="OtherClass"/> when no mapping knows
/// it), host as
/// written (empty when it names none), channel, time, and record id (-1 when it has none).
/// </summary>
public readonly record struct RecordSummary(string EventClass, string Host, string Source, UtcInstant? Time, long Sequence)
{
    /// <summary>The class of records that no mapping knows.</summary>
    public const string OtherClass = "other";
}
