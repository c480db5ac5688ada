using System.Buffers;
using System.Text;

namespace Dwell.Readers.Zeek;

/// <summary>
/// The text of Zeek's strings. The ASCII writer writes bytes that would disturb it as <c>\xHH</c> and a backslash as two; the
/// JSON writer leaves line ends and backslashes to JSON, and writes other bytes that are no printable text as <c>\xHH</c>. Both
/// become one form here, the JSON writer's: printable text, with <c>\xhh</c> for what is none.
/// </summary>
internal static class ZeekText
{
    // What one byte becomes at most: \x00.
    private const int MostBytesPerByte = 4;

    /// <summary>Room that <see cref="Normalize"/> may need.</summary>
    public static int MostBytes(int length) => length * MostBytesPerByte;

    /// <summary>
    /// Writes a value of the ASCII writer in the common form and gives its length; <paramref name="target"/> has
    /// <see cref="MostBytes"/>.
    /// </summary>
    public static int Normalize(ReadOnlySpan<byte> value, Span<byte> target)
    {
        var plain = ArrayPool<byte>.Shared.Rent(value.Length);
        try
        {
            return WritePrintable(plain.AsSpan(0, DecodeEscapes(value, plain)), target);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain);
        }
    }

    /// <summary>Undoes <c>\xHH</c> and <c>\\</c>; any other backslash stays. Gives the length, at most that of the value.</summary>
    public static int DecodeEscapes(ReadOnlySpan<byte> value, Span<byte> target)
    {
        var used = 0;
        for (var i = 0; i < value.Length; i++)
        {
            var rest = value[i..];
            if (rest[0] == '\\' && rest.Length >= 4 && rest[1] == 'x' && HexAt(rest, 2) is >= 0 and var hex)
            {
                target[used++] = (byte)hex;
                i += 3;
                continue;
            }

            if (rest[0] == '\\' && rest.Length >= 2 && rest[1] == '\\')
                i++;
            target[used++] = rest[0];
        }

        return used;
    }

    private static int WritePrintable(ReadOnlySpan<byte> bytes, Span<byte> target)
    {
        var used = 0;
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var consumed);
            if (status == OperationStatus.Done && IsKept(rune))
            {
                bytes[..consumed].CopyTo(target[used..]);
                used += consumed;
            }
            else
            {
                foreach (var b in bytes[..consumed])
                {
                    "\\x"u8.CopyTo(target[used..]);
                    target[used + 2] = HexDigit(b >> 4);
                    target[used + 3] = HexDigit(b & 15);
                    used += MostBytesPerByte;
                }
            }

            bytes = bytes[consumed..];
        }

        return used;
    }

    // The JSON writer keeps the controls that JSON has a short form for.
    private static bool IsKept(Rune rune) => rune.Value is >= 0x20 and not 0x7F or '\b' or '\t' or '\n' or '\f' or '\r';

    private static byte HexDigit(int value) => (byte)(value < 10 ? '0' + value : 'a' + value - 10);

    private static int HexAt(ReadOnlySpan<byte> text, int at)
    {
        var high = Digit(text[at]);
        var low = Digit(text[at + 1]);
        return high < 0 || low < 0 ? -1 : (high << 4) | low;

        static int Digit(byte c) =>
            char.IsAsciiHexDigit((char)c) ? (char.IsAsciiDigit((char)c) ? c - '0' : (c | 0x20) - 'a' + 10) : -1;
    }
}
