using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Dwell.Evtx.Checksums;

/// <summary>
/// CRC-32 by carry-less multiplication: folds four 128-bit lanes at a time, then one, then reduces (Gopal et al., "Fast
/// CRC Computation for Generic Polynomials Using PCLMULQDQ", Intel 2009). The constants are x^n mod P, bit-reflected,
/// for the distances that the folds cover; they are computed below from the polynomial rather than copied.
/// </summary>
internal static class CarrylessCrc32
{
    /// <summary>Below this the tables win.</summary>
    public const int LeastBytes = 64;

    private const int Lane = 16;
    private static readonly Vector128<ulong> FoldFour = Vector128.Create(PowerOfX((4 * 128) + 32), PowerOfX((4 * 128) - 32));
    private static readonly Vector128<ulong> FoldOne = Vector128.Create(PowerOfX(128 + 32), PowerOfX(128 - 32));

    public static bool IsSupported => Pclmulqdq.IsSupported && Sse41.IsSupported;

    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        var lanes = MemoryMarshal.Cast<byte, Vector128<ulong>>(bytes);
        var x0 = lanes[0] ^ Vector128.CreateScalar((uint)~crc).AsUInt64();
        var x1 = lanes[1];
        var x2 = lanes[2];
        var x3 = lanes[3];
        var next = 4;
        for (; next + 4 <= lanes.Length; next += 4)
        {
            x0 = Fold(x0, FoldFour) ^ lanes[next];
            x1 = Fold(x1, FoldFour) ^ lanes[next + 1];
            x2 = Fold(x2, FoldFour) ^ lanes[next + 2];
            x3 = Fold(x3, FoldFour) ^ lanes[next + 3];
        }

        x0 = Fold(x0, FoldOne) ^ x1;
        x0 = Fold(x0, FoldOne) ^ x2;
        x0 = Fold(x0, FoldOne) ^ x3;
        for (; next < lanes.Length; next++)
            x0 = Fold(x0, FoldOne) ^ lanes[next];

        // The 16 bytes that are left have the same remainder as all bytes before them: the tables finish them, starting
        // from the register value 0 (which is the checksum ~0 of the public form).
        Span<byte> folded = stackalloc byte[Lane];
        x0.AsByte().CopyTo(folded);
        return Crc32.AppendByTable(Crc32.AppendByTable(~0u, folded), bytes[(lanes.Length * Lane)..]);
    }

    private static Vector128<ulong> Fold(Vector128<ulong> x, Vector128<ulong> k) =>
        Pclmulqdq.CarrylessMultiply(x, k, 0x00) ^ Pclmulqdq.CarrylessMultiply(x, k, 0x11);

    /// <summary>x^exponent mod P, 32 bits reflected and shifted to where a reflected 64-bit product expects it.</summary>
    private static ulong PowerOfX(int exponent)
    {
        var value = 0x80000000u;
        for (var i = 0; i < exponent; i++)
            value = (value & 1) != 0 ? (value >> 1) ^ 0xEDB88320u : value >> 1;
        return (ulong)value << 1;
    }
}
