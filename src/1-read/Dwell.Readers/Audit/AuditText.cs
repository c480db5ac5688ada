using System.Buffers;

namespace Dwell.Readers.Audit;

/// <summary>The forms in which audit writes text.</summary>
internal static class AuditText
{
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789ABCDEF"u8);

    /// <summary>True for pairs of hex digits in capitals, as the kernel and libaudit write texts that need it.</summary>
    public static bool IsHex(ReadOnlySpan<byte> value) =>
        value.Length >= 2 && value.Length % 2 == 0 && !value.ContainsAnyExcept(HexDigits);

    /// <summary>Turns hex digits into the bytes that they stand for; <paramref name="text"/> holds half as many.</summary>
    public static void Decode(ReadOnlySpan<byte> hex, Span<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
            text[i] = (byte)((Digit(hex[i * 2]) << 4) | Digit(hex[(i * 2) + 1]));
    }

    /// <summary>True for what stands for no value: <c>(null)</c> of the kernel, <c>?</c> of programs.</summary>
    public static bool IsNothing(ReadOnlySpan<byte> value) => value.SequenceEqual("(null)"u8) || value.SequenceEqual("?"u8);

    private static int Digit(byte digit) => digit <= '9' ? digit - '0' : digit - 'A' + 10;
}
