namespace Dwell.Evtx.Values;

/// <summary>How wide values are.</summary>
internal static class ValueSizes
{
    /// <summary>Bytes of one value of the type (without the array bit); 0 for types of varying width.</summary>
    public static int FixedSizeOf(EvtxValueType type) => type switch
    {
        EvtxValueType.Int8 or EvtxValueType.UInt8 => 1,
        EvtxValueType.Int16 or EvtxValueType.UInt16 => 2,
        EvtxValueType.Int32 or EvtxValueType.UInt32 or EvtxValueType.Real32 or EvtxValueType.Bool or EvtxValueType.HexInt32 => 4,
        EvtxValueType.Int64 or EvtxValueType.UInt64 or EvtxValueType.Real64 or EvtxValueType.HexInt64 or EvtxValueType.FileTime => 8,
        EvtxValueType.Guid or EvtxValueType.SystemTime => 16,
        _ => 0,
    };
}
