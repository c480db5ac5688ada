using System.Collections.Immutable;

namespace Dwell.Model.Time;

/// <summary>Whether a local time names one instant.</summary>
public enum LocalTimeKind : byte
{
    /// <summary>One instant.</summary>
    Plain,

    /// <summary>Two instants, since clocks were set back: the earlier one was taken.</summary>
    Ambiguous,

    /// <summary>None, since clocks were set forward past it: it was read with the offset from before the change.</summary>
    Skipped,
}

/// <summary>
/// What a zone's clocks showed: an offset and its changes, from 1990 to 2037 (outside of these years the first and last
/// offset hold). From the tables of <c>content/zones</c>, never from the machine, so that all machines agree.
/// </summary>
public sealed class ZoneRules
{
    private readonly ImmutableArray<long> _changes;
    private readonly ImmutableArray<long> _offsets;

    /// <summary>
    /// Makes the rules. <paramref name="changes"/> are UTC ticks, ascending; <paramref name="offsets"/> are ticks that clocks are ahead of
    /// UTC, the first one from before the first change: one more than changes.
    /// </summary>
    public ZoneRules(string name, ImmutableArray<long> changes, ImmutableArray<long> offsets)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(offsets.Length, changes.Length + 1);
        Name = name;
        _changes = changes;
        _offsets = offsets;
    }

    /// <summary>UTC: no offset, no changes.</summary>
    public static ZoneRules Utc { get; } = new("UTC", [], [0]);

    /// <summary>The IANA name.</summary>
    public string Name { get; }

    /// <summary>What clocks are ahead of UTC at an instant, in ticks.</summary>
    public long OffsetAt(long utcTicks) => _offsets[ChangesUntil(utcTicks)];

    /// <summary>
    /// The instant, in UTC ticks, at which clocks showed <paramref name="localTicks"/>. Where that is no instant or two,
    /// <paramref name="kind"/> says so, and the offset from before the change was used.
    /// </summary>
    public long ToUtc(long localTicks, out LocalTimeKind kind)
    {
        // The last change whose local time (by the clock before it, or after it) may lie at or before this one.
        var index = ChangesUntil(localTicks - LeastOffset) - 1;
        for (; index >= 0; index--)
        {
            var (before, after) = (_offsets[index], _offsets[index + 1]);
            var (first, last) = (_changes[index] + Math.Min(before, after), _changes[index] + Math.Max(before, after));
            if (localTicks >= last)
            {
                kind = LocalTimeKind.Plain;
                return localTicks - after;
            }

            if (localTicks >= first)
            {
                kind = before > after ? LocalTimeKind.Ambiguous : LocalTimeKind.Skipped;
                return localTicks - before;
            }
        }

        kind = LocalTimeKind.Plain;
        return localTicks - _offsets[0];
    }

    // No clock was ever more than 12 hours behind UTC; one more for certainty.
    private static readonly long LeastOffset = -13 * TimeSpan.TicksPerHour;

    private int ChangesUntil(long utcTicks)
    {
        var found = _changes.AsSpan().BinarySearch(utcTicks);
        return found >= 0 ? found + 1 : ~found;
    }
}
