using System.Collections.Immutable;
using Dwell.Content.Fields;
using Dwell.Facts.DuckDb.Native;
using Dwell.Facts.DuckDb.Rows;
using Dwell.Facts.DuckDb.Schema;
using Dwell.Facts.Store;
using Dwell.Model.Evidence;
using Dwell.Model.Facts;

namespace Dwell.Facts.DuckDb;

/// <summary>
/// The embedded store: one DuckDB file, one narrow table a kind of fact and source. Appends go through one connection, each commit
/// is one transaction; reads stream, whatever the store's size. See <c>docs/decisions/0010</c>.
/// </summary>
public sealed class DuckDbFactStore : IFactStore
{
    private readonly DuckDatabase _database;
    private readonly DuckConnection _connection;
    private readonly StoreSchema _schema;
    private readonly NameTable _names = new();
    private readonly LogTable _logs = new();
    private readonly StoreWriter _writer;
    private readonly StoreReader _reader;
    private readonly Lock _lock = new();
    private bool _hasOrder;

    private DuckDbFactStore(DuckDatabase database, DuckConnection connection, FieldCatalog catalog)
    {
        _database = database;
        _connection = connection;
        _schema = new StoreSchema(catalog);
        if (connection.QueryInteger("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'store' AND table_name = 'state'") == 0)
        {
            connection.Execute("BEGIN");
            StoreSchema.Create(connection);
            connection.Execute("COMMIT");
        }

        _schema.Load(connection);
        _names.Load(connection);
        _logs.Load(connection);
        _writer = new StoreWriter(connection, _schema, _names, _logs);
        _reader = new StoreReader(database, _schema, _names, _logs);
    }

    /// <inheritdoc/>
    public long NextSequence => _writer.NextBatch;

    /// <inheritdoc/>
    public string? State => _writer.State;

    /// <summary>
    /// Opens the store in a file, or makes it. Throws <see cref="DuckDbException"/> when the file can't be opened, is no store,
    /// or another process has it.
    /// </summary>
    public static DuckDbFactStore Open(string path, FieldCatalog catalog, StoreOptions options) => Open(path, catalog, options, readOnly: false);

    /// <summary>
    /// Opens a store that <see cref="Seal"/> finished; nothing can be appended, and any number of processes may have it open so.
    /// </summary>
    public static DuckDbFactStore OpenForReading(string path, FieldCatalog catalog, StoreOptions options) =>
        Open(path, catalog, options, readOnly: true);

    private static DuckDbFactStore Open(string path, FieldCatalog catalog, StoreOptions options, bool readOnly)
    {
        var database = DuckDatabase.Open(path, options.ToSettings(path, readOnly));
        try
        {
            var connection = database.Connect();
            try
            {
                connection.Execute("SET enable_external_access = false; SET lock_configuration = true");
                return new DuckDbFactStore(database, connection, catalog) { _hasOrder = readOnly };
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Append(StoreBatch batch)
    {
        lock (_lock)
        {
            _writer.Append(batch);
            _hasOrder = false;
        }
    }

    /// <inheritdoc/>
    public void Commit(string state)
    {
        lock (_lock)
            _writer.Commit(state);
    }

    /// <inheritdoc/>
    public void Remove(IEnumerable<SeenAgain> records)
    {
        lock (_lock)
            _writer.Remove(records);
    }

    /// <summary>Writes which file each number of evidence is, for people who query; what was there is replaced.</summary>
    public void SetEvidence(IEnumerable<(int Number, string Path, string Sha256)> evidence)
    {
        lock (_lock)
            _writer.SetEvidence(evidence);
    }

    /// <summary>Path and SHA-256 of each evidence item by its number; empty for a number that was not written.</summary>
    public ImmutableArray<(string Path, string Sha256)> Evidence()
    {
        Settle();
        return _reader.Evidence();
    }

    /// <summary>Makes the views that people query and writes everything into the one file, so that none lies beside it.</summary>
    public void Seal()
    {
        lock (_lock)
        {
            _writer.Settle();
            StoreViews.Make(_connection, _schema);
            SaveOrder();
            _connection.Execute("CHECKPOINT");
        }
    }

    /// <inheritdoc/>
    public ImmutableDictionary<RecordRef, ImmutableArray<RecordRef>> OthersOf(IReadOnlyCollection<RecordRef> firsts)
    {
        Settle();
        return _reader.OthersOf(firsts);
    }

    /// <inheritdoc/>
    public IEnumerable<Fact> Facts(FactFilter filter)
    {
        if (filter.Column is null != filter.Value is null)
            throw new ArgumentException("A column filter needs both a column and a value.", nameof(filter));
        Settle();
        return _reader.Facts(filter);
    }

    /// <inheritdoc/>
    public IEnumerable<Fact> FactsAt(IReadOnlyCollection<RecordRef> records)
    {
        Settle();
        return _reader.FactsAt(records);
    }

    /// <inheritdoc/>
    public IEnumerable<Hit> Hits(HitFilter filter)
    {
        Settle();
        return _reader.Hits(filter);
    }

    /// <inheritdoc/>
    public IEnumerable<ActivityCount> Activity(ActivityFilter filter)
    {
        Settle();
        return _reader.Activity(filter);
    }

    /// <inheritdoc/>
    public long CountFacts(FactFilter filter)
    {
        if (filter.Column is null != filter.Value is null)
            throw new ArgumentException("A column filter needs both a column and a value.", nameof(filter));
        Settle();
        return _reader.CountFacts(filter);
    }

    /// <inheritdoc/>
    public long CountHits(HitFilter filter)
    {
        Settle();
        return _reader.CountHits(filter);
    }

    /// <inheritdoc/>
    public ImmutableArray<KeyValuePair<FactKind, long>> FactsByKind()
    {
        Settle();
        return _reader.FactsByKind();
    }

    /// <inheritdoc/>
    public ImmutableArray<KeyValuePair<string, long>> HitsByRule()
    {
        Settle();
        return _reader.HitsByRule();
    }

    /// <inheritdoc/>
    public ImmutableArray<string> Hosts()
    {
        Settle();
        return _reader.Hosts();
    }

    /// <summary>Closes the file. What was appended after the last commit is gone, unless it was read.</summary>
    public void Dispose()
    {
        _writer.Dispose();
        _connection.Dispose();
        _database.Dispose();
    }

    // Readers have connections of their own, which see what was committed.
    private void Settle()
    {
        lock (_lock)
        {
            _writer.Settle();
            if (!_hasOrder)
                SaveOrder();
        }
    }

    private void SaveOrder()
    {
        _reader.SaveOrder(_connection);
        _hasOrder = true;
    }
}
