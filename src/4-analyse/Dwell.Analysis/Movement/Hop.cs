using Dwell.Model.Facts;
using Dwell.Model.Time;

namespace Dwell.Analysis.Movement;

/// <summary>
/// One step from a machine to another. <paramref name="From"/> is an address or a name as written, empty when nothing names it.
/// </summary>
public sealed record Hop(string From, string To, string? Account, string Method, UtcInstant? At, HopTie Tie, IReadOnlyList<Fact> Facts);

/// <summary>What ties the arrival of somebody to what was done there.</summary>
public enum HopTie
{
    /// <summary>Nothing: the arrival alone is on record, or what was done is.</summary>
    None,

    /// <summary>Place and time: nearness alone, so the hop is inferred.</summary>
    Time,

    /// <summary>The logon session.</summary>
    Session,
}
