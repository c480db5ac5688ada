using Dwell.Model.Time;

namespace Dwell.Model.Tests;

public sealed class UtcInstantTests
{
    [Theory]
    [InlineData(0L, "1601-01-01T00:00:00Z")]
    [InlineData(116_444_736_000_000_000L, "1970-01-01T00:00:00Z")]   // MS-DTYP 2.3.3: the Unix epoch as FILETIME
    [InlineData(116_444_736_000_000_001L, "1970-01-01T00:00:00.0000001Z")]
    [InlineData(132_223_104_005_000_000L, "2020-01-01T00:00:00.5Z")]
    public void File_times_print_as_utc(long fileTime, string expected)
    {
        Assert.True(UtcInstant.TryFromFileTime(fileTime, out var instant));
        Assert.Equal(expected, instant.ToString());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public void A_file_time_that_is_no_date_is_refused(long fileTime) =>
        Assert.False(UtcInstant.TryFromFileTime(fileTime, out _));

    [Fact]
    public void Intervals_are_half_open()
    {
        var day = new UtcInterval(new UtcInstant(100), new UtcInstant(200));

        Assert.True(day.Contains(new UtcInstant(100)));
        Assert.False(day.Contains(new UtcInstant(200)));
        Assert.False(day.Overlaps(new UtcInterval(new UtcInstant(200), new UtcInstant(300))));
        Assert.True(day.Overlaps(new UtcInterval(new UtcInstant(199), new UtcInstant(300))));
        Assert.Throws<ArgumentOutOfRangeException>(() => new UtcInterval(new UtcInstant(2), new UtcInstant(1)));
    }
}
