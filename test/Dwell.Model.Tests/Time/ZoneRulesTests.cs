using System.Collections.Immutable;
using Dwell.Model.Time;

namespace Dwell.Model.Tests.Time;

public class ZoneRulesTests
{
    private static readonly long Hour = TimeSpan.TicksPerHour;

    // Berlin in 2021: forward on March 28, back on October 31, at 01:00 UTC.
    private static readonly ZoneRules Berlin = new(
        "Europe/Berlin",
        [new DateTime(2021, 3, 28, 1, 0, 0).Ticks, new DateTime(2021, 10, 31, 1, 0, 0).Ticks],
        [Hour, 2 * Hour, Hour]);

    [Theory]
    [InlineData("2021-01-01T12:00:00", "2021-01-01T11:00:00", LocalTimeKind.Plain)]
    [InlineData("2021-03-28T01:59:59", "2021-03-28T00:59:59", LocalTimeKind.Plain)]
    [InlineData("2021-03-28T02:30:00", "2021-03-28T01:30:00", LocalTimeKind.Skipped)]
    [InlineData("2021-03-28T03:00:00", "2021-03-28T01:00:00", LocalTimeKind.Plain)]
    [InlineData("2021-10-31T01:59:59", "2021-10-30T23:59:59", LocalTimeKind.Plain)]
    [InlineData("2021-10-31T02:30:00", "2021-10-31T00:30:00", LocalTimeKind.Ambiguous)]
    [InlineData("2021-10-31T03:00:00", "2021-10-31T02:00:00", LocalTimeKind.Plain)]
    public void Local_times_become_instants_and_say_when_they_are_none_or_two(string local, string utc, LocalTimeKind expected)
    {
        Assert.Equal(Ticks(utc), Berlin.ToUtc(Ticks(local), out var kind));
        Assert.Equal(expected, kind);
    }

    [Fact]
    public void Instants_agree_with_a_search_over_all_offsets()
    {
        var random = new Random(19900101);
        for (var round = 0; round < 300; round++)
        {
            var zone = Random(random, out var changes);
            for (var i = 0; i < 200; i++)
            {
                var near = changes[random.Next(changes.Length)];
                var local = near + random.NextInt64(-30 * Hour, 30 * Hour);
                var candidates = OffsetsOf(zone, changes).Distinct().Select(offset => local - offset)
                    .Where(utc => zone.OffsetAt(utc) == local - utc).Order().ToList();

                var found = zone.ToUtc(local, out var kind);

                Assert.Equal(candidates.Count switch { 0 => LocalTimeKind.Skipped, 1 => LocalTimeKind.Plain, _ => LocalTimeKind.Ambiguous }, kind);
                if (candidates.Count > 0)
                    Assert.Equal(candidates[0], found);
            }
        }
    }

    [Fact]
    public void Utc_has_no_offset()
    {
        Assert.Equal(5, ZoneRules.Utc.ToUtc(5, out var kind));
        Assert.Equal(LocalTimeKind.Plain, kind);
    }

    private static IEnumerable<long> OffsetsOf(ZoneRules zone, ImmutableArray<long> changes) =>
        changes.Select(zone.OffsetAt).Prepend(zone.OffsetAt(changes[0] - 1));

    // Changes are weeks apart, as they are in the world; offsets lie between -12 and +14 hours.
    private static ZoneRules Random(Random random, out ImmutableArray<long> changes)
    {
        var at = new DateTime(2000, 1, 1).Ticks;
        var made = new List<long>();
        var offsets = new List<long> { random.Next(-48, 57) * 15 * TimeSpan.TicksPerMinute };
        for (var i = random.Next(1, 8); i > 0; i--)
        {
            at += random.NextInt64(14 * 24 * Hour, 300 * 24 * Hour);
            made.Add(at);
            var change = random.Next(1, 9) * 15 * TimeSpan.TicksPerMinute;
            offsets.Add(Math.Clamp(offsets[^1] + (random.Next(2) == 0 ? change : -change), -12 * Hour, 14 * Hour));
        }

        changes = [.. made];
        return new ZoneRules("random", changes, [.. offsets]);
    }

    private static long Ticks(string text) =>
        DateTime.ParseExact(text, "s", System.Globalization.CultureInfo.InvariantCulture).Ticks;
}
