using Dwell.Facts.Activity;
using Dwell.Facts.Mapping;
using Dwell.Model.Facts;
using Dwell.Model.Time;

namespace Dwell.Facts.Tests.Activity;

public class ActivityCounterTests
{
    [Fact]
    public void Counts_by_host_source_class_and_hour_with_first_and_last_id()
    {
        var counter = new ActivityCounter();
        counter.Count(At(hour: 5, id: 12));
        counter.Count(At(hour: 5, id: 9));
        counter.Count(At(hour: 6, id: 13));
        counter.Count(At(hour: 5, id: 10) with { Time = null });

        Assert.Equal(
            [Row(-1, 1, 10, 10), Row(5, 2, 9, 12), Row(6, 1, 13, 13)],
            counter.ToSorted().ToArray());
    }

    [Fact]
    public void Records_without_an_id_leave_those_of_others()
    {
        var counter = new ActivityCounter();
        counter.Count(At(5, -1));
        Assert.Equal([Row(5, 1, -1, -1)], counter.ToSorted().ToArray());

        counter.Count(At(5, 7));
        counter.Count(At(5, -1));
        Assert.Equal([Row(5, 3, 7, 7)], counter.ToSorted().ToArray());
    }

    [Fact]
    public void Any_split_over_threads_merges_to_the_same()
    {
        var random = new Random(7);
        var records = Enumerable.Range(0, 2000).Select(_ => At(random.Next(4), random.Next(-1, 500)) with { Host = "H" + random.Next(3) }).ToList();
        var whole = new ActivityCounter();
        records.ForEach(record => whole.Count(record));

        var parts = Enumerable.Range(0, 4).Select(_ => new ActivityCounter()).ToArray();
        foreach (var record in records)
            parts[random.Next(4)].Count(record);
        var merged = new ActivityCounter();
        foreach (var part in parts.Reverse())
            merged.Merge(part);

        Assert.Equal(whole.ToSorted().ToArray(), merged.ToSorted().ToArray());
    }

    private static RecordSummary At(long hour, long id) => new("logon", "A", "Security", new UtcInstant(hour * TimeSpan.TicksPerHour + 1), id);

    private static ActivityCount Row(long hour, long records, long first, long last) =>
        new(new ActivityKey("A", "Security", "logon", hour), records, first, last);
}
