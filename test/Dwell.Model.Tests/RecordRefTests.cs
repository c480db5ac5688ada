using Dwell.Model.Evidence;

namespace Dwell.Model.Tests;

public sealed class RecordRefTests
{
    [Fact]
    public void Order_is_the_order_of_reading()
    {
        RecordRef[] records = [new(1, 0, 5), new(0, long.MaxValue, 1), new(0, 7, 9), new(0, 5_000_000_000, 1)];

        Assert.Equal([records[2], records[3], records[1], records[0]], records.Order());
        Assert.True(records[2] < records[0]);
        Assert.True(records[2] <= new RecordRef(0, 7, 9));
    }
}
