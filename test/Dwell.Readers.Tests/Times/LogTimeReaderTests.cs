using System.Globalization;
using System.Text;
using Dwell.Model.Time;
using Dwell.Readers.Times;

namespace Dwell.Readers.Tests.Times;

public sealed class LogTimeReaderTests
{
    // text that follows the time | time as read (0004 without a year) | precision | UTC
    [Theory]
    [InlineData("Jan  3 10:00:00| host", "0004-01-03T10:00:00", TimePrecision.Second, false)]
    [InlineData("Feb 29 10:00:00| host", "0004-02-29T10:00:00", TimePrecision.Second, false)]
    [InlineData("Jan 13 10:00:00.123| host", "0004-01-13T10:00:00.123", TimePrecision.Millisecond, false)]
    [InlineData("Jan  3 2021 10:00:00| host", "2021-01-03T10:00:00", TimePrecision.Second, false)]
    [InlineData("Jan  3 10:00:00 2021| host", "2021-01-03T10:00:00", TimePrecision.Second, false)]
    [InlineData("Jan  3 10:00:00| 2001:db8::1 sshd", "0004-01-03T10:00:00", TimePrecision.Second, false)]
    [InlineData("Jan 3, 2021 10:00:00 AM| x", "2021-01-03T10:00:00", TimePrecision.Second, false)]
    [InlineData("*Mar  1 18:46:11.123|: %SYS", "0004-03-01T18:46:11.123", TimePrecision.Millisecond, false)]
    [InlineData("Mar  1 18:46:11 UTC|: %SYS", "0004-03-01T18:46:11", TimePrecision.Second, true)]
    [InlineData("Wed Oct 11 14:32:52 2000| x", "2000-10-11T14:32:52", TimePrecision.Second, false)]
    [InlineData("[Wed Oct 11 14:32:52.123456 2000]| [error]", "2000-10-11T14:32:52.123456", TimePrecision.Tick, false)]
    [InlineData("Wed, 11 Oct 2000 14:32:52 +0200| x", "2000-10-11T12:32:52", TimePrecision.Second, true)]
    [InlineData("10/Oct/2000:13:55:36 -0700|] x", "2000-10-10T20:55:36", TimePrecision.Second, true)]
    [InlineData("[10/Oct/2000:13:55:36 -0700]| x", "2000-10-10T20:55:36", TimePrecision.Second, true)]
    [InlineData("2022/01/19 - 16:06:46| | 401", "2022-01-19T16:06:46", TimePrecision.Second, false)]
    [InlineData("2012-02-13T17:39:59Z| x", "2012-02-13T17:39:59", TimePrecision.Second, true)]
    [InlineData("2012-02-13T17:39:59.123456+01:00| x", "2012-02-13T16:39:59.123456", TimePrecision.Tick, true)]
    [InlineData("2012-02-13 17:39:59,123| x", "2012-02-13T17:39:59.123", TimePrecision.Millisecond, false)]
    [InlineData("2012-02-13 17:39:59:123| x", "2012-02-13T17:39:59.123", TimePrecision.Millisecond, false)]
    [InlineData("2012-02-13 17:39:59.123+01| x", "2012-02-13T16:39:59.123", TimePrecision.Millisecond, true)]
    [InlineData("2012-02-13 17:39:59 +0100| x", "2012-02-13T16:39:59", TimePrecision.Second, true)]
    [InlineData("2012-02-13 17:39:59 [+0100]| x", "2012-02-13T16:39:59", TimePrecision.Second, true)]
    [InlineData("2012-02-13 17:39:59 UTC| x", "2012-02-13T17:39:59", TimePrecision.Second, true)]
    [InlineData("2012-02-13 17:39:59| - x", "2012-02-13T17:39:59", TimePrecision.Second, false)]
    [InlineData("2012-02-13 17:39| x", "2012-02-13T17:39:00", TimePrecision.Minute, false)]
    [InlineData("2012/02/13 17:39:59|: x", "2012-02-13T17:39:59", TimePrecision.Second, false)]
    [InlineData("2015 Nov 13 13:40:01| x", "2015-11-13T13:40:01", TimePrecision.Second, false)]
    [InlineData("2012.02.13-17.39.59| x", "2012-02-13T17:39:59", TimePrecision.Second, false)]
    [InlineData("20210306T040733Z| x", "2021-03-06T04:07:33", TimePrecision.Second, true)]
    [InlineData("20210306 04:07:33| x", "2021-03-06T04:07:33", TimePrecision.Second, false)]
    [InlineData("20120213173959| x", "2012-02-13T17:39:59", TimePrecision.Second, false)]
    [InlineData("130322 11:26:54| [Warning]", "2013-03-22T11:26:54", TimePrecision.Second, false)]
    [InlineData("130322  1:26:54| [Warning]", "2013-03-22T01:26:54", TimePrecision.Second, false)]
    [InlineData("13-02-2012 17:39:59| x", "2012-02-13T17:39:59", TimePrecision.Second, false)]
    [InlineData("13.02.2012 17:39:59| x", "2012-02-13T17:39:59", TimePrecision.Second, false)]
    [InlineData("12/31/2021, 11:59:59 PM| x", "2021-12-31T23:59:59", TimePrecision.Second, false)]
    [InlineData("1/2/2021 12:00:01 AM| x", "2021-01-02T00:00:01", TimePrecision.Second, false)]
    [InlineData("01/02/2021 12:00:01| x", "2021-02-01T12:00:01", TimePrecision.Second, false)]
    [InlineData("01-Dec-2020 10:00:00.123| client", "2020-12-01T10:00:00.123", TimePrecision.Millisecond, false)]
    [InlineData("31 Dec 11:59:59| x", "0004-12-31T11:59:59", TimePrecision.Second, false)]
    [InlineData("31 Dec 2020 11:59:59| x", "2020-12-31T11:59:59", TimePrecision.Second, false)]
    [InlineData("1366720213| x", "2013-04-23T12:30:13", TimePrecision.Second, true)]
    [InlineData("1366720213.123456| x", "2013-04-23T12:30:13.123456", TimePrecision.Tick, true)]
    [InlineData("1366720213123| x", "2013-04-23T12:30:13.123", TimePrecision.Millisecond, true)]
    [InlineData("1366720213123456| x", "2013-04-23T12:30:13.123456", TimePrecision.Tick, true)]
    [InlineData("1366720213123456789| x", "2013-04-23T12:30:13.1234567", TimePrecision.Tick, true)]
    [InlineData("@4000000050bdff2a1df11e74| x", "2012-12-04T13:48:16.5023412", TimePrecision.Tick, true)]
    public void Reads_the_forms_that_logs_use(string marked, string expected, TimePrecision precision, bool isUtc)
    {
        var bar = marked.IndexOf('|', StringComparison.Ordinal);
        var text = Encoding.UTF8.GetBytes(marked.Remove(bar, 1));

        Assert.True(LogTimeReader.TryRead(text, out var time, out var length));
        Assert.Equal(bar, length);
        Assert.Equal(expected, new DateTime(time.Ticks).ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture));
        Assert.Equal((precision, isUtc), (time.Precision, time.Zone == LogTimeZone.Utc));
        Assert.Equal(!expected.StartsWith("0004", StringComparison.Ordinal), time.HasYear);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Feb 30 10:00:00 host")]
    [InlineData("Jan 3 25:00:00 host")]
    [InlineData("Jan 3")]
    [InlineData("March on")]
    [InlineData("2012-13-13 17:39:59")]
    [InlineData("2011-02-29 17:39:59")]
    [InlineData("2012-02-13")]
    [InlineData("0366720213")]
    [InlineData("192.0.2.1 - - [10/Oct/2000:13:55:36 -0700]")]
    [InlineData("[12345.678901] eth0")]
    [InlineData("[10/Oct/2000:13:55:36 -0700")]
    [InlineData("@4000")]
    [InlineData("1/2/3 4:5:6")]
    public void What_is_no_time_is_none(string text)
    {
        Assert.False(LogTimeReader.TryRead(Encoding.UTF8.GetBytes(text), out var time, out var length));
        Assert.Equal((default, 0), (time, length));
    }

