using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Dwell.Evtx.Values;

/// <summary>
/// The text of values in UTF-16, in the forms that analysts' tools agree on: numbers decimal, hex types <c>0x…</c> in
/// lower case, GUIDs in upper case without braces, SIDs <c>S-1-…</c>, times ISO 8601 in UTC with microseconds, booleans
/// <c>true</c> and <c>false</c>, bytes as upper-case hex. A value too short for its type is shown as bytes.
/// </summary>
public static class ValueText
{
    /// <summary>Enough for the text of every type but strings, bytes and arrays; a SID with 15 parts is the longest.</summary>
    public const int MostCharacters = 192;

    private const int MostSidParts = 15;

    /// <summary>The characters of a string value where they lie, without terminating NULs; a last odd byte is left out.</summary>
    public static ReadOnlySpan<char> Characters(ReadOnlySpan<byte> bytes) =>
        MemoryMarshal.Cast<byte, char>(bytes).TrimEnd('\0');

    /// <summary>The text of one value as a string.</summary>
    public static string ToText(ReadOnlySpan<byte> bytes, EvtxValueType type)
    {
        if (type == EvtxValueType.String)
            return Characters(bytes).ToString();
        if (type == EvtxValueType.AnsiString)
            return Encoding.Latin1.GetString(bytes.TrimEnd((byte)0));
        Span<char> text = stackalloc char[MostCharacters];
        return TryFormat(bytes, type, text, out var written) ? text[..written].ToString() : Convert.ToHexString(bytes);
    }

