using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ThrowUnless(bool isInside)
    {
        if (!isInside)
            throw new ArgumentOutOfRangeException(nameof(isInside), "A vector does not lie inside of its span.");
    }
}
