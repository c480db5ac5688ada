using System.Collections.Immutable;

namespace Dwell.Facts.DuckDb.Native;

/// <summary>
/// Appends rows to a table, a chunk at a time: values are written straight into the vectors of one chunk that is used again
/// and again. What was not flushed when the appender is disposed of is forgotten.
/// </summary>
internal sealed unsafe class DuckAppender : IDisposable
{
    private readonly AppenderHandle _handle;
    private readonly ChunkHandle _chunk;
    private readonly ColumnWriter[] _columns;

    public DuckAppender(AppenderHandle handle)
    {
        _handle = handle;
        var types = new nint[(int)DuckApi.AppenderColumnCount(handle)];
        for (var i = 0; i < types.Length; i++)
            types[i] = DuckApi.AppenderColumnType(handle, (ulong)i);
        fixed (nint* first = types)
            _chunk = DuckApi.CreateDataChunk(first, (ulong)types.Length);
        Types = [.. types.Select(DuckApi.TypeOf)];
        for (var i = 0; i < types.Length; i++)
            DuckApi.DestroyLogicalType(ref types[i]);
        _columns = new ColumnWriter[types.Length];
        BeginChunk();
    }

    /// <summary>Rows that fit into a chunk.</summary>
    public static int ChunkRows { get; } = (int)DuckApi.VectorSize();

    /// <summary>Types of the table's columns.</summary>
    public ImmutableArray<DuckType> Types { get; }

    /// <summary>The columns of the chunk that is being filled; all values are null until written.</summary>
    public ReadOnlySpan<ColumnWriter> Columns => _columns;

    /// <summary>
    /// Hands the first <paramref name="rows"/> rows over to the engine, which copies them, and begins the next chunk.
    /// </summary>
    public void Append(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)rows, (uint)ChunkRows, nameof(rows));
        DuckApi.ChunkSetSize(_chunk, (ulong)rows);
        ThrowOnError(DuckApi.AppendDataChunk(_handle, _chunk));
        BeginChunk();
    }

    /// <summary>Moves what was appended into the table, inside the connection's transaction.</summary>
    public void Flush() => ThrowOnError(DuckApi.AppenderFlush(_handle));

    public void Dispose()
    {
        // Destroying would flush: what was not flushed on purpose must not get in by the way of an exception.
        if (!_handle.IsClosed)
            DuckApi.AppenderClear(_handle);
        _handle.Dispose();
        _chunk.Dispose();
    }

    private void BeginChunk()
    {
        DuckApi.ChunkReset(_chunk);
        for (var i = 0; i < _columns.Length; i++)
            _columns[i] = new ColumnWriter(DuckApi.ChunkVector(_chunk, (ulong)i), ChunkRows);
    }

    private void ThrowOnError(DuckState state)
    {
        if (state != DuckState.Success)
            throw new DuckDbException(DuckText.Of(DuckApi.AppenderError(_handle)) is { Length: > 0 } said ? said : "rows could not be appended");
    }
}
