using Dwell.Facts.DuckDb.Native;
using Dwell.Facts.DuckDb.Schema;
using Dwell.Facts.Store;
using Dwell.Model.Evidence;
using Dwell.Model.Facts;

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
    private readonly LogTable _logs;
    private readonly Dictionary<(FactKind, string), TableAppender> _facts = [];
    private (FactKind Kind, string Source) _lastKey;
    private TableAppender? _last;
    private DuckAppender? _hits;
    private DuckAppender? _activity;
    private bool _isOpen;

    public StoreWriter(DuckConnection connection, StoreSchema schema, NameTable names, LogTable logs)
    {
        _connection = connection;
        _schema = schema;
        _names = names;
        _logs = logs;
        using var result = connection.Query("SELECT version, next_batch, state FROM store.state");
        if (!result.MoveNext() || result[0].Read<int>(0) != StoreSchema.Version)
            throw new DuckDbException("The store was written by another version of Dwell; make the case anew.");
        NextBatch = result[1].Read<long>(0);
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
        Flush();
        _names.Save(_connection);
        _logs.Save(_connection);
        _connection.Query("UPDATE store.state SET next_batch = $1, state = $2", NextBatch, state).Dispose();
        _connection.Execute("COMMIT");
        State = state;
        _isOpen = false;
    }

    /// <summary>Commits what is open, as something that can't be gone on from; true when there was something.</summary>
    public bool Settle()
    {
        if (!_isOpen)
            return false;
        Commit(null);
        return true;
    }

    public void Remove(IEnumerable<SeenAgain> records)
    {
        Flush();
        if (AppendPlaces(records) == 0)
            return;
        foreach (var table in _schema.Facts.Select(table => table.Sql).Append("store.hit"))
            _connection.Execute($"DELETE FROM {table} AS f USING store.again a WHERE f.place = a.place");
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
        foreach (var table in _facts.Values)
            table.Dispose();
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
        foreach (var table in _facts.Values)
            table.Flush();
        _hits?.Flush();
        _activity?.Flush();
    }

    private void AppendFacts(FactRows rows)
    {
        RecordRef record = default;
        var part = -1;
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            part = part >= 0 && row.Record == record ? part + 1 : 0;
            record = row.Record;
            var log = _logs.IdOf(row.Host, row.Source, row.EventClass);
            AppenderOf(row.Kind, row.Source).Add(row, log, part);
        }

        // The rows' texts are read from where they lie, and the batch may be used again after this.
        foreach (var table in _facts.Values)
            table.EndBatch();
    }

    private TableAppender AppenderOf(FactKind kind, string source)
    {
        if (_last is not null && kind == _lastKey.Kind && ReferenceEquals(source, _lastKey.Source))
            return _last;
        if (!_facts.TryGetValue((kind, source), out var appender))
        {
            if (!_schema.TryFind(kind, source, out var table))
                table = _schema.Make(_connection, kind, source);
            _facts.Add((kind, source), appender = new TableAppender(_connection, _schema, table!, _names));
        }

        _lastKey = (kind, source);
        return _last = appender;
    }

    private void AppendHits(StoreBatch batch)
    {
        var to = new RowAppender(_hits ??= _connection.AppendTo("store", "hit"));
        foreach (var hit in batch.Hits)
        {
            if (hit.Time is { } time)
                to.Columns[FactTable.Ticks].Write(to.Row, time.Ticks);
            to.Columns[FactTable.Log].Write(to.Row, _logs.IdOf(hit.Host, hit.Source, ""));
            to.Columns[FactTable.Place].Write(to.Row, RowPlace.Of(hit.Record));
            to.Columns[FactTable.Tail].Write(to.Row, RowPlace.TailOf(hit.Record.Length, 0, hit.Time));
            to.Columns[4].Write(to.Row, _names.IdOf(hit.RuleId));
            to.Next();
        }

        to.End();
    }

    private void AppendActivity(StoreBatch batch)
    {
        var to = new RowAppender(_activity ??= _connection.AppendTo("store", "activity"));
        foreach (var count in batch.Activity)
        {
            to.Columns[0].Write(to.Row, _logs.IdOf(count.Key.Host, count.Key.Source, count.Key.EventClass));
            to.Columns[1].Write(to.Row, count.Key.HourUtc);
            to.Columns[2].Write(to.Row, count.Records);
            to.Columns[3].Write(to.Row, count.FirstSequence);
            to.Columns[4].Write(to.Row, count.LastSequence);
            to.Next();
        }

        to.End();
    }

    private long AppendPlaces(IEnumerable<SeenAgain> records)
    {
        using var again = _connection.AppendTo("store", "again");
        var to = new RowAppender(again);
        long count = 0;
        foreach (var (place, first) in records)
        {
            to.Columns[0].Write(to.Row, RowPlace.Of(place));
            to.Columns[1].Write(to.Row, place.Length);
            to.Columns[2].Write(to.Row, RowPlace.Of(first));
            to.Columns[3].Write(to.Row, first.Length);
            to.Next();
            count++;
        }

        to.End();
        again.Flush();
        return count;
    }
}
