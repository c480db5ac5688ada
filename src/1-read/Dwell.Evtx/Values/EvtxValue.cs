namespace Dwell.Evtx.Values;

/// <summary>
/// One substitution value of a record, still raw: where its bytes lie in the chunk and what they are.
/// The bytes lie inside the record; this was checked when the record was bound.
/// </summary>
public readonly struct EvtxValue
{
    private readonly int _offset;
    private readonly ushort _length;
    private readonly EvtxValueType _type;
    private readonly byte _instance;

    internal EvtxValue(int offset, int length, EvtxValueType type, byte instance = 0)
    {
        _offset = offset;
        _length = (ushort)length;
        _type = type;
        _instance = instance;
    }

    /// <summary>Bytes from the start of the chunk.</summary>
    public int Offset => _offset;

    /// <summary>How many bytes.</summary>
    public int Length => _length;

    /// <summary>The type that the record declares.</summary>
    public EvtxValueType Type => _type;

    /// <summary>
    /// For <see cref="EvtxValueType.BinXml"/>: the number of the template instance that it holds (see
    /// <see cref="Records.EvtxRecord.Instances"/>). 0 when it holds none that could be read.
    /// </summary>
    public int Instance => _instance;

    /// <summary>True when there is nothing to show: the type is null, or a type that needs bytes has none.</summary>
    public bool IsNull => _type == EvtxValueType.Null
        || (_length == 0 && _type is not (EvtxValueType.String or EvtxValueType.AnsiString));

    /// <summary>True for a list of values.</summary>
    public bool IsArray => (_type & EvtxValueType.Array) != 0;
}
