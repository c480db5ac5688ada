namespace Dwell.Model.Findings;

/// <summary>The state of an answer; the contract gives each its exact meaning.</summary>
public enum AnswerState
{
    /// <summary>Records prove it.</summary>
    Yes,

    /// <summary>Records speak for it, an innocent explanation is left.</summary>
    Likely,

    /// <summary>Neither yes nor no as a whole, but a limit excludes something.</summary>
    Bounded,

    /// <summary>Within scope the telemetry that would show it is there and shows nothing.</summary>
    NoEvidence,

    /// <summary>The telemetry that would show it is missing.</summary>
    NotDeterminable,
}
