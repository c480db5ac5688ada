using System.Collections.Immutable;
using System.Text;

namespace Dwell.Facts.DuckDb.Native;

/// <summary>The rows of a query, one chunk (up to 2,048 rows) at a time.</summary>
internal sealed class DuckResult : IDisposable
{
    private readonly ResultHandle _handle;
    private ChunkHandle? _chunk;

    public DuckResult(ResultHandle handle)
    {
        _handle = handle;
        var count = (int)DuckApi.ColumnCount(handle);
        Columns = [.. Enumerable.Range(0, count).Select(i => (
            DuckText.Of(DuckApi.ColumnName(handle, (ulong)i)), DuckApi.ColumnType(handle, (ulong)i)))];
    }

    /// <summary>Names and types.</summary>
    public ImmutableArray<(string Name, DuckType Type)> Columns { get; }

    /// <summary>Rows in the current chunk.</summary>
    public int RowCount { get; private set; }

    /// <summary>A column of the current chunk; valid until the next call to <see cref="MoveNext"/>.</summary>
    public DuckVector this[int column]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)Columns.Length, nameof(column));
            return new DuckVector(DuckApi.ChunkVector(_chunk ?? throw new InvalidOperationException("Call MoveNext first."), (ulong)column), RowCount);
        }
    }

    /// <summary>Goes to the next chunk; false at the end. Throws <see cref="DuckDbException"/> when the query fails on the way.</summary>
    public bool MoveNext()
    {
        while (true)
        {
            _chunk?.Dispose();
            _chunk = null;
            RowCount = 0;
            var chunk = _handle.Fetch();
            if (chunk.IsInvalid)
            {
                chunk.Dispose();
                return DuckText.Of(DuckApi.ResultError(_handle)) is { Length: > 0 } error ? throw new DuckDbException(error) : false;
            }

            _chunk = chunk;
            RowCount = (int)DuckApi.ChunkSize(chunk);
            if (RowCount > 0)
                return true;
        }
    }

    public void Dispose()
    {
        _chunk?.Dispose();
        _handle.Dispose();
    }
}

/// <summary>One column of a chunk, read where it lies.</summary>
internal readonly unsafe ref struct DuckVector
{
    private readonly byte* _values;
    private readonly ulong* _validity;
    private readonly int _rows;

    public DuckVector(nint vector, int rows)
    {
        _values = (byte*)DuckApi.VectorData(vector);
        _validity = DuckApi.VectorValidity(vector);
        _rows = rows;
    }

    public bool IsNull(int row)
    {
        Check(row);
        return _validity != null && (_validity[row / 64] & (1UL << (row % 64))) == 0;
    }

    /// <summary>The value of a fixed width; the caller knows the column's type. Rubbish where <see cref="IsNull"/>.</summary>
    public T Read<T>(int row)
        where T : unmanaged
    {
        Check(row);
        return ((T*)_values)[row];
    }

    /// <summary>The UTF-8 of a VARCHAR, valid as long as the chunk; empty where <see cref="IsNull"/>.</summary>
    public ReadOnlySpan<byte> Utf8(int row)
    {
        if (IsNull(row))
            return default;
        ref var value = ref ((StringValue*)_values)[row];
        if (value.Length > StringValue.InlineLength)
            return new ReadOnlySpan<byte>(value.Pointer, checked((int)value.Length));
        fixed (byte* inlined = value.Inlined)
            return new ReadOnlySpan<byte>(inlined, (int)value.Length);
    }

    /// <summary>The text of a VARCHAR; null where <see cref="IsNull"/>.</summary>
    public string? Text(int row) => IsNull(row) ? null : Encoding.UTF8.GetString(Utf8(row));

    private void Check(int row) => ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)_rows, nameof(row));
}
