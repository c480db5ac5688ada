using System.Collections.Immutable;
using System.Globalization;
using Dwell.Case;
using Dwell.Content.Fields;
using Dwell.Content.Store;
using Dwell.Content.Yaml;
using Dwell.Facts.DuckDb;
using Dwell.Facts.DuckDb.Schema;
using Dwell.Model.Facts;

namespace Dwell.Pipeline.Querying;

/// <summary>Asks the store of a finished case.</summary>
public static class CaseSql
{
    private static readonly string[] Others = ["hit", "activity", "evidence", "seen_again"];

    /// <summary>
    /// Runs one read-only statement and writes its rows; the result is how many. Throws <see cref="CaseException"/> for a case
    /// without a store, and <see cref="Facts.DuckDb.Native.DuckDbException"/> with the engine's words for a wrong statement.
    /// </summary>
    public static long Run(CaseFolder folder, string sql, RowFormat format, Action<string> write, CancellationToken cancellation)
    {
        using var store = Open(folder);
        using var rows = store.Query(sql, cancellation);
        return RowsText.Write(rows, format, write);
    }

    /// <summary>
    /// Writes one Parquet file a kind of fact that has any, and those of hits, activity and evidence; the result names them with
    /// their rows. Throws <see cref="IOException"/> when the folder holds one of the files.
    /// </summary>
    public static ImmutableArray<(string File, long Rows)> Export(CaseFolder folder, string target, CancellationToken cancellation)
    {
        var full = Path.GetFullPath(target);
        Directory.CreateDirectory(full);
        using var store = Open(folder, full);
        var written = ImmutableArray.CreateBuilder<(string, long)>();
        foreach (var view in Enum.GetValues<FactKind>().Select(StoreNames.Of).Concat(Others))
        {
            var rows = Count(store, view, cancellation);
            if (rows == 0)
                continue;
            var path = Path.Combine(full, view + ".parquet");
            if (File.Exists(path))
                throw new IOException($"'{path}' is there already: name a new or empty folder.");
            store.WriteParquet($"SELECT * FROM {view} ORDER BY ALL", path, cancellation);
            written.Add((view + ".parquet", rows));
        }

        return written.ToImmutable();
    }

    /// <summary>
    /// The statement that lists the values of a column by on how many hosts they were seen, rarest first; null for a name that
    /// is no column.
    /// </summary>
    public static string? Stack(string field, FactKind? kind, long limit)
    {
        var catalog = FieldLoader.Load(ContentStore.Embedded);
        if (ColumnNamed(catalog, field) is not { } column)
            return null;
        var name = StoreNames.Quote(StoreNames.Of(column));
        var parts = catalog.Kinds.Where(item => item.Columns.Contains(column) && (kind is null || kind == item.Kind)).Select(item =>
            $"SELECT {StoreNames.Literal(StoreNames.Of(item.Kind))} AS kind, host, time, {name}::VARCHAR AS value FROM {StoreNames.Of(item.Kind)} WHERE {name} IS NOT NULL").ToList();
        if (parts.Count == 0)
            return null;
        var end = limit > 0 ? string.Create(CultureInfo.InvariantCulture, $" LIMIT {limit}") : "";
        return "SELECT count(DISTINCT host) AS hosts, count(*) AS facts, value, min(host) AS first_host, min(time) AS first, max(time) AS last "
            + $"FROM ({string.Join(" UNION ALL ", parts)}) GROUP BY value ORDER BY hosts, facts, value{end}";
    }

    /// <summary>The column of that name: Dwell's own with <c>-</c> or <c>_</c>, Sigma's or ECS's; null for none.</summary>
    public static FactColumn? ColumnNamed(FieldCatalog catalog, string name)
    {
        var kebab = name.Replace('_', '-');
        foreach (var column in catalog.Columns)
        {
            if (kebab.Equals(KebabCase.Of(column.Column.ToString()), StringComparison.OrdinalIgnoreCase))
                return column.Column;
        }

        return catalog.Columns.FirstOrDefault(column =>
            column.SigmaNames.Concat(column.EcsNames).Contains(name, StringComparer.OrdinalIgnoreCase))?.Column;
    }

    internal static string PathOf(CaseFolder folder)
    {
        var path = folder.PathOf(CaseFiles.Store);
        return File.Exists(path)
            ? path
            : throw new CaseException($"'{folder.Folder}' has no store ({CaseFiles.Store}): remove the folder and investigate again to make one.");
    }

    private static StoreSql Open(CaseFolder folder, params string[] writable) =>
        StoreSql.Open(PathOf(folder), new StoreOptions { WritableFolders = writable });

    private static long Count(StoreSql store, string view, CancellationToken cancellation)
    {
        using var rows = store.Query($"SELECT count(*) FROM {view}", cancellation);
        return long.Parse(rows.Read().First()[0]!, NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
