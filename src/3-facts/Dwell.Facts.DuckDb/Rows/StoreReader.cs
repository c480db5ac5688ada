using System.Collections.Immutable;
using Dwell.Facts.DuckDb.Native;
using Dwell.Facts.DuckDb.Schema;
using Dwell.Facts.Store;
using Dwell.Model.Evidence;
using Dwell.Model.Facts;

namespace Dwell.Facts.DuckDb.Rows;

/// <summary>The reading side of the store: each enumeration has its own connection and streams. Safe for any number of threads.</summary>
internal sealed class StoreReader(DuckDatabase database, StoreSchema schema, NameTable names)
{
    private const string PlaceOrder = "ticks NULLS LAST, evidence, \"offset\"";

    public IEnumerable<Fact> Facts(FactFilter filter)
    {
        if (filter.Kind is { } kind)
            return Rows(kind, filter, null).Select(row => row.Fact);
        var streams = schema.Kinds.Where(table => HasRows(table)).Select(table => Rows(table.Kind, filter, null));
        return SortedMerge.Of([.. streams], static (a, b) => StoredFact.Compare(a, b)).Select(row => row.Fact);
    }

    public IEnumerable<Fact> FactsAt(IReadOnlyCollection<RecordRef> records)
    {
        if (records.Count == 0)
            return [];
        var streams = schema.Kinds.Where(table => HasRows(table)).Select(table => Rows(table.Kind, FactFilter.All, records));
        return SortedMerge.Of([.. streams], static (a, b) => StoredFact.Compare(a, b)).Select(row => row.Fact);
    }

    public long CountFacts(FactFilter filter)
    {
        var kinds = filter.Kind is { } kind ? [schema[kind]] : schema.Kinds;
        return kinds.Sum(table => Count(table, filter));
    }

    public IEnumerable<Hit> Hits(HitFilter filter)
    {
        var where = new Conditions();
        if (!where.Name("rule", filter.RuleId, names) || !where.Name("host", filter.Host, names))
            yield break;
        where.Within(filter.Within);
        using var connection = database.Connect();
        using var result = where.Query(
            connection,
            "SELECT rule, ticks, clock, host, source, evidence, \"offset\", length FROM store.hit JOIN store.name_order ON id = rule",
            $"ORDER BY {PlaceOrder}, place");
        while (result.MoveNext())
        {
            for (var row = 0; row < result.RowCount; row++)
            {
                yield return new Hit(
                    names[result[0].Read<int>(row)],
                    new RecordRef(result[5].Read<int>(row), result[6].Read<long>(row), result[7].Read<int>(row)),
                    result[1].IsNull(row) ? null : StoreSchema.InstantOf(result[1].Read<long>(row), result[2].Read<byte>(row)),
                    names[result[3].Read<int>(row)],
                    names[result[4].Read<int>(row)]);
            }
        }
    }

    public long CountHits(HitFilter filter)
    {
        var where = new Conditions();
        if (!where.Name("rule", filter.RuleId, names) || !where.Name("host", filter.Host, names))
            return 0;
        where.Within(filter.Within);
        using var connection = database.Connect();
        return where.QueryInteger(connection, "SELECT count(*) FROM store.hit");
    }

    public IEnumerable<ActivityCount> Activity(ActivityFilter filter)
    {
        var where = new Conditions();
        if (!where.Name("host", filter.Host, names) || !where.Name("class", filter.EventClass, names))
            yield break;
        if (filter.Hours is { } hours)
        {
            where.And("hour >= ?", hours.First);
            where.And("hour <= ?", hours.Last);
        }

        using var connection = database.Connect();
        using var result = where.Query(
            connection,
            "SELECT host, source, class, hour, sum(records)::BIGINT, coalesce(min(CASE WHEN first_sequence >= 0 THEN first_sequence END), -1), "
                + "max(last_sequence), any_value(h.place), any_value(s.place), any_value(c.place) FROM store.activity "
                + "JOIN store.name_order h ON h.id = host JOIN store.name_order s ON s.id = source JOIN store.name_order c ON c.id = class",
            "GROUP BY host, source, class, hour HAVING sum(records) > 0 ORDER BY 8, 9, 10, hour");
        while (result.MoveNext())
        {
            for (var row = 0; row < result.RowCount; row++)
            {
                yield return new ActivityCount(
                    new ActivityKey(names[result[0].Read<int>(row)], names[result[1].Read<int>(row)], names[result[2].Read<int>(row)], result[3].Read<long>(row)),
                    result[4].Read<long>(row),
                    result[5].Read<long>(row),
                    result[6].Read<long>(row));
            }
        }
    }

