using Dwell.Content.Fields;
using Dwell.Content.Store;
using Dwell.Facts.DuckDb.Native;
using Dwell.Facts.Store;
using Dwell.Facts.Tests.Store;
using Dwell.Model.Evidence;
using Dwell.Model.Facts;
using Dwell.Model.Time;

namespace Dwell.Facts.DuckDb.Tests;

public sealed class DuckDbFactStoreTests : FactStoreContract, IDisposable
{
    private static readonly FieldCatalog Catalog = FieldLoader.Load(ContentStore.Embedded);
    private readonly string _folder = Directory.CreateTempSubdirectory("dwell-store-").FullName;
    private int _stores;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_committed_is_there_when_it_is_opened_again_and_nothing_else()
    {
        using (var store = Open("a"))
        {
            store.Append(new StoreBatch(0, FactRows.Of(Connection(1, (FactColumn.SourceAddress, "10.1.2.3"))), [new Hit("r", new RecordRef(0, 1, 8), null, "h", "s")], []));
            store.Commit("after the first");
            store.Append(new StoreBatch(1, FactRows.Of(Connection(2, (FactColumn.Query, "of a new column"))), [], []));
        }

        using var again = Open("a");
        Assert.Equal((1L, "after the first"), (again.NextSequence, again.State));
        Assert.Equal(["10.1.2.3"], again.Facts(FactFilter.All).Select(fact => fact[FactColumn.SourceAddress]));
        Assert.Equal(["r"], again.Hits(HitFilter.All).Select(hit => hit.RuleId));
        again.Append(new StoreBatch(1, FactRows.Of(Connection(2, (FactColumn.DestinationPort, "443"))), [], []));
        again.Commit("after the second");
        Assert.Equal([1L, 2], again.Facts(FactFilter.All).Select(fact => fact.Record.Offset));
        Assert.Equal(["h"], again.Hosts().ToArray());
    }

    [Fact]
    public void What_was_read_before_it_was_committed_can_not_be_gone_on_from()
    {
        using (var store = Open("a"))
        {
            store.Append(new StoreBatch(0, FactRows.Of(Connection(1)), [], []));
            Assert.Single(store.Facts(FactFilter.All));
        }

        using var again = Open("a");
        Assert.Equal((1L, null), (again.NextSequence, again.State));
    }

    [Fact]
    public void A_file_that_is_no_store_is_refused()
    {
        var other = Path.Combine(_folder, "text.duckdb");
        File.WriteAllText(other, new string('x', 100_000));

        Assert.Throws<DuckDbException>(() => Open("text"));
    }

    [Fact]
    public void A_full_disk_is_an_error_that_says_so()
    {
        Assert.True(new DuckDbException("IO Error: Could not write file \"x\": No space left on device").IsDiskFull);
        Assert.False(new DuckDbException("IO Error: Could not read").IsDiskFull);
    }

    [Fact]
    public void Views_show_times_names_and_addresses_as_people_write_them()
    {
        using (var store = Open("a"))
        {
            store.Append(new StoreBatch(
                0,
                FactRows.Of(
                    Connection(1, (FactColumn.SourceAddress, "10.1.2.3"), (FactColumn.SourcePort, "50123"), (FactColumn.Protocol, "tcp"), (FactColumn.Initiated, "true")),
                    Connection(2, (FactColumn.SourceAddress, "fe80::1"), (FactColumn.SourcePort, "080"), (FactColumn.Protocol, "udp"))),
                [],
                []));
            store.Seal();
        }

        using var database = DuckDatabase.Open(Path.Combine(_folder, "a.duckdb"), [new("access_mode", "READ_ONLY")]);
        using var connection = database.Connect();
        using var result = connection.Query(
            "SELECT time::VARCHAR, time_precision, time_trust, host, source, event_class, source_address, source_port, source_port_text, protocol, initiated, "
            + "evidence, \"offset\", length, destination_port FROM connection ORDER BY \"offset\"");
        Assert.True(result.MoveNext());
        Assert.Equal("2024-03-01 12:00:01.5", result[0].Text(0));
        Assert.Equal(["millisecond", "assumed", "h", "zeek/conn", "flow", "10.1.2.3"], Enumerable.Range(1, 6).Select(column => result[column].Text(0)));
        Assert.Equal((50123L, null, "tcp", true), (result[7].Read<long>(0), result[8].Text(0), result[9].Text(0), result[10].Read<bool>(0)));
        Assert.Equal((7, 1L, 8), (result[11].Read<int>(0), result[12].Read<long>(0), result[13].Read<int>(0)));
        Assert.Equal(("fe80::1", "080", "udp"), (result[6].Text(1), result[8].Text(1), result[9].Text(1)));
        Assert.True(result[7].IsNull(1) && result[10].IsNull(1) && result[14].IsNull(0));
    }

