using System.Collections.Immutable;
using Dwell.Model.Evidence;

namespace Dwell.Analysis.Facts;

/// <summary>Chooses the records that a finding cites: the first, the last and a spread between.</summary>
public static class RecordSpread
{
    /// <summary>At most this many citations a finding (contract of findings.jsonl).</summary>
    public const int MaximumCitations = 50;

    /// <summary>Up to <paramref name="maximum"/> of <paramref name="records"/>, in their order, evenly spread, both ends kept.</summary>
    public static ImmutableArray<RecordRef> Choose(IReadOnlyList<RecordRef> records, int maximum = MaximumCitations)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, 2);
        if (records.Count <= maximum)
            return [.. records];
        var chosen = ImmutableArray.CreateBuilder<RecordRef>(maximum);
        for (var i = 0; i < maximum; i++)
            chosen.Add(records[(int)((long)i * (records.Count - 1) / (maximum - 1))]);
        return chosen.ToImmutable();
    }
}
