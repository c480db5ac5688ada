using System.Collections.Immutable;
using System.Text;
using Dwell.Content.Store;
using Dwell.Content.Zones;

namespace Dwell.Content.Tests.Zones;

public class ZoneTableTests
{
    private static readonly ZoneTable Table = ZoneTable.Load(ContentStore.Embedded);

    // Known facts: Moscow left summer time in 2011 for UTC+4 and went to UTC+3 in October 2014; New York changes in March and
    // November since 2007; Kathmandu is 5:45 ahead; Samoa went over the date line at the end of 2011; Lord Howe moves half an hour.
    [Theory]
    [InlineData("Europe/Moscow", 2010, 7, 4 * 60)]
    [InlineData("Europe/Moscow", 2012, 1, 4 * 60)]
    [InlineData("Europe/Moscow", 2015, 7, 3 * 60)]
    [InlineData("America/New_York", 2021, 3, -5 * 60)]
    [InlineData("America/New_York", 2021, 7, -4 * 60)]
    [InlineData("Asia/Kathmandu", 2021, 1, 5 * 60 + 45)]
    [InlineData("Pacific/Apia", 2011, 12, -10 * 60)]
    [InlineData("Pacific/Apia", 2012, 1, 14 * 60)]
    [InlineData("Australia/Lord_Howe", 2021, 1, 11 * 60)]
    [InlineData("Australia/Lord_Howe", 2021, 7, 10 * 60 + 30)]
    [InlineData("europe/berlin", 2036, 7, 2 * 60)]
    [InlineData("Europe/Oslo", 2021, 7, 2 * 60)]
    [InlineData("UTC", 2021, 7, 0)]
    public void Zones_have_their_offsets(string zone, int year, int month, int minutes) =>
        Assert.Equal(minutes * TimeSpan.TicksPerMinute, Table.Find(zone)!.OffsetAt(new DateTime(year, month, 5).Ticks));

    [Fact]
    public void Every_zone_can_be_read_and_lies_within_fourteen_hours()
    {
        Assert.True(Table.Names.Count() > 500);
        foreach (var name in Table.Names)
        {
            for (var year = 1990; year < 2038; year++)
                Assert.InRange(Table.Find(name)!.OffsetAt(new DateTime(year, 6, 1).Ticks), -12 * TimeSpan.TicksPerHour, 14 * TimeSpan.TicksPerHour);
        }
    }

    [Fact]
    public void An_unknown_zone_is_none() => Assert.Null(Table.Find("Europe/Atlantis"));

    [Theory]
    [InlineData("A/B +60", "expected it in the first line")]
    [InlineData("# origin: x\nA/B +60\nA/B +60", "each name once")]
    [InlineData("# origin: x\nA/B", "expected 'NAME OFFSET …'")]
    [InlineData("# origin: x\nA/B +60 x", "expected MINUTES+OFFSET")]
    [InlineData("# origin: x\nA/B +x", "expected a number of minutes")]
    [InlineData("# origin: x\nA/B=C", "expected the name of a zone")]
    public void A_mistake_in_the_table_names_what_was_expected(string text, string sentence)
    {
        var error = Assert.Throws<ContentException>(() => ZoneTable.Load(new ContentStore(
            [KeyValuePair.Create("content/zones/zones.txt", Encoding.UTF8.GetBytes(text).ToImmutableArray())])).Find("A/B"));

        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
    }
}
