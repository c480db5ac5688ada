using System.Buffers.Binary;
using System.Collections.Immutable;
using Dwell.Evtx.Values;

namespace Dwell.Evtx.Templates;

/// <summary>
/// The templates of the chunk that is being read, by the offset of their definition; filled from the shared cache, or by
/// compiling. Compiling is bounded by <see cref="EvtxLimits.CompiledBytesPerChunk"/>.
/// </summary>
internal sealed class ChunkTemplates(EvtxTemplateCache cache)
{
    // Definitions are larger than 64 bytes, so honest ones never share a place in this table; others only cost a second look.
    private const int Places = 1024;
    private const int PlaceShift = 6;
    private readonly EvtxTemplate?[] _templates = new EvtxTemplate?[Places];
    private readonly uint[] _offsets = new uint[Places];
    private readonly uint[] _ids = new uint[Places];
    private readonly List<int> _used = [];
    private int _budget = EvtxLimits.CompiledBytesPerChunk;

    /// <summary>Forgets the chunk.</summary>
    public void Clear()
    {
        foreach (var place in _used)
            _templates[place] = null;
        _used.Clear();
        _budget = EvtxLimits.CompiledBytesPerChunk;
    }

    /// <summary>
    /// The template defined at the offset, or a placeholder for <paramref name="valueCount"/> values when nothing there can
    /// be the definition of a template with this id.
    /// </summary>
    public EvtxTemplate Find(ReadOnlySpan<byte> chunk, uint offset, uint id, int valueCount, bool isNested)
    {
        var place = (int)(offset >> PlaceShift) & (Places - 1);
        var template = _templates[place];
        if (template is not null && _offsets[place] == offset && _ids[place] == id)
            return template;
        template = Resolve(chunk, offset, id) ?? Placeholder(valueCount, isNested);
        if (!template.IsPlaceholder)
        {
            if (_templates[place] is null)
                _used.Add(place);
            _templates[place] = template;
            _offsets[place] = offset;
            _ids[place] = id;
        }

        return template;
    }

    /// <summary>Compiles BinXML that belongs to one record; null when the chunk has used up its budget.</summary>
    public EvtxTemplate? CompileFragment(ReadOnlySpan<byte> chunk, int start, int length, bool hasDependencyIds) =>
        TrySpend(length) ? TemplateCompiler.Compile(chunk, start, length, id: null, hasDependencyIds) : null;

    /// <summary>
    /// Where the definition at the offset has its BinXML; false when it does not fit or is not the one with this id, whose
    /// GUID begins with the id.
    /// </summary>
    public static bool TryLocate(ReadOnlySpan<byte> chunk, uint offset, uint id, out int start, out int length)
    {
        start = 0;
        length = 0;
        if (offset >= (uint)chunk.Length || chunk.Length - (int)offset < BinXmlToken.DefinitionHeadBytes)
            return false;
        var head = chunk[(int)offset..];
        var claimed = BinaryPrimitives.ReadUInt32LittleEndian(head[(BinXmlToken.DefinitionHeadBytes - sizeof(uint))..]);
        if (claimed > (uint)(head.Length - BinXmlToken.DefinitionHeadBytes) || BinaryPrimitives.ReadUInt32LittleEndian(head[4..]) != id)
            return false;
        start = (int)offset + BinXmlToken.DefinitionHeadBytes;
        length = (int)claimed;
        return true;
    }

    private EvtxTemplate? Resolve(ReadOnlySpan<byte> chunk, uint offset, uint id)
    {
        if (!TryLocate(chunk, offset, id, out var start, out var length))
            return null;
        var guid = new Guid(chunk.Slice((int)offset + sizeof(uint), 16));
        if (cache.Find(chunk, start, length, guid) is { } known)
            return known;
        if (!TrySpend(length))
            return null;
        var template = TemplateCompiler.Compile(chunk, start, length, guid, hasDependencyIds: true);
        cache.Add(template);
        return template.Nodes.IsEmpty ? null : template;
    }

    private bool TrySpend(int bytes)
    {
        if (bytes > _budget)
            return false;
        _budget -= bytes;
        return true;
    }

    /// <summary>
    /// <c>&lt;Event&gt;&lt;EventData&gt;&lt;Data&gt;value&lt;/Data&gt;…</c> (without <c>Event</c> inside a value): so that every
    /// value can still be seen and searched.
    /// </summary>
    private static EvtxTemplate Placeholder(int valueCount, bool isNested)
    {
        var nodes = ImmutableArray.CreateBuilder<EvtxNode>((3 * valueCount) + 4);
        string[] around = isNested ? ["EventData"] : ["Event", "EventData"];
        var end = (3 * valueCount) + (2 * around.Length) - 1;
        foreach (var name in around)
            nodes.Add(new EvtxNode(EvtxNodeKind.Element, name, -1, default, end--));
        for (var slot = 0; slot < valueCount; slot++)
        {
            nodes.Add(new EvtxNode(EvtxNodeKind.Element, "Data", -1, default, nodes.Count + 2));
            nodes.Add(new EvtxNode(EvtxNodeKind.Substitution, "", slot, EvtxValueType.Null, 0));
            nodes.Add(new EvtxNode(EvtxNodeKind.ElementEnd, "", -1, default, 0));
        }

        foreach (var _ in around)
            nodes.Add(new EvtxNode(EvtxNodeKind.ElementEnd, "", -1, default, 0));
        return new EvtxTemplate(Guid.Empty, nodes.ToImmutable(), valueCount, null) { IsPlaceholder = true };
    }
}
