using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Dwell.Simulator.Evtx;

/// <summary>A typed value as it lies in a record: the BinXML type and the bytes.</summary>
public sealed class EventValue
{
    private EventValue(EventValueType type, byte[] bytes)
    {
        Type = type;
        Bytes = bytes;
    }

    /// <summary>No value: type 0, no bytes.</summary>
    public static EventValue Null { get; } = new(EventValueType.Null, []);

    /// <summary>A nested fragment that the chunk writes where this value would stand.</summary>
    internal static EventValue BinXmlInPlace { get; } = new(EventValueType.BinXml, []);

    /// <summary>The type that the descriptor names.</summary>
    public EventValueType Type { get; }

    /// <summary>The value, little-endian as a rule.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    public static implicit operator EventValue(string? text) => text is null ? Null : String(text);

    public static EventValue String(string text) => new(EventValueType.String, Encoding.Unicode.GetBytes(text));

    /// <summary>A text in the system's code page; here ASCII, which all of them share.</summary>
    public static EventValue Ansi(string text) => new(EventValueType.AnsiString, Encoding.ASCII.GetBytes(text));

    public static EventValue Int8(sbyte value) => new(EventValueType.Int8, [(byte)value]);

    public static EventValue UInt8(byte value) => new(EventValueType.UInt8, [value]);

    public static EventValue Int16(short value) => Number(EventValueType.Int16, 2, (ulong)value);

    public static EventValue UInt16(ushort value) => Number(EventValueType.UInt16, 2, value);

    public static EventValue Int32(int value) => Number(EventValueType.Int32, 4, (ulong)value);

    public static EventValue UInt32(uint value) => Number(EventValueType.UInt32, 4, value);

    public static EventValue Int64(long value) => Number(EventValueType.Int64, 8, (ulong)value);

    public static EventValue UInt64(ulong value) => Number(EventValueType.UInt64, 8, value);

    public static EventValue Single(float value) =>
        Number(EventValueType.Single, 4, BitConverter.SingleToUInt32Bits(value));

    public static EventValue Double(double value) =>
        Number(EventValueType.Double, 8, BitConverter.DoubleToUInt64Bits(value));

    /// <summary>Four bytes, as a Win32 BOOL.</summary>
    public static EventValue Boolean(bool value) => Number(EventValueType.Boolean, 4, value ? 1UL : 0);

    public static EventValue Binary(ReadOnlySpan<byte> value) => new(EventValueType.Binary, value.ToArray());

    public static EventValue Guid(Guid value) => new(EventValueType.Guid, value.ToByteArray());

    /// <summary>A pointer-sized number, here of 64 bits.</summary>
    public static EventValue Size(ulong value) => Number(EventValueType.Size, 8, value);

    /// <summary>A time as FILETIME; <paramref name="utc"/> must be UTC.</summary>
    public static EventValue FileTime(DateTime utc) => Number(EventValueType.FileTime, 8, (ulong)FileTimeOf(utc));

    /// <summary>
    /// A time as SYSTEMTIME: year, month, day of week, day, hour, minute, second, millisecond, 16 bits each.
    /// </summary>
    public static EventValue SystemTime(DateTime utc)
    {
        ReadOnlySpan<int> parts =
            [utc.Year, utc.Month, (int)utc.DayOfWeek, utc.Day, utc.Hour, utc.Minute, utc.Second, utc.Millisecond];
        var bytes = new byte[2 * parts.Length];
        for (var index = 0; index < parts.Length; index++)
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2 * index), (ushort)parts[index]);
        return new(EventValueType.SystemTime, bytes);
    }

    /// <summary>A security identifier written as <c>S-1-5-21-…</c>.</summary>
    public static EventValue Sid(string sid) => new(EventValueType.Sid, SidBytes(sid));

    public static EventValue HexInt32(uint value) => Number(EventValueType.HexInt32, 4, value);

    public static EventValue HexInt64(ulong value) => Number(EventValueType.HexInt64, 8, value);

    /// <summary>An array of texts, each ended by a zero, as the classic event interface writes its strings.</summary>
    public static EventValue Strings(params IEnumerable<string> texts) =>
        new(EventValueType.StringArray, [.. texts.SelectMany(text => Encoding.Unicode.GetBytes(text + '\0'))]);

    /// <summary>
    /// An array of values of one fixed-size type; throws <see cref="ArgumentException"/> for others.
    /// </summary>
    public static EventValue ArrayOf(params IReadOnlyList<EventValue> items)
    {
        ArgumentOutOfRangeException.ThrowIfZero(items.Count);
        var type = items[0].Type;
        if (type is EventValueType.Null or EventValueType.String or EventValueType.AnsiString or EventValueType.Binary
            || type >= EventValueType.BinXml || items.Any(item => item.Type != type))
        {
            throw new ArgumentException("An array needs items of one fixed-size type; texts have Strings.",
                nameof(items));
        }

        return new(EventValueType.Array | type, [.. items.SelectMany(item => item.Bytes.ToArray())]);
    }

    /// <summary>100 ns since 1601-01-01; throws when the kind of the time is not UTC.</summary>
    internal static long FileTimeOf(DateTime utc) => utc.Kind == DateTimeKind.Utc
        ? utc.ToFileTimeUtc()
        : throw new ArgumentException("The time of an event must be UTC.", nameof(utc));

    // The low bytes of a number, the lowest first.
    private static EventValue Number(EventValueType type, int size, ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return new(type, bytes[..size].ToArray());
    }

    // MS-DTYP 2.4.2.2: revision, count of sub-authorities, authority (48 bits big-endian), sub-authorities (32 bits
    // little-endian).
    private static byte[] SidBytes(string sid)
    {
        var parts = sid.Split('-');
        if (parts.Length < 3 || parts[0] != "S")
            throw new ArgumentException($"'{sid}' is no SID: it must read S-1-authority-….", nameof(sid));

        var bytes = new byte[8 + (4 * (parts.Length - 3))];
        bytes[0] = byte.Parse(parts[1], CultureInfo.InvariantCulture);
        bytes[1] = (byte)(parts.Length - 3);
        Span<byte> authority = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(authority, ulong.Parse(parts[2], CultureInfo.InvariantCulture));
        authority[2..].CopyTo(bytes.AsSpan(2));
        for (var index = 3; index < parts.Length; index++)
        {
            var subAuthority = uint.Parse(parts[index], CultureInfo.InvariantCulture);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8 + (4 * (index - 3))), subAuthority);
        }

        return bytes;
    }
}
