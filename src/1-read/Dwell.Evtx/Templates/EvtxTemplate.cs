using System.Collections.Immutable;

namespace Dwell.Evtx.Templates;

/// <summary>
/// A BinXML template, compiled once into a flat list of nodes whose substitutions are numbered slots. Immutable, shared
/// by all records of all chunks that were written with it. What renderers and field layouts derive from it is kept in
/// <see cref="Derived{T}"/>, so that it is made once as well.
/// </summary>
public sealed class EvtxTemplate
{
    private object?[] _derived = [];

    internal EvtxTemplate(Guid id, ImmutableArray<EvtxNode> nodes, int slotCount, TemplateFingerprint? fingerprint)
    {
        Id = id;
        Nodes = nodes;
        SlotCount = slotCount;
        Fingerprint = fingerprint;
    }

    /// <summary>The provider's id of the template; all zero for BinXML that stands in a record without a template.</summary>
    public Guid Id { get; }

    /// <summary>The nodes in document order.</summary>
    public ImmutableArray<EvtxNode> Nodes { get; }

    /// <summary>One more than the highest slot that a node names.</summary>
    public int SlotCount { get; }

    /// <summary>True when the definition was missing and this stands in for it: values without names.</summary>
    public bool IsPlaceholder { get; init; }

    /// <summary>True when the definition was damaged: nodes may be missing at its end.</summary>
    public bool IsDamaged { get; init; }

    /// <summary>
    /// Template instances that stand in the template itself, as offsets from the start of its BinXML. Such a template
    /// belongs to one chunk.
    /// </summary>
    internal ImmutableArray<int> Embedded { get; init; } = [];

    /// <summary>For BinXML without a template: names that it refers to and that lie outside of it, as ranges of the chunk.</summary>
    internal ImmutableArray<Range> NamesElsewhere { get; init; } = [];

    /// <summary>What decides whether a definition in another chunk is this one; null when it can't be shared.</summary>
    internal TemplateFingerprint? Fingerprint { get; }

    /// <summary>A value that depends on this template alone, made at most a few times and then kept.</summary>
    internal T Derived<T>(Func<EvtxTemplate, T> make)
        where T : class
    {
        foreach (var item in Volatile.Read(ref _derived))
        {
            if (item is T found)
                return found;
        }

        var made = make(this);
        while (true)
        {
            var before = Volatile.Read(ref _derived);
            if (Interlocked.CompareExchange(ref _derived, [.. before, made], before) == before)
                return made;
        }
    }
}
