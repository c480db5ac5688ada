using Dwell.Content.Yaml;
using Dwell.Facts.DuckDb.Native;
using Dwell.Model.Facts;
using Dwell.Model.Time;

namespace Dwell.Facts.DuckDb.Schema;

/// <summary>
/// What people query: one view a kind of fact (<c>connection</c>, <c>logon</c>, …) with times as TIMESTAMP and everything by
/// name, <c>hit</c>, <c>activity</c>, <c>evidence</c> and <c>seen_again</c>. Made again when the store has new columns.
/// </summary>
internal static class StoreViews
{
    // Ticks at 1970-01-01, from where TIMESTAMP counts microseconds.
    private const string UnixEpochTicks = "621355968000000000";

    public static void Make(DuckConnection connection, StoreSchema schema)
    {
        connection.Execute(
            "CREATE OR REPLACE MACRO store.ipv4(a) AS CASE WHEN a IS NULL THEN NULL ELSE concat_ws('.', a >> 24, (a >> 16) & 255, (a >> 8) & 255, a & 255) END");
        foreach (var kind in Enum.GetValues<FactKind>())
            connection.Execute($"CREATE OR REPLACE VIEW {StoreNames.Of(kind)} AS {OfKind(schema, kind)}");
        connection.Execute(
            $"CREATE OR REPLACE VIEW hit AS SELECT {Time()}, r.name AS rule, l.host, l.source, {Place()} "
            + "FROM store.hit f JOIN store.log l ON l.id = f.log JOIN store.name r ON r.id = f.rule");
        connection.Execute(
            "CREATE OR REPLACE VIEW activity AS SELECT l.host, l.source, l.class AS event_class, "
            + $"CASE WHEN f.hour < 0 THEN NULL ELSE {TimeOf("f.hour * 36000000000")} END AS hour, sum(f.records)::BIGINT AS records, "
            + "min(CASE WHEN f.first_sequence >= 0 THEN f.first_sequence END) AS first_sequence, "
            + "max(CASE WHEN f.last_sequence >= 0 THEN f.last_sequence END) AS last_sequence "
            + "FROM store.activity f JOIN store.log l ON l.id = f.log GROUP BY ALL HAVING sum(f.records) > 0");
        connection.Execute("CREATE OR REPLACE VIEW evidence AS SELECT * FROM store.evidence");
        connection.Execute(
            $"CREATE OR REPLACE VIEW seen_again AS SELECT {PlaceOf("place")}, length, {PlaceOf("first", "first_")}, first_length FROM store.again");
    }

    private static string OfKind(StoreSchema schema, FactKind kind)
    {
        var tables = schema.Facts.Where(table => table.Kind == kind).ToList();
        var columns = schema.ColumnsOf(kind);
        var texts = columns.Where(column => schema.FormOf(column) is ValueForm.Integer or ValueForm.Flag && tables.Any(table => table.TextPlaceOf(column) >= 0));
        var names = columns.Select(column => StoreNames.Of(column)).Concat(texts.Select(column => FactTable.NameOf(column, ValueForm.Text))).ToList();
        var nothing = string.Join(", ", columns.Select(column => $"NULL::{ViewTypeOf(schema, column)}").Concat(texts.Select(_ => "NULL::VARCHAR"))
            .Select((value, index) => $"{value} AS {StoreNames.Quote(names[index])}"));
        var empty = "SELECT NULL::TIMESTAMP AS time, NULL::VARCHAR AS time_precision, NULL::VARCHAR AS time_trust, NULL::VARCHAR AS host, "
            + $"NULL::VARCHAR AS source, NULL::VARCHAR AS event_class, {(nothing.Length > 0 ? nothing + ", " : "")}"
            + "NULL::INTEGER AS evidence, NULL::BIGINT AS \"offset\", NULL::INTEGER AS length WHERE false";
        return string.Join(" UNION ALL ", tables.Select(table => OfTable(schema, table, columns, texts)).Prepend(empty));
    }

    private static string OfTable(StoreSchema schema, FactTable table, IEnumerable<FactColumn> columns, IEnumerable<FactColumn> texts)
    {
        var values = columns.Select(column => ValueOf(schema, table, column))
            .Concat(texts.Select(column => table.TextPlaceOf(column) >= 0 ? "f." + StoreNames.Quote(FactTable.NameOf(column, ValueForm.Text)) : "NULL::VARCHAR"))
            .ToList();
        return $"SELECT {Time()}, l.host, l.source, l.class, {string.Concat(values.Select(value => value + ", "))}{Place()} "
            + $"FROM {table.Sql} f JOIN store.log l ON l.id = f.log, "
            + "(SELECT list(name ORDER BY id) AS names FROM store.name) w";
    }

    private static string ValueOf(StoreSchema schema, FactTable table, FactColumn column)
    {
        var form = schema.FormOf(column);
        var typed = table.TypedPlaceOf(column) < 0 ? null : "f." + StoreNames.Quote(FactTable.NameOf(column, form));
        var text = table.TextPlaceOf(column) < 0 ? null : "f." + StoreNames.Quote(FactTable.NameOf(column, ValueForm.Text));
        if (form is ValueForm.Integer or ValueForm.Flag)
            return typed ?? $"NULL::{ViewTypeOf(schema, column)}";
        if (typed is not null && form == ValueForm.Word)
        {
            typed = $"w.names[{typed} + 1]";
        }
        else if (typed is not null)
        {
            typed = $"store.ipv4({typed})";
        }

        return typed is not null && text is not null ? $"coalesce({text}, {typed})" : typed ?? text ?? "NULL::VARCHAR";
    }

    private static string ViewTypeOf(StoreSchema schema, FactColumn column) =>
        schema.FormOf(column) is ValueForm.Integer or ValueForm.Flag ? ValueForms.SqlTypeOf(schema.FormOf(column)) : "VARCHAR";

    private static string Time() =>
        $"{TimeOf("f.ticks")} AS time, {Word<TimePrecision>("f.tail & 15")} AS time_precision, {Word<TimeTrust>("(f.tail >> 4) & 15")} AS time_trust";

    private static string TimeOf(string ticks) => $"make_timestamp(({ticks} - {UnixEpochTicks}) // 10)";

    private static string Word<T>(string number)
        where T : struct, Enum =>
        $"CASE WHEN f.ticks IS NULL THEN NULL ELSE [{string.Join(", ", Enum.GetNames<T>().Select(name => StoreNames.Literal(KebabCase.Of(name))))}][({number}) + 1] END";

    private static string Place() => $"{PlaceOf("f.place")}, (f.tail >> {RowPlace.PartBits + RowPlace.ClockBits})::INTEGER AS length";

    private static string PlaceOf(string place, string prefix = "") =>
        $"({place} >> {RowPlace.OffsetBits})::INTEGER AS {prefix}evidence, {place} & {(1L << RowPlace.OffsetBits) - 1} AS {StoreNames.Quote(prefix + "offset")}";
}