    /// <summary>
    /// Writes the text of one value of a type of bounded length into <paramref name="text"/> (at least
    /// <see cref="MostCharacters"/>). False, and nothing written, for strings, bytes and unknown types, and for a value
    /// that is shorter than its type: those are shown as bytes.
    /// </summary>
    public static bool TryFormat(ReadOnlySpan<byte> bytes, EvtxValueType type, Span<char> text, out int written)
    {
        written = 0;
        switch (type)
        {
            case EvtxValueType.HexInt32 or EvtxValueType.HexInt64 or EvtxValueType.SizeT or EvtxValueType.EventHandle
                when TryReadUnsigned(bytes, out var hex):
                return TryFormatHex(hex, text, out written);
            case EvtxValueType.UInt64 when TryReadUnsigned(bytes, out var large):
                return large.TryFormat(text, out written, default, CultureInfo.InvariantCulture);
            case EvtxValueType.Bool when TryReadUnsigned(bytes, out var truth):
                return (truth != 0 ? "true" : "false").TryCopyTo(text) && (written = truth != 0 ? 4 : 5) > 0;
            case EvtxValueType.Real32 when bytes.Length >= 4:
                return BinaryPrimitives.ReadSingleLittleEndian(bytes).TryFormat(text, out written, default, CultureInfo.InvariantCulture);
            case EvtxValueType.Real64 when bytes.Length >= 8:
                return BinaryPrimitives.ReadDoubleLittleEndian(bytes).TryFormat(text, out written, default, CultureInfo.InvariantCulture);
            case EvtxValueType.Guid when bytes.Length >= 16:
                return TryFormatGuid(bytes, text, out written);
            case EvtxValueType.FileTime or EvtxValueType.SystemTime when TryReadTicks(bytes, type, out var ticks):
                return new DateTime(ticks, DateTimeKind.Utc)
                    .TryFormat(text, out written, "yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
            case EvtxValueType.Sid:
                return TryFormatSid(bytes, text, out written);
            default:
                return TryReadInteger(bytes, type, out var number)
                    && number.TryFormat(text, out written, default, CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The value as an integer: all integer types (unsigned 64 bit up to the largest signed one), hex types and booleans.</summary>
    public static bool TryReadInteger(ReadOnlySpan<byte> bytes, EvtxValueType type, out long number)
    {
        number = 0;
        switch (type)
        {
            case EvtxValueType.Int8 when bytes.Length == 1:
                number = (sbyte)bytes[0];
                return true;
            case EvtxValueType.Int16 when bytes.Length == 2:
                number = BinaryPrimitives.ReadInt16LittleEndian(bytes);
                return true;
            case EvtxValueType.Int32 when bytes.Length == 4:
                number = BinaryPrimitives.ReadInt32LittleEndian(bytes);
                return true;
            case EvtxValueType.Int64 when bytes.Length == 8:
                number = BinaryPrimitives.ReadInt64LittleEndian(bytes);
                return true;
            case EvtxValueType.UInt8 or EvtxValueType.UInt16 or EvtxValueType.UInt32 or EvtxValueType.UInt64
                or EvtxValueType.HexInt32 or EvtxValueType.HexInt64 or EvtxValueType.SizeT or EvtxValueType.Bool:
                var isRead = TryReadUnsigned(bytes, out var unsigned);
                number = (long)unsigned;
                return isRead && number >= 0;
            default:
                return false;
        }
    }

    /// <summary>An unsigned number of 1, 2, 4 or 8 bytes.</summary>
    public static bool TryReadUnsigned(ReadOnlySpan<byte> bytes, out ulong number)
    {
        number = bytes.Length switch
        {
            1 => bytes[0],
            2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            4 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            8 => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            _ => 0,
        };
        return bytes.Length is 1 or 2 or 4 or 8;
    }

    /// <summary>A FILETIME or SYSTEMTIME as ticks of <see cref="DateTime"/>; false when it can't be dated.</summary>
    public static bool TryReadTicks(ReadOnlySpan<byte> bytes, EvtxValueType type, out long ticks)
    {
        ticks = 0;
        if (type == EvtxValueType.FileTime && bytes.Length == 8)
        {
            var fileTime = BinaryPrimitives.ReadInt64LittleEndian(bytes);
            ticks = fileTime + FileTimes.EpochTicks;
            return fileTime >= 0 && fileTime <= FileTimes.Most;
        }

        return type == EvtxValueType.SystemTime && bytes.Length == 16 && TryReadSystemTime(bytes, out ticks);
    }

    private static bool TryReadSystemTime(ReadOnlySpan<byte> bytes, out long ticks)
    {
        var parts = MemoryMarshal.Cast<byte, ushort>(bytes);
        ticks = 0;
        var (year, month, day) = (parts[0], parts[1], parts[3]);
        var (hour, minute, second, millisecond) = (parts[4], parts[5], parts[6], parts[7]);
        if (year is 0 or > 9999 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 59 || millisecond > 999)
            return false;
        ticks = new DateTime(year, month, day, hour, minute, second, millisecond, DateTimeKind.Utc).Ticks;
        return true;
    }

    private static bool TryFormatGuid(ReadOnlySpan<byte> bytes, Span<char> text, out int written)
    {
        if (!new Guid(bytes[..16]).TryFormat(text, out written, "D"))
            return false;
        Ascii.ToUpperInPlace(text[..written], out _);
        return true;
    }

    private static bool TryFormatSid(ReadOnlySpan<byte> bytes, Span<char> text, out int written)
    {
        // Revision, count of sub-authorities, authority (6 bytes, big-endian), sub-authorities: MS-DTYP 2.4.2.2.
        written = 0;
        if (bytes.Length < 8 || bytes[1] > MostSidParts || bytes.Length < 8 + (4 * bytes[1]))
            return false;
        var authority = ((ulong)BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]) << 32) | BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        if (text.Length < MostCharacters)
            return false;
        text[0] = 'S';
        written = 1;
        AppendSidPart(bytes[0], text, ref written);
        AppendSidPart(authority, text, ref written);
        for (var i = 0; i < bytes[1]; i++)
            AppendSidPart(BinaryPrimitives.ReadUInt32LittleEndian(bytes[(8 + (4 * i))..]), text, ref written);
        return true;
    }

    private static void AppendSidPart(ulong part, Span<char> text, ref int written)
    {
        text[written++] = '-';
        part.TryFormat(text[written..], out var digits, default, CultureInfo.InvariantCulture);
        written += digits;
    }

    private static bool TryFormatHex(ulong value, Span<char> text, out int written)
    {
        written = 0;
        if (text.Length < MostCharacters || !value.TryFormat(text[2..], out var digits, "x", CultureInfo.InvariantCulture))
            return false;
        text[0] = '0';
        text[1] = 'x';
        written = 2 + digits;
        return true;
    }
}
