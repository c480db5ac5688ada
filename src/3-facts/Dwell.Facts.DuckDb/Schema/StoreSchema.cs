using System.Collections.Immutable;
using System.Globalization;
using Dwell.Content.Fields;
using Dwell.Facts.DuckDb.Native;
using Dwell.Model.Facts;

namespace Dwell.Facts.DuckDb.Schema;

/// <summary>
/// The tables of the store. What the engine keeps is in the schema <c>store</c>, narrow and by number; what people ask is in
/// the views of <see cref="StoreViews"/>.
/// </summary>
internal sealed class StoreSchema
{
    /// <summary>Raised when an older store can't be read any more; such a store is made anew from the evidence.</summary>
    public const int Version = 1;

    private static readonly string[] Tables =
    [
        "store.name (id INTEGER NOT NULL, name VARCHAR NOT NULL)",
        "store.log (id INTEGER NOT NULL, host VARCHAR NOT NULL, source VARCHAR NOT NULL, class VARCHAR NOT NULL)",
        $"store.hit ({FactTable.BaseColumns}, rule INTEGER NOT NULL)",
        "store.activity (log INTEGER NOT NULL, hour BIGINT NOT NULL, records BIGINT NOT NULL, first_sequence BIGINT NOT NULL, last_sequence BIGINT NOT NULL)",
        "store.again (place BIGINT NOT NULL, length INTEGER NOT NULL, first BIGINT NOT NULL, first_length INTEGER NOT NULL)",
        "store.evidence (number INTEGER NOT NULL, path VARCHAR NOT NULL, sha256 VARCHAR NOT NULL)",
        "store.state (version INTEGER NOT NULL, next_batch BIGINT NOT NULL, state VARCHAR)",
        "store.log_order (log INTEGER NOT NULL, position INTEGER NOT NULL)",
        "store.name_order (name INTEGER NOT NULL, position INTEGER NOT NULL)",
    ];

    private readonly ValueForm[] _forms;
    private readonly Dictionary<(FactKind, string), FactTable> _tables = [];

    public StoreSchema(FieldCatalog catalog)
    {
        Catalog = catalog;
        _forms = [.. catalog.Columns.OrderBy(column => column.Column).Select(column => ValueForms.Of(column.Type))];
    }

    public FieldCatalog Catalog { get; }

    /// <summary>The tables that there are, by kind and source.</summary>
    public IEnumerable<FactTable> Facts => _tables.Values.OrderBy(table => table.Kind).ThenBy(table => table.Source, StringComparer.Ordinal);

    /// <summary>How values of a column are kept as a rule.</summary>
    public ValueForm FormOf(FactColumn column) => _forms[(int)column];

    public bool TryFind(FactKind kind, string source, out FactTable? table) => _tables.TryGetValue((kind, source), out table);

    /// <summary>Makes all tables of an empty store but those of facts.</summary>
    public static void Create(DuckConnection connection)
    {
        connection.Execute("CREATE SCHEMA store");
        foreach (var table in Tables)
            connection.Execute("CREATE TABLE " + table);
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO store.state VALUES ({Version}, 0, NULL)"));
    }

    /// <summary>Finds the tables of facts that a store has.</summary>
    public void Load(DuckConnection connection)
    {
        var columns = Catalog.Columns.SelectMany(column => new[] { (column.Column, Form: FormOf(column.Column)), (column.Column, Form: ValueForm.Text) })
            .Distinct().ToDictionary(item => FactTable.NameOf(item.Column, item.Form), StringComparer.Ordinal);
        var kinds = Enum.GetValues<FactKind>().ToDictionary(StoreNames.Of, StringComparer.Ordinal);
        using var result = connection.Query(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'store' AND contains(table_name, ':') ORDER BY table_name, ordinal_position");
        while (result.MoveNext())
        {
            for (var row = 0; row < result.RowCount; row++)
            {
                var name = result[0].Text(row)!;
                var colon = name.IndexOf(':', StringComparison.Ordinal);
                var key = (kinds[name[..colon]], name[(colon + 1)..]);
                if (!_tables.TryGetValue(key, out var table))
                    _tables.Add(key, table = FactTable.Of(key.Item1, key.Item2));
                if (columns.TryGetValue(result[1].Text(row)!, out var column))
                    table.Add(column.Column, column.Form);
            }
        }
    }

    public FactTable Make(DuckConnection connection, FactKind kind, string source)
    {
        var table = FactTable.Of(kind, source);
        connection.Execute($"CREATE TABLE {table.Sql} ({FactTable.BaseColumns})");
        _tables.Add((kind, source), table);
        return table;
    }

    public static void AddColumn(DuckConnection connection, FactTable table, FactColumn column, ValueForm form) =>
        connection.Execute($"ALTER TABLE {table.Sql} ADD COLUMN {StoreNames.Quote(table.Add(column, form))} {ValueForms.SqlTypeOf(form)}");

    /// <summary>The columns that a view of a kind has: those of the kind, then others that facts of it said.</summary>
    public ImmutableArray<FactColumn> ColumnsOf(FactKind kind) =>
    [
        .. Catalog.Kinds.First(item => item.Kind == kind).Columns
            .Concat(Facts.Where(table => table.Kind == kind).SelectMany(table => table.Columns.Select(item => item.Column)).Order()).Distinct(),
    ];
}
