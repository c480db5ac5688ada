using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Dwell.Facts.Mapping;
using Dwell.Model.Facts;

namespace Dwell.Facts.Activity;

/// <summary>
/// Counts records by host, channel, event class and hour, with the lowest and highest record id of each.
/// Counters of
/// several threads or batches are merged; the result does not depend on how the records were split. Not
/// thread-safe.
/// </summary>
public sealed class ActivityCounter
{
    private readonly Dictionary<ActivityKey, ActivityTally> _tallies = [];

    /// <summary>Counts one record.</summary>
    public void Count(in RecordSummary record) => Add(KeyOf(record), new ActivityTally(1, record.Sequence, record.Sequence));

    /// <summary>What a record is counted by.</summary>
    public static ActivityKey KeyOf(in RecordSummary record) =>
        new(record.Host, record.Source, record.EventClass, record.Time is { } time ? time.Ticks / TimeSpan.TicksPerHour : -1);

    /// <summary>Adds a count that was made elsewhere.</summary>
    public void Add(in ActivityCount count) =>
        Add(count.Key, new ActivityTally(count.Records, count.FirstSequence, count.LastSequence));

    /// <summary>Adds all of another counter's.</summary>
    public void Merge(ActivityCounter other)
    {
        foreach (var (key, tally) in other._tallies)
            Add(key, tally);
    }

    /// <summary>All counts, in ordinal order of host, source and class, then by hour.</summary>
    public ImmutableArray<ActivityCount> ToSorted()
    {
        var counts = _tallies
            .Select(pair => new ActivityCount(pair.Key, pair.Value.Records, pair.Value.First, pair.Value.Last))
            .ToArray();
        Array.Sort(counts, static (a, b) => Compare(a.Key, b.Key));
        return ImmutableArray.Create(counts);
    }

    /// <summary>Forgets everything, to be used for the next batch.</summary>
    public void Clear() => _tallies.Clear();

    /// <summary>The order of <see cref="ToSorted"/>.</summary>
    public static int Compare(ActivityKey a, ActivityKey b)
    {
        var order = string.CompareOrdinal(a.Host, b.Host);
        if (order == 0)
            order = string.CompareOrdinal(a.Source, b.Source);
        if (order == 0)
            order = string.CompareOrdinal(a.EventClass, b.EventClass);
        return order != 0 ? order : a.HourUtc.CompareTo(b.HourUtc);
    }

    private void Add(ActivityKey key, ActivityTally tally)
    {
        ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(_tallies, key, out var exists);
        slot = exists ? slot.Plus(tally) : tally;
    }

    private readonly record struct ActivityTally(long Records, long First, long Last)
    {
        // -1 stands for "numbers nothing", so it must not win as the lowest.
        public ActivityTally Plus(ActivityTally other) => new(
            Records + other.Records,
            First < 0 ? other.First : other.First < 0 ? First : Math.Min(First, other.First),
            Math.Max(Last, other.Last));
    }
}
