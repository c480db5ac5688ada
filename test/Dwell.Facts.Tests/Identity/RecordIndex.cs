using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Dwell.Model.Evidence;

namespace Dwell.Facts.Tests.Identity;

/// <summary>
/// Which records were seen, each with the place where it was seen first, and the further places of those seen
/// again.
/// Filled in the order of reading, so that "first" does not depend on threads. All in memory: what the log of identities
/// must agree with.
/// </summary>
public sealed class RecordIndex
{
    private readonly Dictionary<UInt128, RecordRef> _first = [];
    private readonly Dictionary<RecordRef, List<RecordRef>> _again = [];

    /// <summary>How many different records were seen.</summary>
    public long Count => _first.Count;

    /// <summary>How many records were seen again.</summary>
    public long Duplicates { get; private set; }

    /// <summary>
    /// True when the record is new. False when it was seen before, at <paramref name="first"/>; its place is
    /// then kept
    /// beside the first.
    /// </summary>
    public bool TryAdd(UInt128 identity, RecordRef place, out RecordRef first)
    {
        ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(_first, identity, out var seen);
        if (!seen)
        {
            first = slot = place;
            return true;
        }

        first = slot;
        Duplicates++;
        if (!_again.TryGetValue(first, out var others))
            _again.Add(first, others = []);
        others.Add(place);
        return false;
    }

    /// <summary>
    /// The further places of a record, in the order of reading; empty when it was seen once.
    /// </summary>
    public ImmutableArray<RecordRef> OthersOf(RecordRef first) =>
        _again.TryGetValue(first, out var others) ? [.. others] : [];
}
