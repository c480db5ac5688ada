namespace Dwell.Evtx.Values;

/// <summary>
/// The types of BinXML values (MS-EVEN6 2.2.12, <c>ValueType</c>). The names are the format's own. A value with
/// <see cref="Array"/> set is a list of the type below it.
/// </summary>
public enum EvtxValueType : byte
{
    /// <summary>No value.</summary>
    Null = 0x00,

    /// <summary>UTF-16LE text; a terminating NUL may be part of it.</summary>
    String = 0x01,

    /// <summary>Text in the code page of the host that wrote it; read as Latin-1.</summary>
    AnsiString = 0x02,

    /// <summary>8-bit signed.</summary>
    Int8 = 0x03,

    /// <summary>8-bit unsigned.</summary>
    UInt8 = 0x04,

    /// <summary>16-bit signed.</summary>
    Int16 = 0x05,

    /// <summary>16-bit unsigned.</summary>
    UInt16 = 0x06,

    /// <summary>32-bit signed.</summary>
    Int32 = 0x07,

    /// <summary>32-bit unsigned.</summary>
    UInt32 = 0x08,

    /// <summary>64-bit signed.</summary>
    Int64 = 0x09,

    /// <summary>64-bit unsigned.</summary>
    UInt64 = 0x0A,

    /// <summary>32-bit IEEE 754.</summary>
    Real32 = 0x0B,

    /// <summary>64-bit IEEE 754.</summary>
    Real64 = 0x0C,

    /// <summary>A boolean: zero is false; 4 bytes as a rule, other widths occur.</summary>
    Bool = 0x0D,

    /// <summary>Bytes.</summary>
    Binary = 0x0E,

    /// <summary>16 bytes, MS-DTYP 2.3.4.</summary>
    Guid = 0x0F,

    /// <summary>A pointer-sized number, 4 or 8 bytes, written in hex.</summary>
    SizeT = 0x10,

    /// <summary>100 ns since 1601-01-01 UTC, MS-DTYP 2.3.3.</summary>
    FileTime = 0x11,

    /// <summary>Eight 16-bit parts of a UTC time, MS-DTYP 2.3.13.</summary>
    SystemTime = 0x12,

    /// <summary>A security identifier, MS-DTYP 2.4.2.2.</summary>
    Sid = 0x13,

    /// <summary>32 bits, written in hex.</summary>
    HexInt32 = 0x14,

    /// <summary>64 bits, written in hex.</summary>
    HexInt64 = 0x15,

    /// <summary>A handle; not seen in files.</summary>
    EventHandle = 0x20,

    /// <summary>BinXML inside a value: as a rule the template instance of EventData or UserData.</summary>
    BinXml = 0x21,

    /// <summary>XML text; not seen in files.</summary>
    EventXml = 0x23,

    /// <summary>The bit that makes a list of any type.</summary>
    Array = 0x80,
}
