using System.Runtime.CompilerServices;
using Dwell.Evtx.Templates;
using Dwell.Evtx.Values;

namespace Dwell.Evtx.Records;

/// <summary>
/// One record: templates, and a table of (type, offset, length) over the bytes of its chunk. Nothing is formatted until
/// something asks. A chunk reader has one such object and fills it anew for each record: what it says is valid until
/// the reader moves on.
/// </summary>
public sealed class EvtxRecord
{
    private ReadOnlyMemory<byte> _chunk;
    private EvtxInstance[] _instances = new EvtxInstance[4];
    private EvtxValue[] _values = new EvtxValue[64];
    private int _instanceCount;
    private int _valueCount;

    internal EvtxRecord()
    {
    }

    /// <summary>Index of the chunk in the file, from 0.</summary>
    public long ChunkIndex { get; private set; }

    /// <summary>Bytes from the start of the file to the chunk.</summary>
    public long ChunkOffset { get; private set; }

    /// <summary>Bytes from the start of the chunk to the record.</summary>
    public int OffsetInChunk { get; private set; }

    /// <summary>Bytes from the start of the file to the record.</summary>
    public long Offset => ChunkOffset + OffsetInChunk;

    /// <summary>Bytes of the record, with its head and the copy of its length.</summary>
    public int Length { get; private set; }

    /// <summary>The record id in the record's head.</summary>
    public ulong Id { get; private set; }

    /// <summary>When the log service wrote it: FILETIME, 100 ns since 1601-01-01 UTC, from the record's head.</summary>
    public long WrittenFileTime { get; private set; }

    /// <summary>True when the record lay outside of what its file declares as live: slack, behind a torn record, in an undeclared chunk.</summary>
    public bool Recovered { get; private set; }

    /// <summary>True when something of it could not be read: a missing or damaged template, values beyond its end.</summary>
    public bool Partial { get; private set; }

    /// <summary>All bytes of the chunk; offsets of values count from its start.</summary>
    public ReadOnlySpan<byte> Chunk => _chunk.Span;

    /// <summary>The bytes of the record.</summary>
    public ReadOnlySpan<byte> Bytes => Chunk.Slice(OffsetInChunk, Length);

    /// <summary>The template instances: first the outer one, then those inside its values. Never empty.</summary>
    public ReadOnlySpan<EvtxInstance> Instances => _instances.AsSpan(0, _instanceCount);

    /// <summary>The values of all instances.</summary>
    public ReadOnlySpan<EvtxValue> Values => _values.AsSpan(0, _valueCount);

    /// <summary>The value at a slot of an instance; slots beyond the instance's values are null.</summary>
    public EvtxValue ValueAt(in EvtxInstance instance, int slot) =>
        (uint)slot < (uint)instance.ValueCount ? _values[instance.FirstValue + slot] : default;

    /// <summary>The bytes of a value.</summary>
    public ReadOnlySpan<byte> BytesOf(EvtxValue value) => Chunk.Slice(value.Offset, value.Length);

    internal void Begin(ReadOnlyMemory<byte> chunk, long chunkIndex, long chunkOffset)
    {
        _chunk = chunk;
        ChunkIndex = chunkIndex;
        ChunkOffset = chunkOffset;
        _instanceCount = 0;
        _valueCount = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Begin(int offset, int length, ulong id, long written, bool recovered)
    {
        OffsetInChunk = offset;
        Length = length;
        Id = id;
        WrittenFileTime = written;
        Recovered = recovered;
        Partial = false;
        _instanceCount = 0;
        _valueCount = 0;
    }

    internal void MarkPartial() => Partial = true;

    /// <summary>Room for the values of one more instance, to be filled by the binder; empty when the record has too many.</summary>
    internal Span<EvtxValue> AddInstance(EvtxTemplate template, int valueCount, int definitionOffset, out int instance)
    {
        instance = _instanceCount;
        if (instance >= EvtxLimits.InstancesPerRecord || valueCount > EvtxLimits.ValuesPerRecord - _valueCount)
        {
            instance = -1;
            return default;
        }

        if (_instanceCount == _instances.Length)
            Array.Resize(ref _instances, _instances.Length * 2);
        if (valueCount > _values.Length - _valueCount)
            Array.Resize(ref _values, Math.Max(_values.Length * 2, _valueCount + valueCount));
        _instances[_instanceCount++] = new EvtxInstance(template, _valueCount, valueCount, definitionOffset);
        var room = _values.AsSpan(_valueCount, valueCount);
        _valueCount += valueCount;
        return room;
    }

    internal void SetValue(int index, EvtxValue value) => _values[index] = value;

    internal EvtxValue GetValue(int index) => _values[index];
}
