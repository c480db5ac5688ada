using System.Collections.Immutable;
using Dwell.Facts.Store;
using Dwell.Model.Evidence;
using Dwell.Model.Facts;
using Dwell.Model.Time;

namespace Dwell.Facts.Tests.Store;

/// <summary>What any store must do; an implementation derives from it and says how it is made.</summary>
public abstract class FactStoreContract
{
    private static readonly long Noon = new DateTime(2024, 3, 1, 12, 0, 0, DateTimeKind.Utc).Ticks;

    [Fact]
    public void Facts_come_by_time_then_place_with_undated_ones_last()
    {
        using var store = Filled(
            [Of(FactKind.Logon, null, 1), Of(FactKind.Logon, 5, 9), Of(FactKind.Logon, 5, 3), Of(FactKind.Logon, 2, 7)]);

        Assert.Equal([7L, 3, 9, 1], store.Facts(FactFilter.All).Select(fact => fact.Record.Offset));
    }

    [Fact]
    public void Facts_of_one_record_keep_their_order()
    {
        using var store = Filled(
            [Of(FactKind.FileChange, 1, 4), Of(FactKind.Installation, 1, 4), Of(FactKind.Alert, 1, 4), Of(FactKind.Logon, 1, 4)]);

        Assert.Equal(
            [FactKind.FileChange, FactKind.Installation, FactKind.Alert, FactKind.Logon],
            store.Facts(FactFilter.All).Select(fact => fact.Kind));
    }

    [Fact]
    public void Splitting_into_other_batches_changes_nothing()
    {
        var random = new Random(20240301);
        var facts = Enumerable.Range(0, 500)
            .Select(i => Of((FactKind)random.Next(5), random.Next(10) == 0 ? null : random.Next(40), random.Next(300), "H" + random.Next(3)))
            .ToImmutableArray();
        var hits = facts.Select(fact => new Hit("r" + fact.Record.Offset % 7, fact.Record, fact.Time, fact.Host, fact.Source)).ToImmutableArray();

        using var one = Filled(facts, hits);
        using var many = Create();
        for (var i = 0; i < facts.Length; i += 10)
            many.Append(new StoreBatch(i / 10, FactRows.Of(facts[i..(i + 10)]), hits[i..(i + 10)], []));

        Assert.Equal(one.Facts(FactFilter.All).Select(Show), many.Facts(FactFilter.All).Select(Show));
        Assert.Equal(one.Hits(HitFilter.All), many.Hits(HitFilter.All));
        Assert.Equal(one.FactsByKind().ToArray(), many.FactsByKind().ToArray());
        Assert.Equal(one.HitsByRule().ToArray(), many.HitsByRule().ToArray());
    }

    [Fact]
    public void Each_filter_gives_what_fits_and_all_parts_must()
    {
        using var store = Filled(
        [
            Of(FactKind.Logon, 1, 1, "A", "logon", "anna"), Of(FactKind.Logon, 2, 2, "B", "logon", "boris"),
            Of(FactKind.Logon, 3, 3, "A", "ntlm", "anna"), Of(FactKind.Pipe, 4, 4, "A", "pipe"), Of(FactKind.Logon, null, 5, "A", "logon", "anna"),
        ]);

        Assert.Equal([1L, 2, 3, 5], Offsets(store, new FactFilter { Kind = FactKind.Logon }));
        Assert.Equal([1L, 3, 4, 5], Offsets(store, new FactFilter { Host = "A" }));
        Assert.Equal([3L], Offsets(store, new FactFilter { EventClass = "ntlm" }));
        Assert.Equal([2L, 3], Offsets(store, new FactFilter { Within = new UtcInterval(At(2)!.Value, At(4)!.Value) }));
        Assert.Equal([1L, 3, 5], Offsets(store, new FactFilter { Column = FactColumn.TargetAccount, Value = "anna" }));
        Assert.Equal([1L, 5], Offsets(store, new FactFilter { Kind = FactKind.Logon, Host = "A", EventClass = "logon" }));
        Assert.Empty(Offsets(store, new FactFilter { Host = "a" }));
        Assert.Equal(2, store.CountFacts(new FactFilter { Within = new UtcInterval(At(2)!.Value, At(4)!.Value) }));
    }

    [Fact]
    public void A_column_filter_without_its_other_half_is_refused()
    {
        using var store = Filled([]);

        Assert.Throws<ArgumentException>(() => store.Facts(new FactFilter { Value = "x" }));
        Assert.Throws<ArgumentException>(() => store.Facts(new FactFilter { Column = FactColumn.Name }));
    }

