using System.Collections.Immutable;
using Dwell.Facts.Identity;
using Dwell.Facts.Tests.Mapping;
using Dwell.Model.Evidence;
using Dwell.Model.Records;
using Dwell.Model.Time;
using Dwell.Tests;

namespace Dwell.Facts.Tests.Identity;

public sealed class RecordIdentityTests : IDisposable
{
    private static readonly ShapeTable Shapes = new();
    private readonly RecordIdentity _identity = new();

    public void Dispose() => _identity.Dispose();

    [Fact]
    public void The_same_record_in_two_files_is_one_with_both_places()
    {
        var index = new RecordIndex();
        var here = new RecordRef(0, 4711, 512);
        var there = new RecordRef(3, 9000, 600);

        Assert.True(index.TryAdd(Of(Record(place: here)), here, out var first));
        Assert.Equal(here, first);
        Assert.False(index.TryAdd(Of(Record(place: there)), there, out first));

        Assert.Equal(here, first);
        Assert.Equal([there], index.OthersOf(here).ToArray());
        Assert.Equal((1L, 1L), (index.Count, index.Duplicates));
    }

    [Fact]
    public void A_cleared_log_whose_ids_begin_again_keeps_both_records()
    {
        var index = new RecordIndex();
        var before = Record(id: "1", values: [("TargetUserName", "anna")]);
        var after = Record(id: "1", values: [("TargetUserName", "boris")]);
        var later = Record(id: "1", values: [("TargetUserName", "anna")], ticks: TimeSpan.TicksPerSecond);

        Assert.True(index.TryAdd(Of(before), new RecordRef(0, 1, 1), out _));
        Assert.True(index.TryAdd(Of(after), new RecordRef(1, 1, 1), out _));
        Assert.True(index.TryAdd(Of(later), new RecordRef(2, 1, 1), out _));
        Assert.Equal(0, index.Duplicates);
    }

    [Fact]
    public void Host_channel_id_event_names_and_values_each_count()
    {
        var all = new[]
        {
            Record(), Record(id: "2"), Record(host: "PC2"), Record(channel: "System"), Record(eventId: "4625"),
            Record(values: [("A", "x"), ("B", "y")]), Record(values: [("A", "y"), ("B", "x")]),
            Record(values: [("A", "xB"), ("", "y")]), Record(values: [("A", "x")]), Record(values: [("A", "x"), ("A", "y")]), Record(values: [("A", "y"), ("A", "x")]),
        };

        Assert.Equal(all.Length, all.Select(record => Of(record)).Distinct().Count());
    }

    [Fact]
    public void How_a_reader_lays_values_out_does_not_count()
    {
        var array = Record(own: [("Data", ["a", "b"]), ("Z", ["c"])]);
        var single = Record(own: [("Data", ["a"]), ("Data", ["b"]), ("Z", ["c"])]);
        var nothing = Record(own: [("A", [null])]);
        var empty = Record(own: [("A", [""])]);

        Assert.Equal(Of(array), Of(single));
        Assert.Equal(Of(nothing), Of(empty));
    }

    [Fact]
    public void How_an_exporter_writes_a_record_does_not_count()
    {
        var one = Of(Record(values: [("A", "5770385F-C22A-43E0-BF4C-06F5698FFBD9"), ("B", "y ")], ticks: 12_345));

        Assert.Equal(one, Of(Record(values: [("B", "y"), ("A", "{5770385f-c22a-43e0-bf4c-06f5698ffbd9}"), ("C", "")], ticks: 19_999)));
        Assert.Equal(one, Of(Record(host: "pc1", channel: "security", values: [("A", "{5770385F-C22A-43E0-BF4C-06F5698FFBD9}"), ("B", "y")], ticks: 10_000)));
    }

    [Fact]
    public void Records_without_an_id_are_only_themselves()
    {
        Assert.False(_identity.TryOf(Record(id: null), out _));
        var pairs = new[] { KeyValuePair.Create<string, string?>("a", "b") };
        Assert.False(_identity.TryOf(FlatRecord.Of(Shapes, "linux", pairs), out _));
    }

