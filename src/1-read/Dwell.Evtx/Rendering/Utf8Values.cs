using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Dwell.Evtx.Values;

namespace Dwell.Evtx.Rendering;

/// <summary>
/// Values as UTF-8, in the forms of <see cref="ValueText"/>. Types whose text needs no escaping are formatted straight into
/// the output.
/// </summary>
internal static class Utf8Values
{
    /// <summary>Writes the text of one value that is no array and has a text.</summary>
    public static void Append<TSpecials>(Utf8Output output, ReadOnlySpan<byte> bytes, EvtxValueType type, int fractionDigits)
        where TSpecials : struct, ISpecials
    {
        switch (type)
        {
            case EvtxValueType.String:
                Utf8Escaping.Append<TSpecials>(output, ValueText.Characters(bytes));
                break;
            case EvtxValueType.AnsiString:
                AppendAnsi<TSpecials>(output, bytes.TrimEnd((byte)0));
                break;
            case EvtxValueType.HexInt32 or EvtxValueType.HexInt64 or EvtxValueType.SizeT or EvtxValueType.EventHandle
                when ValueText.TryReadUnsigned(bytes, out var hex):
                AppendHex(output, hex);
                break;
            case EvtxValueType.Guid when bytes.Length == 16:
                AppendGuid(output, bytes);
                break;
            case EvtxValueType.FileTime or EvtxValueType.SystemTime when ValueText.TryReadTicks(bytes, type, out var ticks):
                AppendTime(output, ticks, fractionDigits);
                break;
            case EvtxValueType.Sid when TryAppendSid(output, bytes):
                break;
            default:
                AppendOther(output, bytes, type);
                break;
        }
    }

    /// <summary>Integers; false when the value is none.</summary>
    public static bool TryAppendInteger(Utf8Output output, ReadOnlySpan<byte> bytes, EvtxValueType type)
    {
        const int MostDigits = 20;
        if (type == EvtxValueType.UInt64 && bytes.Length == 8)
        {
            Utf8Formatter.TryFormat(BinaryPrimitives.ReadUInt64LittleEndian(bytes), output.Reserve(MostDigits), out var digits);
            output.Advance(digits);
            return true;
        }

        if (type is < EvtxValueType.Int8 or > EvtxValueType.UInt64 || !ValueText.TryReadInteger(bytes, type, out var number))
            return false;
        Utf8Formatter.TryFormat(number, output.Reserve(MostDigits), out var written);
        output.Advance(written);
        return true;
    }

    private static void AppendAnsi<TSpecials>(Utf8Output output, ReadOnlySpan<byte> bytes)
        where TSpecials : struct, ISpecials
    {
        const int Step = 256;
        Span<char> text = stackalloc char[Step];
        while (!bytes.IsEmpty)
        {
            var part = bytes[..Math.Min(Step, bytes.Length)];
            Encoding.Latin1.GetChars(part, text);
            Utf8Escaping.Append<TSpecials>(output, text[..part.Length]);
            bytes = bytes[part.Length..];
        }
    }

    private static void AppendHex(Utf8Output output, ulong value)
    {
        const int MostDigits = 18;
        var room = output.Reserve(MostDigits);
        room[0] = (byte)'0';
        room[1] = (byte)'x';
        Utf8Formatter.TryFormat(value, room[2..], out var digits, new System.Buffers.StandardFormat('x'));
        output.Advance(2 + digits);
    }

    private static void AppendGuid(Utf8Output output, ReadOnlySpan<byte> bytes)
    {
        const int Digits = 36;
        var room = output.Reserve(Digits)[..Digits];
        Utf8Formatter.TryFormat(new Guid(bytes), room, out _);
        Ascii.ToUpperInPlace(room, out _);
        output.Advance(Digits);
    }

    /// <summary>The round-trip form has seven digits, which is what FILETIME has; fewer are cut off.</summary>
    private static void AppendTime(Utf8Output output, long ticks, int fractionDigits)
    {
        const int RoundTripLength = 28;
        const int MostFractionDigits = 7;
        var room = output.Reserve(RoundTripLength);
        new DateTime(ticks, DateTimeKind.Utc).TryFormat(room, out var written, "O", CultureInfo.InvariantCulture);
        var cut = MostFractionDigits - fractionDigits;
        room[written - 1 - cut] = (byte)'Z';
        output.Advance(written - cut);
    }

    private static bool TryAppendSid(Utf8Output output, ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[ValueText.MostCharacters];
        if (!ValueText.TryFormat(bytes, EvtxValueType.Sid, text, out var written))
            return false;
        Narrow(output, text[..written]);
        return true;
    }

    private static void AppendOther(Utf8Output output, ReadOnlySpan<byte> bytes, EvtxValueType type)
    {
        if (TryAppendInteger(output, bytes, type))
            return;
        Span<char> text = stackalloc char[ValueText.MostCharacters];
        if (ValueText.TryFormat(bytes, type, text, out var written))
            Narrow(output, text[..written]);
        else
            AppendBytes(output, bytes);
    }

    private static void AppendBytes(Utf8Output output, ReadOnlySpan<byte> bytes)
    {
        Convert.TryToHexString(bytes, output.Reserve(2 * bytes.Length), out var written);
        output.Advance(written);
    }

    private static void Narrow(Utf8Output output, ReadOnlySpan<char> ascii)
    {
        Ascii.FromUtf16(ascii, output.Reserve(ascii.Length), out var written);
        output.Advance(written);
    }
}
