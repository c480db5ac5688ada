using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Dwell.Evtx.Rendering;

/// <summary>
/// UTF-16 to UTF-8 with escaping in one pass. Runs of plain ASCII, which is nearly everything, are checked and narrowed
/// 32 or 8 characters at a time; anything else goes through <see cref="AppendSpecial"/> one character at a time.
/// Characters that the target can't hold (lone surrogates, control characters in XML) become U+FFFD.
/// </summary>
internal static class Utf8Escaping
{
    private const int Wide = 32;
    private const int Narrow = 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Append<TSpecials>(Utf8Output output, ReadOnlySpan<char> text)
        where TSpecials : struct, ISpecials
    {
        // Room for plain text and the vectors' overhang; special characters reserve for themselves.
        var room = output.Reserve(text.Length + Wide);
        var written = 0;
        while (true)
        {
            var plain = CopyPlain<TSpecials>(text, room[written..]);
            written += plain;
            if (plain == text.Length)
                break;
            text = text[plain..];
            output.Advance(written);
            text = text[AppendSpecial<TSpecials>(output, text)..];
            room = output.Reserve(text.Length + Wide);
            written = 0;
        }

        output.Advance(written);
    }

    /// <summary>
    /// Narrows characters up to the first special one and returns how many. <paramref name="room"/> has at least
    /// 32 bytes more than <paramref name="text"/> has characters.
    /// </summary>
    private static int CopyPlain<TSpecials>(ReadOnlySpan<char> text, Span<byte> room)
        where TSpecials : struct, ISpecials
    {
        var done = 0;
        if (Vector512.IsHardwareAccelerated && text.Length >= Wide && CopyPlain512<TSpecials>(text, room, ref done))
            return done;
        if (Vector128.IsHardwareAccelerated && CopyPlain128<TSpecials>(text, room, ref done))
            return done;
        CopyPlainOne<TSpecials>(text, room, ref done);
        return done;
    }

    /// <summary>Goes on from <paramref name="done"/> while whole vectors are left; true when a special character was met there.</summary>
    internal static bool CopyPlain512<TSpecials>(ReadOnlySpan<char> text, Span<byte> room, ref int done)
        where TSpecials : struct, ISpecials
    {
        for (; text.Length - done >= Wide; done += Wide)
        {
            var units = UnsafeText.Load512(text, done);
            UnsafeText.Store(UnsafeText.Narrow(units), room, done);
            var special = TSpecials.Find(units);
            if (special == 0)
                continue;
            done += BitOperations.TrailingZeroCount(special);
            return true;
        }

        return false;
    }

    /// <summary>
    /// The same with eight characters a step. The last step overlaps the one before, so that only texts shorter than
    /// eight characters go on one by one; what it sees again is known to be plain.
    /// </summary>
    internal static bool CopyPlain128<TSpecials>(ReadOnlySpan<char> text, Span<byte> room, ref int done)
        where TSpecials : struct, ISpecials
    {
        while (done < text.Length && text.Length >= Narrow)
        {
            var at = Math.Min(done, text.Length - Narrow);
            var units = UnsafeText.Load128(text, at);
            UnsafeText.Store(Vector128.Narrow(units, units).GetLower(), room, at);
            var special = TSpecials.Find(units);
            done = at + Narrow;
            if (special == 0)
                continue;
            done = at + BitOperations.TrailingZeroCount(special);
            return true;
        }

        return false;
    }

    /// <summary>The same one by one: the reference for both.</summary>
    internal static bool CopyPlainOne<TSpecials>(ReadOnlySpan<char> text, Span<byte> room, ref int done)
        where TSpecials : struct, ISpecials
    {
        for (; done < text.Length; done++)
        {
            var unit = text[done];
            if (TSpecials.IsSpecial(unit))
                return true;
            room[done] = (byte)unit;
        }

        return false;
    }

    /// <summary>Writes the special character that the text begins with, and returns how many units it had.</summary>
    private static int AppendSpecial<TSpecials>(Utf8Output output, ReadOnlySpan<char> text)
        where TSpecials : struct, ISpecials
    {
        var unit = text[0];
        if (unit < 0x80)
        {
            TSpecials.AppendAscii(output, (byte)unit);
            return 1;
        }

        var status = Rune.DecodeFromUtf16(text, out var rune, out var consumed);
        if (status != OperationStatus.Done || !TSpecials.CanHold(rune))
            rune = Rune.ReplacementChar;
        output.Advance(rune.EncodeToUtf8(output.Reserve(4)));
        return consumed;
    }
}