    [Fact]
    public void Every_view_of_an_empty_store_can_be_asked()
    {
        using (var store = Open("a"))
            store.Seal();

        using var database = DuckDatabase.Open(Path.Combine(_folder, "a.duckdb"), [new("access_mode", "READ_ONLY")]);
        using var connection = database.Connect();
        foreach (var kind in Enum.GetValues<FactKind>())
            Assert.Equal(0, connection.QueryInteger($"SELECT count(*) FROM {Schema.StoreNames.Of(kind)}"));
        foreach (var view in (string[])["hit", "activity", "evidence", "seen_again"])
            Assert.Equal(0, connection.QueryInteger($"SELECT count(*) FROM {view}"));
    }

    [Fact]
    public void A_place_beyond_what_can_be_addressed_is_refused()
    {
        using var store = Open("a");
        var far = Connection(1L << 42);

        Assert.Throws<NotSupportedException>(() => store.Append(new StoreBatch(0, FactRows.Of(far), [], [])));
    }

    [Fact]
    public void Many_facts_come_back_in_order_and_memory_stays_bounded()
    {
        using var store = DuckDbFactStore.Open(Path.Combine(_folder, "many.duckdb"), Catalog, new StoreOptions { MemoryLimitBytes = 128 << 20 });
        var rows = new FactRows();
        for (var batch = 0; batch < 40; batch++)
        {
            rows.Clear();
            for (var i = 0; i < 5_000; i++)
                rows.Add(Connection((batch * 5_000L) + i, (FactColumn.Query, $"https://host-{i % 977}.example/{i}/and/some/path/that/is/long"), (FactColumn.BytesOut, "" + (i * 7919 % 5000))));
            store.Append(new StoreBatch(batch, rows, [], []));
        }

        long expected = 0;
        foreach (var fact in store.Facts(new FactFilter { Kind = FactKind.Connection }))
            Assert.Equal(expected++, fact.Record.Offset);
        Assert.Equal(200_000, expected);
        Assert.Equal(40, store.CountFacts(new FactFilter { Column = FactColumn.BytesOut, Value = "0" }));
    }

    [Fact]
    public void A_folder_of_fifty_logs_with_many_columns_fits_the_usual_memory()
    {
        using var store = Open("wide");
        var columns = Enum.GetValues<FactColumn>().Take(20).ToList();
        var rows = new FactRows();
        for (var log = 0; log < 50; log++)
        {
            for (var i = 0; i < 20; i++)
            {
                var fact = Connection((log * 1000) + i, [.. columns.Select(column => (column, $"{column} {log} {i} of a text that is no word"))]);
                rows.Add(fact with { Source = $"made/log{log}" });
            }
        }

        store.Append(new StoreBatch(0, rows, [], []));
        store.Commit("all");

        Assert.Equal(1000, store.CountFacts(FactFilter.All));
    }

    protected override IFactStore Create() => Open($"contract-{_stores++}");

    private static Fact Connection(long offset, params (FactColumn, string)[] values) => new(
        FactKind.Connection, "flow",
        new UtcInstant(new DateTime(2024, 3, 1, 12, 0, 1, 500, DateTimeKind.Utc).Ticks, TimePrecision.Millisecond, TimeTrust.Assumed),
        "h", "zeek/conn", new RecordRef(7, offset, 8), [.. values.Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2))]);

    private DuckDbFactStore Open(string name) => DuckDbFactStore.Open(Path.Combine(_folder, name + ".duckdb"), Catalog, new StoreOptions());
}
