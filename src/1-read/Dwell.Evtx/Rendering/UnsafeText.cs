using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Dwell.Evtx.Rendering;

/// <summary>
/// The only place of this library where bounds are not checked by the runtime: vector loads and stores at a place in a
/// span. Each one first makes sure that the whole vector lies inside.
/// </summary>
internal static class UnsafeText
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ushort> Load512(ReadOnlySpan<char> text, int at)
    {
        // Valid: 32 units from `at` are inside, or this throws.
        ThrowUnless((uint)at <= (uint)text.Length && text.Length - at >= Vector512<ushort>.Count);
        return Vector512.LoadUnsafe(ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text)), (nuint)at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ushort> Load128(ReadOnlySpan<char> text, int at)
    {
        // Valid: 8 units from `at` are inside, or this throws.
        ThrowUnless((uint)at <= (uint)text.Length && text.Length - at >= Vector128<ushort>.Count);
        return Vector128.LoadUnsafe(ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text)), (nuint)at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<byte> bytes, Span<byte> room, int at)
    {
        // Valid: 32 bytes from `at` are inside, or this throws.
        ThrowUnless((uint)at <= (uint)room.Length && room.Length - at >= Vector256<byte>.Count);
        bytes.StoreUnsafe(ref MemoryMarshal.GetReference(room), (nuint)at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector64<byte> bytes, Span<byte> room, int at)
    {
        // Valid: 8 bytes from `at` are inside, or this throws.
        ThrowUnless((uint)at <= (uint)room.Length && room.Length - at >= Vector64<byte>.Count);
        bytes.StoreUnsafe(ref MemoryMarshal.GetReference(room), (nuint)at);
    }

    /// <summary>The low byte of each unit; one instruction where there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Narrow(Vector512<ushort> units) =>
        Avx512BW.IsSupported ? Avx512BW.ConvertToVector256Byte(units) : Vector512.Narrow(units, units).GetLower();

    /// <summary>Copies 32 bytes from a place in <paramref name="source"/>: a short literal and whatever stands behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy32(ReadOnlySpan<byte> source, int at, Span<byte> room)
    {
        // Valid: 32 bytes from `at` are inside, or this throws; the store checks its own side.
        ThrowUnless((uint)at <= (uint)source.Length && source.Length - at >= Vector256<byte>.Count);
        Store(Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(source), (nuint)at), room, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ThrowUnless(bool isInside)
    {
        if (!isInside)
            throw new ArgumentOutOfRangeException(nameof(isInside), "A vector does not lie inside of its span.");
    }
}
