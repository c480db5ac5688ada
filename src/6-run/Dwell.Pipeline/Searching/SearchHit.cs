using System.Collections.Immutable;
using Dwell.Model.Evidence;
using Dwell.Model.Time;
using Dwell.Pipeline.Showing;

namespace Dwell.Pipeline.Searching;

/// <summary>
/// A record that fits: when, which host wrote it (empty when it names none), the log, its way back, what it says in one sentence,
/// and all of its fields as its source wrote them.
/// </summary>
public sealed record SearchHit(
    UtcInstant? Time, string Host, string Source, Citation Citation, string Says, ImmutableArray<ShownField> Fields);

/// <summary>What a search gave besides its hits.</summary>
/// <param name="Records">Records looked at.</param>
/// <param name="Hits">Records that fit, shown or not.</param>
/// <param name="Undated">Records that an interval left out since they have no time.</param>
/// <param name="Rejected">Evidence that no reader gets.</param>
/// <param name="Losses">Places where something could not be read, with the path of the evidence.</param>
public sealed record SearchSummary(
    long Records, long Hits, long Undated, int Rejected, ImmutableArray<(string Path, Diagnostic Diagnostic)> Losses)
{
    /// <summary>True when all evidence could be looked through.</summary>
    public bool IsWhole => Rejected == 0 && Losses.IsEmpty;
}
