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
            .Select(i => Of((FactKind)random.Next(5), random.Next(10) == 0 ? null : random.Next(40), (499 - i) / 2, "H" + random.Next(3)))
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

    [Theory]
    [InlineData(FactColumn.SourcePort, "443")]
    [InlineData(FactColumn.SourcePort, "0443")]
    [InlineData(FactColumn.SourcePort, "-")]
    [InlineData(FactColumn.SourcePort, "")]
    [InlineData(FactColumn.BytesOut, "9223372036854775807")]
    [InlineData(FactColumn.BytesOut, "9223372036854775808")]
    [InlineData(FactColumn.BytesOut, "99999999999999999999999999")]
    [InlineData(FactColumn.SourceAddress, "0.0.0.0")]
    [InlineData(FactColumn.SourceAddress, "255.255.255.255")]
    [InlineData(FactColumn.SourceAddress, "10.01.2.3")]
    [InlineData(FactColumn.SourceAddress, "10.1.2")]
    [InlineData(FactColumn.SourceAddress, "10.1.2.256")]
    [InlineData(FactColumn.SourceAddress, "fe80::1%eth0")]
    [InlineData(FactColumn.Initiated, "true")]
    [InlineData(FactColumn.Initiated, "TRUE")]
    [InlineData(FactColumn.Outcome, "allowed")]
    [InlineData(FactColumn.Outcome, "a word that is too long to be one of a small set of words")]
    [InlineData(FactColumn.CommandLine, "no column of a connection: 'quoted' \"twice\" \0 🦆")]
    public void Every_value_comes_back_to_the_letter_and_is_found(FactColumn column, string value)
    {
        Fact[] facts = [Of(FactKind.Connection, 1, 1), With(2, column, value), With(3, column, "other"), With(4, column, value)];
        using var store = Filled([.. facts]);

        Assert.Equal(facts.Select(Show), store.Facts(FactFilter.All).Select(Show));
        Assert.Equal([2L, 4], Offsets(store, new FactFilter { Column = column, Value = value }));
        Assert.Equal(2, store.CountFacts(new FactFilter { Kind = FactKind.Connection, Column = column, Value = value }));
        Assert.Equal([2L, 3, 4], Offsets(store, new FactFilter { Present = column }));
        Assert.Empty(Offsets(store, new FactFilter { Present = FactColumn.Group }));
        Assert.Equal(0, store.CountFacts(new FactFilter { Column = column, Value = "none of them" }));
    }

    [Theory]
    [InlineData("anna", 1, 2)]
    [InlineData("ANNA", 1, 2)]
    [InlineData("ann")]
    [InlineData("10.1.2.3", 3)]
    [InlineData("10.1")]
    [InlineData("fe80::1", 4)]
    [InlineData("WS1", 5)]
    [InlineData("0a1b2c", 6)]
    [InlineData("evil.exe", 7)]
    [InlineData("8443", 3)]
    [InlineData("nobody")]
    public void What_touches_a_value_is_found_wherever_it_is_named(string value, params int[] offsets)
    {
        using var store = Filled(
        [
            With(1, FactColumn.Account, @"CORP\Anna"), With(2, FactColumn.Account, "anna@corp.example"),
            With(3, FactColumn.SourceAddress, "10.1.2.3") with { Values = [new(FactColumn.SourceAddress, "10.1.2.3"), new(FactColumn.SourcePort, "8443")] },
            With(4, FactColumn.SourceAddress, "fe80::1"), Of(FactKind.Pipe, 5, 5, "ws1.corp.example"),
            With(6, FactColumn.Hashes, "MD5=ff,SHA256=0A1B2C"), With(7, FactColumn.CommandLine, "\"C:\\Users\\Public\\evil.exe\" /quiet " + new string('x', 200)),
            With(8, FactColumn.SourceAddress, "10.1.2.30"),
        ]);

        Assert.Equal(offsets.Select(offset => (long)offset), Offsets(store, new FactFilter { Touches = value }));
        Assert.Equal(offsets.Length, store.CountFacts(new FactFilter { Touches = value }));
    }

    [Fact]
    public void Records_seen_again_lose_their_facts_and_hits_and_keep_their_places()
    {
        using var store = Filled(
            [Of(FactKind.Logon, 1, 1), Of(FactKind.Logon, 2, 20), Of(FactKind.Pipe, 2, 20), Of(FactKind.Logon, 1, 30), Of(FactKind.Logon, 1, 40)],
            [HitOf("a", 1, 1), HitOf("a", 1, 30), HitOf("b", 2, 20)]);
        RecordRef first = new(0, 1, 8), second = new(0, 30, 8), third = new(0, 40, 8);
        var key = new ActivityKey("A", "Security", "c", 1);
        store.Append(new StoreBatch(1, FactRows.Of(), [], [new ActivityCount(key, 3, 5, 5), new ActivityCount(key with { Host = "B" }, 1, 5, 5)]));

        store.Remove([new SeenAgain(third, first), new SeenAgain(second, first)]);
        store.Append(new StoreBatch(2, FactRows.Of(), [], [new ActivityCount(key, -2, -1, -1), new ActivityCount(key with { Host = "B" }, -1, -1, -1)]));

        Assert.Equal([1L, 20, 20], Offsets(store, FactFilter.All));
        Assert.Equal(["a", "b"], store.Hits(HitFilter.All).Select(hit => hit.RuleId));
        Assert.Equal([new ActivityCount(key, 1, 5, 5)], store.Activity(ActivityFilter.All));
        var others = store.OthersOf([first, new RecordRef(0, 20, 8)]);
        Assert.Equal([second, third], others[first].ToArray());
        Assert.Single(others);
        Assert.Empty(store.OthersOf([]));
    }

    [Fact]
    public void Facts_are_found_by_their_records()
    {
        using var store = Filled([Of(FactKind.Logon, 9, 1), Of(FactKind.Logon, 2, 20), Of(FactKind.Pipe, 2, 20), Of(FactKind.Logon, 1, 30)]);

        Assert.Equal([20L, 20, 1], store.FactsAt([new RecordRef(0, 1, 8), new RecordRef(0, 20, 8), new RecordRef(1, 30, 8)]).Select(fact => fact.Record.Offset));
        Assert.Empty(store.FactsAt([]));
    }

    [Fact]
    public void A_commit_keeps_what_its_reader_needs_to_go_on()
    {
        using var store = Filled([Of(FactKind.Pipe, 1, 1)]);
        Assert.Null(store.State);

        store.Commit("{}");
        store.Append(new StoreBatch(1, FactRows.Of(), [], []));

        Assert.Equal((2L, "{}"), (store.NextSequence, store.State));
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

    private static Fact With(int second, FactColumn column, string value) =>
        Of(FactKind.Connection, second, second) with { Values = [new(column, value)] };

    private static IEnumerable<long> Offsets(IFactStore store, FactFilter filter) => store.Facts(filter).Select(fact => fact.Record.Offset);

    private IFactStore Filled(ImmutableArray<Fact> facts, ImmutableArray<Hit>? hits = null)
    {
        var store = Create();
        store.Append(new StoreBatch(0, FactRows.Of(facts), hits ?? [], []));
        return store;
    }
}