    [Fact]
    public void Records_of_a_log_that_gives_ids_are_told_by_log_id_time_and_values()
    {
        FlatRecord Conn(string source, string? uid, string orig, long ticks = 5) => new(
            Shapes.Intern("zeek", source, ["uid", "id.orig_h"], idSlot: 0),
            [uid is null ? [] : [uid], [orig]], new RecordRef(0, ticks, 1), new UtcInstant(ticks));
        var one = Of(Conn("zeek/conn", "C1", "10.0.0.1"));

        Assert.Equal(one, Of(Conn("zeek/conn", "C1", "10.0.0.1")));
        Assert.NotEqual(one, Of(Conn("zeek/dns", "C1", "10.0.0.1")));
        Assert.NotEqual(one, Of(Conn("zeek/conn", "C1", "10.0.0.2")));
        Assert.NotEqual(one, Of(Conn("zeek/conn", "C1", "10.0.0.1", ticks: 6)));
        Assert.False(_identity.TryOf(Conn("zeek/conn", null, "10.0.0.1"), out _));
    }

    [Fact]
    public void Values_beyond_the_buffer_count_to_their_last_character()
    {
        var text = new string('x', 300_000);

        var one = Of(Record(values: [("A", text + "1")]));
        var other = Of(Record(values: [("A", text + "2")]));

        Assert.NotEqual(one, other);
        Assert.Equal(one, Of(Record(values: [("A", text + "1")])));
    }

    [Fact]
    public void Nothing_is_allocated_per_record()
    {
        var record = Record(values: [("A", "x"), ("B", "y")]);
        Of(record);

        var allocated = Allocation.Of(() =>
        {
            for (var i = 0; i < 1000; i++)
                Of(record);
        });

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void A_record_that_comes_a_hundred_thousand_times_stays_cheap()
    {
        var index = new RecordIndex();
        for (var i = 0; i < 100_000; i++)
            index.TryAdd(1, new RecordRef(0, i, 1), out _);

        Assert.Equal(99_999, index.OthersOf(new RecordRef(0, 0, 1)).Length);
    }

    [Dwell.Tests.SharedFact]
    public void Live_records_of_one_file_are_all_different_and_all_known_again()
    {
        var index = new RecordIndex();
        var records = 0;
        foreach (var path in SharedRecords.AttackSamples)
        {
            SharedRecords.ForEach(path, record =>
            {
                if (!record.Recovered && _identity.TryOf(record, out var identity))
                    index.TryAdd(identity, new RecordRef(0, records++, 1), out _);
            });
        }

        var seen = index.Count;
        foreach (var path in SharedRecords.AttackSamples)
        {
            SharedRecords.ForEach(path, record =>
            {
                if (!record.Recovered && _identity.TryOf(record, out var identity))
                    Assert.False(index.TryAdd(identity, new RecordRef(1, records++, 1), out _));
            });
        }

        Assert.True(seen > 3000);
    }

    private UInt128 Of(LogRecord record)
    {
        Assert.True(_identity.TryOf(record, out var identity));
        return identity;
    }

    private static FlatRecord Record(
        string? id = "812", string host = "PC1", string channel = "Security", string eventId = "4624", long ticks = 1,
        RecordRef place = default, (string, string)[]? values = null, (string Name, string?[] Values)[]? own = null)
    {
        own ??= [.. (values ?? []).Select(pair => (pair.Item1, new string?[] { pair.Item2 }))];
        var system = WindowsFields.Names.Select(name => name switch
        {
            "EventRecordID" => id is null ? ImmutableArray<string?>.Empty : [id],
            "Computer" => [host],
            "Channel" => [channel],
            "EventID" => [eventId],
            _ => [],
        });
        var shape = Shapes.Intern(WindowsFields.Family, [.. WindowsFields.Names, .. own.Select(field => field.Name)]);
        return new FlatRecord(
            shape, [.. system, .. own.Select(field => field.Values.ToImmutableArray())], place, new UtcInstant(ticks));
    }
}
