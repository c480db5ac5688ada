using System.Runtime.CompilerServices;

namespace Dwell.Facts.DuckDb.Native;

/// <summary>
/// Writes one column of a chunk where it lies; valid until its appender's chunk is appended. Rows count from 0 and are
/// checked; that the type written is the column's is the caller's.
/// </summary>
internal readonly unsafe struct ColumnWriter
{
    private readonly byte* _values;
    private readonly ulong* _validity;
    private readonly int _rows;

    public ColumnWriter(nint vector, int rows)
    {
        _values = (byte*)DuckApi.VectorData(vector);
        DuckApi.VectorEnsureValidity(vector);
        _validity = DuckApi.VectorValidity(vector);
        _rows = rows;
        new Span<ulong>(_validity, rows / 64).Clear();
    }

    /// <summary>Writes a value of fixed width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write<T>(int row, T value)
        where T : unmanaged
    {
        MarkValid(row);
        ((T*)_values)[row] = value;
    }

    /// <summary>
    /// Writes a text. <paramref name="utf8"/> must be valid UTF-8 in memory that is pinned until the chunk was appended:
    /// texts above <see cref="StringValue.InlineLength"/> bytes are pointed at, not copied.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteText(int row, ReadOnlySpan<byte> utf8)
    {
        MarkValid(row);
        ref var value = ref ((StringValue*)_values)[row];
        if (utf8.Length > StringValue.InlineLength)
        {
            value.Length = (uint)utf8.Length;
            Unsafe.As<byte, int>(ref value.Inlined[0]) = Unsafe.ReadUnaligned<int>(in utf8[0]);
            value.Pointer = (byte*)Unsafe.AsPointer(in utf8[0]);
            return;
        }

        // What the text leaves of the value is zero: the engine compares whole values.
        value = default;
        value.Length = (uint)utf8.Length;
        fixed (byte* inlined = value.Inlined)
            utf8.CopyTo(new Span<byte>(inlined, StringValue.InlineLength));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void MarkValid(int row)
    {
        if ((uint)row >= (uint)_rows)
            ThrowRow(row);
        _validity[row >> 6] |= 1UL << (row & 63);
    }

    private static void ThrowRow(int row) => throw new ArgumentOutOfRangeException(nameof(row), row, "The chunk has no such row.");
}
