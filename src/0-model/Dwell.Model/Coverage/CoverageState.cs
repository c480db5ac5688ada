namespace Dwell.Model.Coverage;

/// <summary>Whether a class of events was being recorded somewhere. Unknown counts as not covered.</summary>
public enum CoverageState
{
    /// <summary>It was on, and its records are here.</summary>
    Recorded,

    /// <summary>Some of it was on (a filter, a part of the class).</summary>
    Partly,

    /// <summary>It was off by policy or default.</summary>
    Off,

    /// <summary>The log that would hold it is not in the evidence.</summary>
    Absent,

    /// <summary>It was recorded and cleared.</summary>
    Cleared,

    /// <summary>It is there and can't be read.</summary>
    Unreadable,

    /// <summary>Nothing tells.</summary>
    Unknown,
}
