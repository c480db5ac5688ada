using System.Collections.Immutable;
using Dwell.Facts.DuckDb.Native;
using Dwell.Facts.DuckDb.Schema;
using Dwell.Facts.Store;
using Dwell.Model.Evidence;
using Dwell.Model.Facts;

namespace Dwell.Facts.DuckDb.Rows;

/// <summary>The reading side of the store: each enumeration has its own connection and streams. Safe for any number of threads.</summary>
internal sealed class StoreReader(DuckDatabase database, StoreSchema schema, NameTable names, LogTable logs)
{
    private const string Order = "ORDER BY ticks NULLS LAST, place";

    public IEnumerable<Fact> Facts(FactFilter filter) => Merged(filter, null);

    public IEnumerable<Fact> FactsAt(IReadOnlyCollection<RecordRef> records) => records.Count == 0 ? [] : Merged(FactFilter.All, records);

    public long CountFacts(FactFilter filter) => Tables(filter.Kind).Sum(table => Count(table, filter));

    public IEnumerable<Hit> Hits(HitFilter filter)
    {
        if (!TryFilter(filter, out var where))
            yield break;
        using var connection = database.Connect();
        using var result = where.Query(connection, "SELECT f.* FROM store.hit f JOIN store.name_order o ON o.name = f.rule", Order + ", o.position");
        while (result.MoveNext())
        {
            for (var row = 0; row < result.RowCount; row++)
            {
                var log = logs[result[FactTable.Log].Read<int>(row)];
                var tail = result[FactTable.Tail].Read<long>(row);
                yield return new Hit(
                    names[result[4].Read<int>(row)],
                    RowPlace.RecordOf(result[FactTable.Place].Read<long>(row), tail),
                    result[FactTable.Ticks].IsNull(row) ? null : RowPlace.InstantOf(result[FactTable.Ticks].Read<long>(row), tail),
                    log.Host,
                    log.Source);
            }
        }
    }

    public long CountHits(HitFilter filter)
    {
        if (!TryFilter(filter, out var where))
            return 0;
        using var connection = database.Connect();
        return where.QueryInteger(connection, "SELECT count(*) FROM store.hit");
    }

    public IEnumerable<ActivityCount> Activity(ActivityFilter filter)
    {
        var where = new Conditions();
        if (!where.AndLog(logs, filter.Host, filter.EventClass))
            yield break;
        if (filter.Hours is { } hours)
        {
            where.And("hour >= ?", hours.First);
            where.And("hour <= ?", hours.Last);
        }

        using var connection = database.Connect();
        using var result = where.Query(
            connection,
            "SELECT log, hour, sum(records)::BIGINT, coalesce(min(CASE WHEN first_sequence >= 0 THEN first_sequence END), -1), max(last_sequence) "
                + "FROM store.activity JOIN store.log_order USING (log)",
            "GROUP BY log, hour, position HAVING sum(records) > 0 ORDER BY position, hour");
        while (result.MoveNext())
        {
            for (var row = 0; row < result.RowCount; row++)
            {
                var log = logs[result[0].Read<int>(row)];
                yield return new ActivityCount(
                    new ActivityKey(log.Host, log.Source, log.EventClass, result[1].Read<long>(row)),
                    result[2].Read<long>(row),
                    result[3].Read<long>(row),
                    result[4].Read<long>(row));
            }
        }
    }

    public ImmutableArray<KeyValuePair<FactKind, long>> FactsByKind() =>
    [
        .. schema.Facts.GroupBy(table => table.Kind)
            .Select(group => KeyValuePair.Create(group.Key, group.Sum(table => Count(table, FactFilter.All)))).Where(pair => pair.Value > 0),
    ];

    public ImmutableArray<KeyValuePair<string, long>> HitsByRule()
    {
        using var connection = database.Connect();
        using var result = connection.Query("SELECT rule, count(*) FROM store.hit GROUP BY rule");
        var counts = new List<KeyValuePair<string, long>>();
        while (result.MoveNext())
        {
            for (var row = 0; row < result.RowCount; row++)
                counts.Add(new(names[result[0].Read<int>(row)], result[1].Read<long>(row)));
        }

        return [.. counts.OrderBy(pair => pair.Key, StringComparer.Ordinal)];
    }

