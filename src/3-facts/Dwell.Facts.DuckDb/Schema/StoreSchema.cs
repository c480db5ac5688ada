using System.Collections.Immutable;
using System.Globalization;
using Dwell.Content.Fields;
using Dwell.Content.Yaml;
using Dwell.Facts.DuckDb.Native;
using Dwell.Model.Facts;
using Dwell.Model.Time;

namespace Dwell.Facts.DuckDb.Schema;

/// <summary>
/// The tables of the store. What the engine keeps is in the schema <c>store</c>, narrow and by number; what people ask is in
/// views of the same names, with times as TIMESTAMP and hosts, sources and classes by name.
/// </summary>
internal sealed class StoreSchema
{
    /// <summary>Raised when an older store can't be read any more; such a store is made anew from the evidence.</summary>
    public const int Version = 1;

    // Ticks at 1970-01-01, and ticks in a microsecond, which TIMESTAMP counts from there.
    private const string UnixEpochTicks = "621355968000000000";

    private static readonly string[] Others =
    [
        "CREATE TABLE store.names (id INTEGER NOT NULL, name VARCHAR NOT NULL)",
        "CREATE TABLE store.hit (rule INTEGER NOT NULL, ticks BIGINT, clock UTINYINT NOT NULL, host INTEGER NOT NULL, source INTEGER NOT NULL, "
            + "evidence INTEGER NOT NULL, \"offset\" BIGINT NOT NULL, length INTEGER NOT NULL)",
        "CREATE TABLE store.activity (host INTEGER NOT NULL, source INTEGER NOT NULL, class INTEGER NOT NULL, hour BIGINT NOT NULL, "
            + "records BIGINT NOT NULL, first_sequence BIGINT NOT NULL, last_sequence BIGINT NOT NULL)",
        "CREATE TABLE store.again (evidence INTEGER NOT NULL, \"offset\" BIGINT NOT NULL, length INTEGER NOT NULL, "
            + "first_evidence INTEGER NOT NULL, first_offset BIGINT NOT NULL, first_length INTEGER NOT NULL)",
        "CREATE TABLE store.evidence (number INTEGER NOT NULL, path VARCHAR NOT NULL, sha256 VARCHAR NOT NULL)",
        "CREATE TABLE store.state (version INTEGER NOT NULL, next_batch BIGINT NOT NULL, next_fact BIGINT NOT NULL, state VARCHAR)",
    ];

    public StoreSchema(FieldCatalog catalog) =>
        Kinds = [.. catalog.Kinds.Select(kind => new KindTable(kind, catalog)).OrderBy(table => table.Kind)];

    /// <summary>One table a kind, in the order of kinds.</summary>
    public ImmutableArray<KindTable> Kinds { get; }

    public KindTable this[FactKind kind] => Kinds[(int)kind];

    /// <summary>The precision and trust of a time in one byte.</summary>
    public static byte ClockOf(UtcInstant? time) => time is { } at ? (byte)((int)at.Precision | ((int)at.Trust << 4)) : (byte)0;

    /// <summary>The time of <see cref="ClockOf"/> and ticks.</summary>
    public static UtcInstant InstantOf(long ticks, byte clock) => new(ticks, (TimePrecision)(clock & 15), (TimeTrust)(clock >> 4));

    /// <summary>Makes all tables and views of an empty store.</summary>
    public void Create(DuckConnection connection)
    {
        connection.Execute("CREATE SCHEMA store");
        foreach (var kind in Kinds)
            connection.Execute(kind.CreateTable());
        foreach (var table in Others)
            connection.Execute(table);
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO store.state VALUES ({Version}, 0, 0, NULL)"));
        foreach (var view in Views())
            connection.Execute(view);
    }

    private IEnumerable<string> Views()
    {
        foreach (var kind in Kinds)
        {
            var own = string.Concat(kind.Columns.Select(column => $"f.{StoreNames.Quote(StoreNames.Of(column))}, "));
            yield return $"CREATE VIEW {kind.Name} AS SELECT {Time("f")}, h.name AS host, s.name AS source, c.name AS event_class, {own}"
                + $"{Place("f")} FROM store.{kind.Name} f {Join("h", "f.host")} {Join("s", "f.source")} {Join("c", "f.class")}";
        }

        yield return $"CREATE VIEW hit AS SELECT {Time("f")}, r.name AS rule, h.name AS host, s.name AS source, {Place("f")} "
            + $"FROM store.hit f {Join("r", "f.rule")} {Join("h", "f.host")} {Join("s", "f.source")}";
        yield return "CREATE VIEW activity AS SELECT h.name AS host, s.name AS source, c.name AS event_class, "
            + "CASE WHEN f.hour < 0 THEN NULL ELSE " + TimeOf("f.hour * 36000000000") + " END AS hour, sum(f.records)::BIGINT AS records, "
            + "min(CASE WHEN f.first_sequence < 0 THEN NULL ELSE f.first_sequence END) AS first_sequence, "
            + "max(CASE WHEN f.last_sequence < 0 THEN NULL ELSE f.last_sequence END) AS last_sequence "
            + $"FROM store.activity f {Join("h", "f.host")} {Join("s", "f.source")} {Join("c", "f.class")} "
            + "GROUP BY ALL HAVING sum(f.records) > 0";
        yield return "CREATE VIEW evidence AS SELECT * FROM store.evidence";
        yield return "CREATE VIEW seen_again AS SELECT * FROM store.again";
    }

    private static string Join(string alias, string column) => $"LEFT JOIN store.names {alias} ON {alias}.id = {column}";

    private static string Time(string table) =>
        $"{TimeOf(table + ".ticks")} AS time, {Word<TimePrecision>(table + ".clock & 15", table)} AS time_precision, "
        + $"{Word<TimeTrust>(table + ".clock >> 4", table)} AS time_trust";

    private static string TimeOf(string ticks) => $"make_timestamp(({ticks} - {UnixEpochTicks}) // 10)";

    private static string Word<T>(string number, string table)
        where T : struct, Enum =>
        $"CASE WHEN {table}.ticks IS NULL THEN NULL ELSE [{string.Join(", ", Enum.GetNames<T>().Select(name => StoreNames.Literal(KebabCase.Of(name))))}][({number}) + 1] END";

    private static string Place(string table) => $"{table}.evidence, {table}.\"offset\", {table}.length";
}