    [Theory]
    [InlineData("01/02/2021 10:00:00", DateOrder.MonthFirst, "2021-01-02", DateOrder.Unknown, false)]
    [InlineData("01/02/2021 10:00:00", DateOrder.Unknown, "2021-02-01", DateOrder.Unknown, true)]
    [InlineData("13/02/2021 10:00:00", DateOrder.MonthFirst, "2021-02-13", DateOrder.DayFirst, false)]
    [InlineData("02/13/2021 10:00:00", DateOrder.DayFirst, "2021-02-13", DateOrder.MonthFirst, false)]
    [InlineData("02/02/2021 10:00:00", DateOrder.Unknown, "2021-02-02", DateOrder.Unknown, false)]
    public void Numeric_dates_say_whether_their_order_is_known(string text, DateOrder order, string date, DateOrder proved, bool isAssumed)
    {
        Assert.True(LogTimeReader.TryRead(Encoding.UTF8.GetBytes(text), out var time, out _, order));
        Assert.Equal(date, new DateTime(time.Ticks).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Assert.Equal((proved, isAssumed), (time.Order, time.IsOrderAssumed));
    }

    [Fact]
    public void Every_cut_of_a_time_is_read_or_refused_without_an_error()
    {
        var random = new Random(20220131);
        ReadOnlySpan<string> seeds = ["Wed Oct 11 14:32:52.123456 2000", "2012-02-13T17:39:59.123456+01:00", "12/31/2021, 11:59:59 PM", "@4000000050bdff2a1df11e74", "1366720213.123"];
        foreach (var seed in seeds)
        {
            for (var round = 0; round < 5_000; round++)
            {
                var bytes = Encoding.UTF8.GetBytes(seed);
                for (var change = random.Next(4); change > 0; change--)
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                var cut = bytes.AsSpan(0, random.Next(bytes.Length + 1));
                if (LogTimeReader.TryRead(cut, out _, out var length))
                    Assert.InRange(length, 1, cut.Length);
            }
        }
    }

    [Fact]
    public void A_time_without_a_year_gets_one_unless_the_day_does_not_exist()
    {
        Assert.True(LogTimeReader.TryRead("Feb 29 10:00:00"u8, out var time, out _));

        Assert.False(time.TryWithYear(2021, out _));
        Assert.True(time.TryWithYear(2020, out var dated));
        Assert.Equal(new DateTime(2020, 2, 29, 10, 0, 0).Ticks, dated.Ticks);
        Assert.True(dated.HasYear);
    }
}
