using System.Collections.Immutable;
using Dwell.Facts.Activity;
using Dwell.Model.Evidence;
using Dwell.Model.Facts;
using Dwell.Model.Time;

namespace Dwell.Facts.Store;

/// <summary>
/// The store in memory, for cases that fit: about 400 bytes a fact. Sorted once, when it is first read after
/// an append.
/// </summary>
public sealed class MemoryFactStore : IFactStore
{
    private readonly Lock _lock = new();
    private readonly List<Fact> _facts = [];
    private readonly List<Hit> _hits = [];
    private readonly ActivityCounter _activity = new();
    private Snapshot? _snapshot;
    private readonly SortedSet<(RecordRef First, RecordRef Place)> _again = [];

    /// <inheritdoc/>
    public long NextSequence { get; private set; }

    /// <inheritdoc/>
    public string? State { get; private set; }

    /// <inheritdoc/>
    public void Append(StoreBatch batch)
    {
        if (batch.Sequence != NextSequence)
        {
            throw new ArgumentException(
                $"Batch {batch.Sequence} came where {NextSequence} was due: append batches in their order.", nameof(batch));
        }

        lock (_lock)
        {
            NextSequence++;
            for (var i = 0; i < batch.Facts.Count; i++)
                _facts.Add(batch.Facts.ToFact(i));
            _hits.AddRange(batch.Hits);
            foreach (var count in batch.Activity)
                _activity.Add(count);
            _snapshot = null;
        }
    }

    /// <inheritdoc/>
    public void Commit(string state)
    {
        lock (_lock)
            State = state;
    }

    /// <inheritdoc/>
    public void Remove(IEnumerable<SeenAgain> records)
    {
        lock (_lock)
        {
            var places = new HashSet<(int, long)>();
            foreach (var (place, first) in records)
            {
                _again.Add((first, place));
                places.Add((place.Evidence, place.Offset));
            }

            _facts.RemoveAll(fact => places.Contains((fact.Record.Evidence, fact.Record.Offset)));
            _hits.RemoveAll(hit => places.Contains((hit.Record.Evidence, hit.Record.Offset)));
            _snapshot = null;
        }
    }

    /// <inheritdoc/>
    public ImmutableDictionary<RecordRef, ImmutableArray<RecordRef>> OthersOf(IReadOnlyCollection<RecordRef> firsts)
    {
        lock (_lock)
        {
            var wanted = firsts.ToHashSet();
            return _again.Where(pair => wanted.Contains(pair.First)).GroupBy(pair => pair.First)
                .ToImmutableDictionary(group => group.Key, group => group.Select(pair => pair.Place).ToImmutableArray());
        }
    }

    /// <inheritdoc/>
    public IEnumerable<Fact> FactsAt(IReadOnlyCollection<RecordRef> records)
    {
        var wanted = records.ToHashSet();
        return Read().Facts.Where(fact => wanted.Contains(fact.Record));
    }

    /// <inheritdoc/>
    public IEnumerable<Fact> Facts(FactFilter filter)
    {
        if (filter.Column is null != filter.Value is null)
            throw new ArgumentException("A column filter needs both a column and a value.", nameof(filter));
        var snapshot = Read();
        var rows = filter.Kind is { } kind ? snapshot.ByKind.GetValueOrDefault(kind, []) : snapshot.Facts;
        return rows.Where(fact => Fits(fact, filter));
    }

    /// <inheritdoc/>
    public IEnumerable<Hit> Hits(HitFilter filter)
    {
        var snapshot = Read();
        var rows = filter.RuleId is { } rule ? snapshot.ByRule.GetValueOrDefault(rule, []) : snapshot.Hits;
        return rows.Where(hit => (filter.Host is null || hit.Host == filter.Host) && IsWithin(hit.Time, filter.Within));
    }

    /// <inheritdoc/>
    public IEnumerable<ActivityCount> Activity(ActivityFilter filter) =>
        Read().Activity.Where(count =>
            (filter.Host is null || count.Key.Host == filter.Host)
            && (filter.EventClass is null || count.Key.EventClass == filter.EventClass)
            && (filter.Hours is not { } hours || (count.Key.HourUtc >= hours.First && count.Key.HourUtc <= hours.Last)));

    /// <inheritdoc/>
    public long CountFacts(FactFilter filter) => Facts(filter).LongCount();

    /// <inheritdoc/>
    public long CountHits(HitFilter filter) => Hits(filter).LongCount();

    /// <inheritdoc/>
    public ImmutableArray<KeyValuePair<FactKind, long>> FactsByKind() =>
        [.. Read().ByKind.Select(pair => KeyValuePair.Create(pair.Key, (long)pair.Value.Length))];

    /// <inheritdoc/>
    public ImmutableArray<KeyValuePair<string, long>> HitsByRule() =>
        [.. Read().ByRule.Select(pair => KeyValuePair.Create(pair.Key, (long)pair.Value.Length))];

    /// <inheritdoc/>
    public ImmutableArray<string> Hosts() => Read().Hosts;

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing but memory is held.
    }

    private static bool Fits(Fact fact, FactFilter filter) =>
        (filter.EventClass is null || fact.EventClass == filter.EventClass)
        && (filter.Host is null || fact.Host == filter.Host)
        && IsWithin(fact.Time, filter.Within)
        && (filter.Touches is not { } touched || Touch.Fits(fact, touched))
        && (filter.Present is not { } present || fact[present] is not null)
        && (filter.Column is not { } column || fact[column] == filter.Value);

    private static bool IsWithin(UtcInstant? time, UtcInterval? interval) =>
        interval is not { } bounds || (time is { } instant && bounds.Contains(instant));

    private Snapshot Read()
    {
        lock (_lock)
        {
            return _snapshot ??= new Snapshot(_facts, _hits, [.. _activity.ToSorted().Where(count => count.Records > 0)]);
        }
    }

    /// <summary>Everything sorted, once.</summary>
    private sealed class Snapshot
    {
        public Snapshot(List<Fact> facts, List<Hit> hits, ImmutableArray<ActivityCount> activity)
        {
            // OrderBy is stable, so facts of one record keep the order of their appending.
            Facts =
            [
                .. facts.OrderBy(fact => fact.Time is null).ThenBy(fact => fact.Time?.Ticks ?? 0)
                    .ThenBy(fact => fact.Record),
            ];
            Hits =
            [
                .. hits.OrderBy(hit => hit.Time is null).ThenBy(hit => hit.Time?.Ticks ?? 0)
                    .ThenBy(hit => hit.Record).ThenBy(hit => hit.RuleId, StringComparer.Ordinal),
            ];
            Activity = activity;
            ByKind = Facts.GroupBy(fact => fact.Kind)
                .ToImmutableSortedDictionary(group => group.Key, group => group.ToImmutableArray());
            ByRule = Hits.GroupBy(hit => hit.RuleId, StringComparer.Ordinal)
                .ToImmutableSortedDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal);
            Hosts =
            [
                .. activity.Select(count => count.Key.Host)
                    .Concat(Facts.Select(fact => fact.Host)).Concat(Hits.Select(hit => hit.Host))
                    .Where(host => host.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            ];
        }

        public ImmutableArray<Fact> Facts { get; }

        public ImmutableArray<Hit> Hits { get; }

        public ImmutableArray<ActivityCount> Activity { get; }

        public ImmutableSortedDictionary<FactKind, ImmutableArray<Fact>> ByKind { get; }

        public ImmutableSortedDictionary<string, ImmutableArray<Hit>> ByRule { get; }

        public ImmutableArray<string> Hosts { get; }
    }
}