    public ImmutableArray<KeyValuePair<FactKind, long>> FactsByKind() =>
    [
        .. schema.Kinds.Select(table => KeyValuePair.Create(table.Kind, Count(table, FactFilter.All))).Where(pair => pair.Value > 0),
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

    public ImmutableArray<string> Hosts()
    {
        var tables = schema.Kinds.Select(table => table.Name).Append("hit").Select(table => $"SELECT DISTINCT host FROM store.{table}")
            .Append("SELECT host FROM store.activity GROUP BY host, source, class, hour HAVING sum(records) > 0");
        using var connection = database.Connect();
        using var result = connection.Query(string.Join(" UNION ", tables));
        var hosts = new List<string>();
        while (result.MoveNext())
        {
            for (var row = 0; row < result.RowCount; row++)
                hosts.Add(names[result[0].Read<int>(row)]);
        }

        return [.. hosts.Where(host => host.Length > 0).Order(StringComparer.Ordinal)];
    }

    public ImmutableDictionary<RecordRef, ImmutableArray<RecordRef>> OthersOf(IReadOnlyCollection<RecordRef> firsts)
    {
        if (firsts.Count == 0)
            return ImmutableDictionary<RecordRef, ImmutableArray<RecordRef>>.Empty;
        using var connection = database.Connect();
        PlaceTable.Make(connection, firsts);
        using var result = connection.Query(
            "SELECT first_evidence, first_offset, first_length, a.evidence, a.\"offset\", a.length FROM store.again a "
            + "SEMI JOIN wanted w ON first_evidence = w.evidence AND first_offset = w.\"offset\" ORDER BY 1, 2, 4, 5");
        var others = new Dictionary<RecordRef, ImmutableArray<RecordRef>>();
        while (result.MoveNext())
        {
            for (var row = 0; row < result.RowCount; row++)
            {
                var first = new RecordRef(result[0].Read<int>(row), result[1].Read<long>(row), result[2].Read<int>(row));
                var place = new RecordRef(result[3].Read<int>(row), result[4].Read<long>(row), result[5].Read<int>(row));
                others[first] = others.TryGetValue(first, out var known) ? known.Add(place) : [place];
            }
        }

        return others.ToImmutableDictionary();
    }

    /// <summary>Writes the ordinal order of all names, by which the engine sorts what it knows by number.</summary>
    public void SaveOrder(DuckConnection connection)
    {
        connection.Execute("CREATE OR REPLACE TABLE store.name_order (id INTEGER NOT NULL, place INTEGER NOT NULL)");
        using var to = connection.AppendTo("store", "name_order");
        var row = 0;
        var place = 0;
        foreach (var id in names.InOrder())
        {
            to.Columns[0].Write(row, id);
            to.Columns[1].Write(row, place++);
            if (++row == DuckAppender.ChunkRows)
            {
                to.Append(row);
                row = 0;
            }
        }

        to.Append(row);
        to.Flush();
    }

    private bool HasRows(KindTable table)
    {
        using var connection = database.Connect();
        return connection.QueryInteger($"SELECT count(*) FROM (SELECT 1 FROM store.{table.Name} LIMIT 1)") > 0;
    }

    private long Count(KindTable table, FactFilter filter)
    {
        var where = new Conditions();
        if (!where.Add(filter, table, names))
            return 0;
        // What only may fit is looked at one by one.
        if (where.NeedsLook)
            return Rows(table.Kind, filter, null).LongCount();
        using var connection = database.Connect();
        return where.QueryInteger(connection, $"SELECT count(*) FROM store.{table.Name}");
    }

    private IEnumerable<StoredFact> Rows(FactKind kind, FactFilter filter, IReadOnlyCollection<RecordRef>? records)
    {
        var table = schema[kind];
        var where = new Conditions();
        if (!where.Add(filter, table, names))
            yield break;
        using var connection = database.Connect();
        if (records is not null)
            PlaceTable.Make(connection, records);
        var join = records is null ? "" : " f SEMI JOIN wanted w ON f.evidence = w.evidence AND f.\"offset\" = w.\"offset\"";
        using var result = where.Query(connection, $"SELECT * FROM store.{table.Name}{join}", $"ORDER BY {PlaceOrder}, seq");
        while (result.MoveNext())
        {
            for (var row = 0; row < result.RowCount; row++)
            {
                var stored = StoredFact.Read(result, row, table, names);
                if (filter.Column is not { } column || stored.Fact[column] == filter.Value)
                    yield return stored;
            }
        }
    }
}
