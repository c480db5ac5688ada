using Dwell.Facts.DuckDb.Native;
using Dwell.Facts.DuckDb.Schema;
using Dwell.Facts.Store;
using Dwell.Model.Evidence;

namespace Dwell.Facts.DuckDb.Rows;

/// <summary>
/// The writing side of the store. A transaction is open from the first batch after a commit to the next one, so that a
/// process that dies leaves the store at its last commit.
/// </summary>
internal sealed class StoreWriter : IDisposable
{
    private readonly DuckConnection _connection;
    private readonly StoreSchema _schema;
    private readonly NameTable _names;
    private readonly KindAppender?[] _kinds;
    private readonly LastName _host = new(), _source = new(), _class = new();
    private DuckAppender? _hits;
    private DuckAppender? _activity;
    private long _nextFact;
    private bool _isOpen;

    public StoreWriter(DuckConnection connection, StoreSchema schema, NameTable names)
    {
        _connection = connection;
        _schema = schema;
        _names = names;
        _kinds = new KindAppender?[schema.Kinds.Length];
        using var result = connection.Query("SELECT next_batch, next_fact, state, version FROM store.state");
        if (!result.MoveNext() || result[3].Read<int>(0) != StoreSchema.Version)
            throw new DuckDbException("The store was written by another version of Dwell; make the case anew.");
        NextBatch = result[0].Read<long>(0);
        _nextFact = result[1].Read<long>(0);
        State = result[2].Text(0);
    }

    public long NextBatch { get; private set; }

    public string? State { get; private set; }

    public void Append(StoreBatch batch)
    {
        if (batch.Sequence != NextBatch)
        {
            throw new ArgumentException(
                $"Batch {batch.Sequence} came where {NextBatch} was due: append batches in their order.", nameof(batch));
        }

        Begin();
        AppendFacts(batch.Facts);
        if (!batch.Hits.IsEmpty)
            AppendHits(batch);
        if (!batch.Activity.IsEmpty)
            AppendActivity(batch);
        NextBatch++;
    }

    public void Commit(string? state)
    {
        Begin();
        foreach (var kind in _kinds)
            kind?.Flush();
        _hits?.Flush();
        _activity?.Flush();
        _names.Save(_connection);
        _connection.Query("UPDATE store.state SET next_batch = $1, next_fact = $2, state = $3", NextBatch, _nextFact, state).Dispose();
        _connection.Execute("COMMIT");
        State = state;
        _isOpen = false;
    }

    /// <summary>Commits what is open, as something that can't be gone on from.</summary>
    public void Settle()
    {
        if (_isOpen)
            Commit(null);
    }

    public void Remove(IEnumerable<SeenAgain> records)
    {
        Flush();
        var count = AppendPlaces(records);
        if (count == 0)
            return;
        foreach (var table in _schema.Kinds.Select(kind => kind.Name).Append("hit"))
        {
            _connection.Execute(
                $"DELETE FROM store.{table} USING store.again a WHERE {table}.evidence = a.evidence AND {table}.\"offset\" = a.\"offset\"");
        }
    }

    public void SetEvidence(IEnumerable<(int Number, string Path, string Sha256)> evidence)
    {
        Begin();
        _connection.Execute("DELETE FROM store.evidence");
        using var insert = _connection.Prepare("INSERT INTO store.evidence VALUES ($1, $2, $3)");
        foreach (var (number, path, sha256) in evidence)
        {
            insert.Bind(1, number);
            insert.Bind(2, path);
            insert.Bind(3, sha256);
            insert.Stream().Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var kind in _kinds)
            kind?.Dispose();
        _hits?.Dispose();
        _activity?.Dispose();
    }

    private void Begin()
    {
        if (_isOpen)
            return;
        _connection.Execute("BEGIN");
        _isOpen = true;
    }

    private void Flush()
    {
        Begin();
        foreach (var kind in _kinds)
            kind?.Flush();
        _hits?.Flush();
    }

    private void AppendFacts(FactRows rows)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            var kind = _kinds[(int)row.Kind] ??= Make(_schema[row.Kind]);
            kind.Add(row, _nextFact++, _host.IdOf(row.Host, _names), _source.IdOf(row.Source, _names), _class.IdOf(row.EventClass, _names));
        }

        // The rows' texts are read from where they lie, and the batch may be used again after this.
        foreach (var kind in _kinds)
            kind?.EndBatch();
    }

    private KindAppender Make(KindTable table) => new(table, _connection.AppendTo("store", table.Name));

    private void AppendHits(StoreBatch batch)
    {
        var to = _hits ??= _connection.AppendTo("store", "hit");
        var row = 0;
        foreach (var hit in batch.Hits)
        {
            var columns = to.Columns;
            columns[0].Write(row, _names.IdOf(hit.RuleId));
            if (hit.Time is { } time)
                columns[1].Write(row, time.Ticks);
            columns[2].Write(row, StoreSchema.ClockOf(hit.Time));
            columns[3].Write(row, _names.IdOf(hit.Host));
            columns[4].Write(row, _names.IdOf(hit.Source));
            WritePlace(columns[5..], row, hit.Record);
            if (++row == DuckAppender.ChunkRows)
            {
                to.Append(row);
                row = 0;
            }
        }

        to.Append(row);
    }

    private void AppendActivity(StoreBatch batch)
    {
        var to = _activity ??= _connection.AppendTo("store", "activity");
        var row = 0;
        foreach (var count in batch.Activity)
        {
            var columns = to.Columns;
            columns[0].Write(row, _names.IdOf(count.Key.Host));
            columns[1].Write(row, _names.IdOf(count.Key.Source));
            columns[2].Write(row, _names.IdOf(count.Key.EventClass));
            columns[3].Write(row, count.Key.HourUtc);
            columns[4].Write(row, count.Records);
            columns[5].Write(row, count.FirstSequence);
            columns[6].Write(row, count.LastSequence);
            if (++row == DuckAppender.ChunkRows)
            {
                to.Append(row);
                row = 0;
            }
        }

        to.Append(row);
    }

    private long AppendPlaces(IEnumerable<SeenAgain> records)
    {
        using var to = _connection.AppendTo("store", "again");
        var row = 0;
        long count = 0;
        foreach (var (place, first) in records)
        {
            WritePlace(to.Columns, row, place);
            WritePlace(to.Columns[3..], row, first);
            count++;
            if (++row == DuckAppender.ChunkRows)
            {
                to.Append(row);
                row = 0;
            }
        }

        to.Append(row);
        to.Flush();
        return count;
    }

    private static void WritePlace(ReadOnlySpan<ColumnWriter> columns, int row, RecordRef place)
    {
        columns[0].Write(row, place.Evidence);
        columns[1].Write(row, place.Offset);
        columns[2].Write(row, place.Length);
    }

    /// <summary>The number of the name that came last: most rows of a batch have one host, source and class.</summary>
    private sealed class LastName
    {
        private string? _name;
        private int _id;

        public int IdOf(string name, NameTable names)
        {
            if (ReferenceEquals(name, _name))
                return _id;
            _id = names.IdOf(name);
            _name = name;
            return _id;
        }
    }
}