    // A log has a number because a row named it; what is removed leaves a row of the same log, the record seen first.
    public ImmutableArray<string> Hosts() =>
    [
        .. Enumerable.Range(0, logs.Count).Select(id => logs[id].Host).Where(host => host.Length > 0)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    public ImmutableArray<(string Path, string Sha256)> Evidence()
    {
        using var connection = database.Connect();
        using var result = connection.Query("SELECT number, path, sha256 FROM store.evidence ORDER BY number");
        var items = new List<(string, string)>();
        while (result.MoveNext())
        {
            for (var row = 0; row < result.RowCount; row++)
            {
                while (items.Count < result[0].Read<int>(row))
                    items.Add(("", ""));
                items.Add((result[1].Text(row)!, result[2].Text(row)!));
            }
        }

        return [.. items];
    }

    public ImmutableDictionary<RecordRef, ImmutableArray<RecordRef>> OthersOf(IReadOnlyCollection<RecordRef> firsts)
    {
        if (firsts.Count == 0)
            return ImmutableDictionary<RecordRef, ImmutableArray<RecordRef>>.Empty;
        using var connection = database.Connect();
        PlaceTable.Make(connection, firsts);
        using var result = connection.Query(
            "SELECT first, first_length, a.place, length FROM store.again a SEMI JOIN wanted w ON a.first = w.place ORDER BY first, a.place");
        var others = new Dictionary<RecordRef, ImmutableArray<RecordRef>>();
        while (result.MoveNext())
        {
            for (var row = 0; row < result.RowCount; row++)
            {
                var first = RowPlace.RecordOf(result[0].Read<long>(row), 0) with { Length = result[1].Read<int>(row) };
                var place = RowPlace.RecordOf(result[2].Read<long>(row), 0) with { Length = result[3].Read<int>(row) };
                others[first] = others.TryGetValue(first, out var known) ? known.Add(place) : [place];
            }
        }

        return others.ToImmutableDictionary();
    }

    /// <summary>Writes the ordinal order of names and logs, by which the engine sorts what it knows by number.</summary>
    public void SaveOrder(DuckConnection connection)
    {
        SaveOrder(connection, "log_order", logs.InOrder());
        SaveOrder(connection, "name_order", names.InOrder());
    }

    private static void SaveOrder(DuckConnection connection, string table, int[] ids)
    {
        connection.Execute($"DELETE FROM store.{table}");
        using var appender = connection.AppendTo("store", table);
        var to = new RowAppender(appender);
        for (var position = 0; position < ids.Length; position++)
        {
            to.Columns[0].Write(to.Row, ids[position]);
            to.Columns[1].Write(to.Row, position);
            to.Next();
        }

        to.End();
        appender.Flush();
    }

    private bool TryFilter(HitFilter filter, out Conditions where)
    {
        where = new Conditions();
        if (!where.AndLog(logs, filter.Host, null))
            return false;
        where.AndWithin(filter.Within);
        if (filter.RuleId is not { } rule)
            return true;
        if (!names.TryFind(rule, out var id))
            return false;
        where.And("rule = ?", id);
        return true;
    }

    private IEnumerable<FactTable> Tables(FactKind? kind) => schema.Facts.Where(table => kind is null || table.Kind == kind);

    private long Count(FactTable table, FactFilter filter)
    {
        var where = new Conditions();
        if (!where.Add(filter, table, schema, logs, names))
            return 0;
        if (where.NeedsLook)
            return Rows(table, filter, null).LongCount();
        using var connection = database.Connect();
        return where.QueryInteger(connection, $"SELECT count(*) FROM {table.Sql}");
    }

    private IEnumerable<Fact> Merged(FactFilter filter, IReadOnlyCollection<RecordRef>? records) =>
        SortedMerge.Of([.. Tables(filter.Kind).Select(table => Rows(table, filter, records))], StoredFact.Compare).Select(row => row.Fact);

    private IEnumerable<StoredFact> Rows(FactTable table, FactFilter filter, IReadOnlyCollection<RecordRef>? records)
    {
        var where = new Conditions();
        if (!where.Add(filter, table, schema, logs, names))
            yield break;
        using var connection = database.Connect();
        if (records is not null)
            PlaceTable.Make(connection, records);
        var join = records is null ? "" : " f SEMI JOIN wanted w ON f.place = w.place";
        using var result = where.Query(connection, $"SELECT * FROM {table.Sql}{join}", Order + ", tail");
        while (result.MoveNext())
        {
            for (var row = 0; row < result.RowCount; row++)
            {
                var stored = StoredFact.Read(result, row, table, logs, names);
                if (filter.Touches is not { } value || Touch.Fits(stored.Fact, value))
                    yield return stored;
            }
        }
    }
}
