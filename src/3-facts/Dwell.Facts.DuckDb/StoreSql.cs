using System.Collections.Immutable;
using Dwell.Facts.DuckDb.Native;
using Dwell.Facts.DuckDb.Schema;

namespace Dwell.Facts.DuckDb;

/// <summary>
/// A finished store for people's own queries: read only, no other file within reach but those of a folder named for exports,
/// nothing that a query could set. Any number of processes may have it open so.
/// </summary>
public sealed class StoreSql : IDisposable
{
    private readonly DuckDatabase _database;
    private readonly DuckConnection _connection;

    private StoreSql(DuckDatabase database, DuckConnection connection)
    {
        _database = database;
        _connection = connection;
    }

    /// <summary>Opens the store. Throws <see cref="DuckDbException"/> when it can't be opened, or is being written.</summary>
    public static StoreSql Open(string path, StoreOptions options)
    {
        var database = DuckDatabase.Open(path, options.ToSettings(path, readOnly: true));
        try
        {
            var connection = database.Connect();
            if (options.WritableFolders.Count > 0)
                connection.Execute($"SET allowed_directories = [{string.Join(", ", options.WritableFolders.Select(StoreNames.Literal))}]");
            connection.Execute("SET preserve_insertion_order = true; SET enable_external_access = false; SET lock_configuration = true");
            return new StoreSql(database, connection);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The rows of one statement, streamed; ends with <see cref="OperationCanceledException"/> when stopped. Throws
    /// <see cref="DuckDbException"/> with the engine's words for a statement that is wrong, or would write.
    /// </summary>
    public SqlRows Query(string sql, CancellationToken cancellation)
    {
        sql = sql.Trim().TrimEnd(';');
        using var asked = _connection.Prepare(sql);
        var types = asked.ColumnTypes;
        DuckResult result;
        try
        {
            // The engine knows best how its types are written.
            result = _connection.Query($"SELECT COLUMNS(*)::VARCHAR FROM (\n{sql}\n)");
        }
        catch (DuckDbException wrong) when (wrong.Message.StartsWith("Parser Error", StringComparison.Ordinal))
        {
            // What can't be asked within a SELECT gives texts by itself (EXPLAIN), or is refused with its own reason.
            result = asked.Stream();
            if (result.Columns.Any(column => column.Type != DuckType.Varchar))
            {
                result.Dispose();
                throw;
            }
        }

        return new SqlRows(result, [.. types.Select(IsNumber)], [.. types.Select(type => type == DuckType.Boolean)], _connection, cancellation);
    }

    /// <summary>Writes the rows of a query into a Parquet file in a writable folder, over what is there.</summary>
    public void WriteParquet(string select, string path, CancellationToken cancellation)
    {
        using var stop = cancellation.Register(_connection.Interrupt);
        try
        {
            _connection.Execute($"COPY ({select}) TO {StoreNames.Literal(path)} (FORMAT parquet, COMPRESSION zstd)");
        }
        catch (DuckDbException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    private static bool IsNumber(DuckType type) =>
        type is >= DuckType.TinyInt and <= DuckType.Double or DuckType.HugeInt or DuckType.UHugeInt or DuckType.Decimal;
}

/// <summary>The rows of a query as texts.</summary>
public sealed class SqlRows : IDisposable
{
    private readonly DuckResult _result;
    private readonly DuckConnection _connection;
    private readonly CancellationToken _cancellation;

    internal SqlRows(
        DuckResult result, ImmutableArray<bool> numbers, ImmutableArray<bool> flags, DuckConnection connection, CancellationToken cancellation)
    {
        _result = result;
        _connection = connection;
        _cancellation = cancellation;
        Names = [.. result.Columns.Select(column => column.Name)];
        IsNumber = numbers;
        IsFlag = flags;
    }

    /// <summary>Names of the columns.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Which columns hold numbers.</summary>
    public ImmutableArray<bool> IsNumber { get; }

    /// <summary>Which columns hold true or false.</summary>
    public ImmutableArray<bool> IsFlag { get; }

    /// <summary>Each row as texts by column, null for NULL; one array that is used again for the next row.</summary>
    public IEnumerable<string?[]> Read()
    {
        using var stop = _cancellation.Register(_connection.Interrupt);
        var row = new string?[Names.Length];
        while (MoveNext())
        {
            for (var at = 0; at < _result.RowCount; at++)
            {
                for (var column = 0; column < row.Length; column++)
                    row[column] = _result[column].Text(at);
                yield return row;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _result.Dispose();

    private bool MoveNext()
    {
        try
        {
            _cancellation.ThrowIfCancellationRequested();
            return _result.MoveNext();
        }
        catch (DuckDbException) when (_cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(_cancellation);
        }
    }
}
