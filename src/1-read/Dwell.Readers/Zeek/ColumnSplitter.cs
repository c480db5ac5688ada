using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dwell.Readers.Zeek;

/// <summary>Finds the ends of columns in a row. One pass over the bytes: values are short, a search for each would cost more.</summary>
internal static class ColumnSplitter
{
    /// <summary>
    /// Writes where each column ends (exclusive) and gives how many there are, at most as many as <paramref name="ends"/> takes:
    /// the rest of the row then lies behind the last.
    /// </summary>
    public static int Split(ReadOnlySpan<byte> row, byte separator, Span<int> ends)
    {
        var count = 0;
        var at = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref var first = ref MemoryMarshal.GetReference(row);
            var wanted = Vector256.Create(separator);
            for (; at <= row.Length - Vector256<byte>.Count; at += Vector256<byte>.Count)
            {
                var hits = Vector256.Equals(Vector256.LoadUnsafe(ref first, (nuint)at), wanted).ExtractMostSignificantBits();
                for (; hits != 0; hits &= hits - 1)
                {
                    if (count == ends.Length)
                        return count;
                    ends[count++] = at + BitOperations.TrailingZeroCount(hits);
                }
            }
        }

        for (; at < row.Length; at++)
        {
            if (row[at] != separator)
                continue;
            if (count == ends.Length)
                return count;
            ends[count++] = at;
        }

        if (count < ends.Length)
            ends[count++] = row.Length;
        return count;
    }

    /// <summary>The same for a separator of any length; with none the row is one column.</summary>
    public static int Split(ReadOnlySpan<byte> row, ReadOnlySpan<byte> separator, Span<int> ends)
    {
        var count = 0;
        for (var at = 0; count < ends.Length; at = ends[count - 1] + separator.Length)
        {
            var next = separator.IsEmpty ? -1 : row[at..].IndexOf(separator);
            ends[count++] = next < 0 ? row.Length : at + next;
            if (next < 0)
                break;
        }

        return count;
    }
}
