using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;

namespace Dwell.Model.Records;

/// <summary>
/// The ordered fields of records of one kind. A reader makes a shape once (an EVTX template, a Zeek header, a set of
/// JSON keys); rules and mappings bind to it once, so that no name is looked up per record. Shapes of equal content
/// from one <see cref="ShapeTable"/> are the same object: compare by reference.
/// </summary>
public sealed class Shape
{
    private readonly FrozenDictionary<string, ImmutableArray<int>> _slotsByName;
    private byte[][]? _utf8Names;

    internal Shape(ShapeKey key, bool isKept)
    {
        var fields = key.Fields;
        IsKept = isKept;
        Family = key.Family;
        Source = key.Source;
        IdSlot = key.IdSlot;
        OwnFields = key.OwnFields;
        SlotsByName = [.. Enumerable.Range(0, fields.Length).OrderBy(slot => fields[slot], StringComparer.OrdinalIgnoreCase).ThenBy(slot => slot)];
        Fields = fields;
        _slotsByName = fields
            .Select((name, slot) => (name, slot))
            .GroupBy(pair => pair.name, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(group => group.Key, group => group.Select(pair => pair.slot).ToImmutableArray(), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>True for a shape of which there is one in its table; false beyond <see cref="ShapeTable.MostKept"/>: then nothing may be kept by it.</summary>
    public bool IsKept { get; }

    /// <summary>The family of sources, as <c>content/logsources</c> names it: <c>windows</c>, <c>zeek</c>, <c>linux</c>, ….</summary>
    public string Family { get; }

    /// <summary>
    /// The log inside the family (<c>zeek/conn</c>, <c>linux/sshd</c>, <c>squid/access</c>): what mappings and Sigma's
    /// log sources are found by. Empty for the family <c>windows</c>, whose records name their channel themselves.
    /// </summary>
    public string Source { get; }

    /// <summary>
    /// The slot of an id that the source gives each record and gives no other one (Zeek's uid with its log, the id of an audit
    /// event); -1 where it gives none: then two equal records can't be told from one record seen twice.
    /// </summary>
    public int IdSlot { get; }

    /// <summary>
    /// How many fields, from the first, are the source's own. Those behind were added on the way (by a forwarder, by an exporter):
    /// the same record read elsewhere may lack them.
    /// </summary>
    public int OwnFields { get; }

    /// <summary>The slots in the order of their names, case aside: the same for all who write the fields in another order.</summary>
    public ImmutableArray<int> SlotsByName { get; }

    /// <summary>The name of the field at each slot, as the source (and Sigma) writes it. A name may stand at several slots.</summary>
    public ImmutableArray<string> Fields { get; }

    /// <summary>The name at a slot as UTF-8.</summary>
    public ReadOnlySpan<byte> Utf8NameAt(int slot) => (_utf8Names ??= [.. Fields.Select(Encoding.UTF8.GetBytes)])[slot];

    /// <summary>The slots with this name (case does not matter), in order; empty when the shape lacks it.</summary>
    public ImmutableArray<int> SlotsOf(string name) =>
        _slotsByName.TryGetValue(name, out var slots) ? slots : [];

    /// <summary>The first slot with this name, or -1.</summary>
    public int SlotOf(string name) =>
        _slotsByName.TryGetValue(name, out var slots) ? slots[0] : -1;
}