    [Fact]
    public void Hits_are_found_by_rule_and_counted()
    {
        using var store = Filled([], [HitOf("b", 2, 2), HitOf("a", 1, 3), HitOf("b", 1, 3), HitOf("b", null, 1)]);

        Assert.Equal(["a", "b", "b", "b"], store.Hits(HitFilter.All).Select(hit => hit.RuleId));
        Assert.Equal([3L, 2, 1], store.Hits(new HitFilter { RuleId = "b" }).Select(hit => hit.Record.Offset));
        Assert.Equal(3, store.CountHits(new HitFilter { RuleId = "b" }));
        Assert.Equal(0, store.CountHits(new HitFilter { RuleId = "none" }));
        Assert.Equal([new("a", 1), new("b", 3)], store.HitsByRule().ToArray());
    }

    [Fact]
    public void Activity_of_one_key_is_one_row()
    {
        var key = new ActivityKey("A", "Security", "logon", 17);
        using var store = Create();
        store.Append(new StoreBatch(0, FactRows.Of(), [], [new ActivityCount(key, 2, 10, 12), new ActivityCount(key with { HourUtc = 3 }, 1, -1, -1)]));
        store.Append(new StoreBatch(1, FactRows.Of(), [], [new ActivityCount(key, 3, 4, 9), new ActivityCount(key with { Host = "B" }, 1, 1, 1)]));

        Assert.Equal(
            [new ActivityCount(key with { HourUtc = 3 }, 1, -1, -1), new ActivityCount(key, 5, 4, 12), new ActivityCount(key with { Host = "B" }, 1, 1, 1)],
            store.Activity(ActivityFilter.All));
        Assert.Single(store.Activity(new ActivityFilter { Host = "A", Hours = (4, 17) }));
        Assert.Empty(store.Activity(new ActivityFilter { EventClass = "other" }));
    }

    [Fact]
    public void Hosts_are_named_once_by_whatever_names_them()
    {
        using var store = Create();
        store.Append(new StoreBatch(
            0,
            FactRows.Of(Of(FactKind.Pipe, 1, 1, "C"), Of(FactKind.Pipe, 1, 2, "A"), Of(FactKind.Pipe, 1, 3, "")),
            [HitOf("r", 1, 1) with { Host = "B" }],
            [new ActivityCount(new ActivityKey("A", "s", "c", 1), 1, 1, 1)]));

        Assert.Equal(["A", "B", "C"], store.Hosts().ToArray());
    }

    [Fact]
    public void Batches_out_of_order_are_refused()
    {
        using var store = Create();
        store.Append(new StoreBatch(0, FactRows.Of(), [], []));

        Assert.Throws<ArgumentException>(() => store.Append(new StoreBatch(2, FactRows.Of(), [], [])));
        store.Append(new StoreBatch(1, FactRows.Of(Of(FactKind.Pipe, 1, 1)), [], []));
        Assert.Equal(1, store.CountFacts(FactFilter.All));
    }

    [Fact]
    public void An_empty_store_answers_with_nothing()
    {
        using var store = Create();

        Assert.Empty(store.Facts(FactFilter.All));
        Assert.Empty(store.Hits(HitFilter.All));
        Assert.Empty(store.Activity(ActivityFilter.All));
        Assert.True(store.Hosts().IsEmpty && store.FactsByKind().IsEmpty && store.HitsByRule().IsEmpty);
    }

    /// <summary>An empty store.</summary>
    protected abstract IFactStore Create();

    /// <summary>All that a fact says, in one line: facts compare their values by reference.</summary>
    protected static string Show(Fact fact) =>
        $"{fact.Kind} {fact.EventClass} {fact.Time?.Ticks} {fact.Time?.Precision} {fact.Time?.Trust} {fact.Host} {fact.Source} {fact.Record} "
        + string.Join(" | ", fact.Values.Select(pair => $"{pair.Key}={pair.Value}"));

    private static UtcInstant? At(int? second) => second is { } value ? new UtcInstant(Noon + value * TimeSpan.TicksPerSecond) : null;

    private static Fact Of(
        FactKind kind, int? second, long offset, string host = "A", string eventClass = "c", string? account = null) =>
        new(kind, eventClass, At(second), host, "Security", new RecordRef(0, offset, 8), account is null ? [] : [new(FactColumn.TargetAccount, account)]);

    private static Hit HitOf(string rule, int? second, long offset) => new(rule, new RecordRef(0, offset, 8), At(second), "A", "Security");

    private static IEnumerable<long> Offsets(IFactStore store, FactFilter filter) => store.Facts(filter).Select(fact => fact.Record.Offset);

    private IFactStore Filled(ImmutableArray<Fact> facts, ImmutableArray<Hit>? hits = null)
    {
        var store = Create();
        store.Append(new StoreBatch(0, FactRows.Of(facts), hits ?? [], []));
        return store;
    }
}
