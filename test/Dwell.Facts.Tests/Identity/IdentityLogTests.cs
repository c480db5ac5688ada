using Dwell.Facts.Identity;
using Dwell.Facts.Store;
using Dwell.Model.Evidence;
using Dwell.Model.Facts;

namespace Dwell.Facts.Tests.Identity;

public sealed class IdentityLogTests : IDisposable
{
    private static readonly ActivityKey Key = new("h", "s", "c", 5);
    private readonly string _folder = Directory.CreateTempSubdirectory("dwell-identity-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0, 1000)]
    [InlineData(1, 1000)]
    [InlineData(5000, 1_000_000)]
    [InlineData(5000, 1000)]
    [InlineData(5000, 7)]
    public void It_agrees_with_the_index_in_memory_whatever_fits_into_a_partition(int records, int partition)
    {
        var random = new Random(records + partition);
        var index = new RecordIndex();
        var expected = new HashSet<SeenAgain>();
        using var log = new IdentityLog(Path.Combine(_folder, "log"), default, partition);
        for (var i = 0; i < records; i++)
        {
            var identity = new UInt128((ulong)random.Next(records / 2) * 0x9E3779B97F4A7C15, 1);
            var place = new RecordRef(i / 1000, i % 1000 * 50, 50);
            log.Add(identity, place, Key with { HourUtc = i % 7 });
            if (!index.TryAdd(identity, place, out var first))
                expected.Add(new SeenAgain(place, first));
        }

        var again = log.Again().ToList();
        Assert.Equal(records, log.Count);
        Assert.Equal(expected.Count, again.Count);
        Assert.Equal(expected, again.Select(item => item.Record).ToHashSet());
        Assert.All(again, item => Assert.Equal(((item.Record.Place.Evidence * 1000) + (item.Record.Place.Offset / 50)) % 7, item.Key.HourUtc));
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public void It_goes_on_where_it_was_committed()
    {
        var path = Path.Combine(_folder, "log");
        IdentityLogPosition position;
        using (var log = new IdentityLog(path))
        {
            log.Add(1, new RecordRef(0, 0, 9), Key);
            position = log.Flush();
            log.Add(1, new RecordRef(0, 10, 9), Key with { Host = "lost" });
            log.Flush();
        }

        using var again = new IdentityLog(path, position);
        again.Add(2, new RecordRef(0, 10, 9), Key);
        again.Add(1, new RecordRef(0, 20, 9), Key with { Host = "kept" });
        var (record, key) = Assert.Single(again.Again());
        Assert.Equal((new SeenAgain(new RecordRef(0, 20, 9), new RecordRef(0, 0, 9)), "kept"), (record, key.Host));
    }

    [Fact]
    public void A_log_that_lost_its_end_is_refused()
    {
        var path = Path.Combine(_folder, "log");
        Assert.Throws<InvalidDataException>(() => new IdentityLog(path, new IdentityLogPosition(36, 0)));
        Assert.Throws<InvalidDataException>(() => new IdentityLog(path, new IdentityLogPosition(0, 10)));
        new IdentityLog(path).Dispose();
    }
}
