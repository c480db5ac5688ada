using System.Text;

namespace Dwell.Facts.DuckDb.Native;

/// <summary>A connection. Not thread-safe, but for <see cref="Interrupt"/>.</summary>
internal sealed class DuckConnection(ConnectionHandle handle) : IDisposable
{
    /// <summary>Runs one or several statements and drops what they return.</summary>
    public void Execute(string sql)
    {
        DuckText.RefuseNul(sql, nameof(sql));
        using var result = new ResultHandle();
        if (DuckApi.Query(handle, sql, result) != DuckState.Success)
            throw new DuckDbException(DuckText.Of(DuckApi.ResultError(result)));
    }

    /// <summary>One statement; <c>?</c> or <c>$1</c> stand for values that are bound later.</summary>
    public DuckStatement Prepare(string sql)
    {
        DuckText.RefuseNul(sql, nameof(sql));
        if (DuckApi.Prepare(handle, sql, out var statement) == DuckState.Success)
            return new DuckStatement(statement);
        using (statement)
            throw new DuckDbException(statement.IsInvalid ? "the statement could not be read" : DuckText.Of(DuckApi.PrepareError(statement)));
    }

    /// <summary>The rows of one statement, chunk by chunk as the engine makes them.</summary>
    public DuckResult Query(string sql, params ReadOnlySpan<object?> values)
    {
        using var statement = Prepare(sql);
        for (var i = 0; i < values.Length; i++)
            statement.Bind(i + 1, values[i]);
        return statement.Stream();
    }

    /// <summary>The first column of the first row as an integer; 0 when there is none.</summary>
    public long QueryInteger(string sql, params ReadOnlySpan<object?> values)
    {
        using var result = Query(sql, values);
        return result.MoveNext() && !result[0].IsNull(0) ? result[0].Read<long>(0) : 0;
    }

    /// <summary>An appender of chunks to a table.</summary>
    public DuckAppender AppendTo(string schema, string table) => AppendTo(null, schema, table);

    /// <summary>An appender of chunks to a table of a catalogue: <c>temp</c> for those of the connection.</summary>
    public DuckAppender AppendTo(string? catalog, string schema, string table)
    {
        if (DuckApi.AppenderCreate(handle, catalog, schema, table, out var appender) == DuckState.Success)
            return new DuckAppender(appender);
        using (appender)
            throw new DuckDbException(appender.IsInvalid ? $"no appender for {table}" : DuckText.Of(DuckApi.AppenderError(appender)));
    }

    /// <summary>Ends what runs on this connection, from any thread; it then throws.</summary>
    public void Interrupt() => DuckApi.Interrupt(handle);

    public void Dispose() => handle.Dispose();
}

/// <summary>A prepared statement. Places of values count from 1.</summary>
internal sealed class DuckStatement(StatementHandle handle) : IDisposable
{
    public int ParameterCount => (int)DuckApi.ParameterCount(handle);

    /// <summary>Types of the columns that it will return.</summary>
    public DuckType[] ColumnTypes =>
        [.. Enumerable.Range(0, (int)DuckApi.PreparedColumnCount(handle)).Select(column => DuckApi.PreparedColumnType(handle, (ulong)column))];

    /// <summary>A <see cref="long"/>, an <see cref="int"/>, a text, or null.</summary>
    public void Bind(int index, object? value)
    {
        var state = value switch
        {
            null => DuckApi.BindNull(handle, (ulong)index),
            long number => DuckApi.BindInt64(handle, (ulong)index, number),
            int number => DuckApi.BindInt64(handle, (ulong)index, number),
            string text => BindText(index, Encoding.UTF8.GetBytes(text)),
            _ => throw new ArgumentException($"{value.GetType().Name} can't be bound.", nameof(value)),
        };
        if (state != DuckState.Success)
            throw new DuckDbException(DuckText.Of(DuckApi.PrepareError(handle)) is { Length: > 0 } said ? said : $"value {index} could not be bound");
    }

    /// <summary>Runs it; rows come as they are asked for.</summary>
    public DuckResult Stream()
    {
        var result = new ResultHandle();
        if (DuckApi.ExecuteStreaming(handle, result) == DuckState.Success)
            return new DuckResult(result);
        using (result)
            throw new DuckDbException(DuckText.Of(DuckApi.ResultError(result)));
    }

    public void Dispose() => handle.Dispose();

    // The engine copies what is bound.
    private unsafe DuckState BindText(int index, ReadOnlySpan<byte> utf8)
    {
        fixed (byte* bytes = utf8)
        {
            byte empty = 0;
            return DuckApi.BindText(handle, (ulong)index, bytes == null ? &empty : bytes, (ulong)utf8.Length);
        }
    }
}
