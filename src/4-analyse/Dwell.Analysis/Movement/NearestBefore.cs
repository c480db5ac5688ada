using Dwell.Model.Facts;

namespace Dwell.Analysis.Movement;

/// <summary>Finds facts shortly before a time in a list that is sorted by time.</summary>
internal static class NearestBefore
{
    /// <summary>The dated facts in (<paramref name="ticks"/> - <paramref name="within"/>, <paramref name="ticks"/>], nearest first.</summary>
    public static IEnumerable<Fact> Within(List<Fact> byTime, long ticks, TimeSpan within)
    {
        for (var i = CountUpTo(byTime, ticks) - 1; i >= 0; i--)
        {
            if (byTime[i].Time is not { } time || ticks - time.Ticks > within.Ticks)
                yield break;
            yield return byTime[i];
        }
    }

    // Undated facts stand last.
    private static int CountUpTo(List<Fact> byTime, long ticks)
    {
        var (low, high) = (0, byTime.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (byTime[middle].Time is { } time && time.Ticks <= ticks)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
