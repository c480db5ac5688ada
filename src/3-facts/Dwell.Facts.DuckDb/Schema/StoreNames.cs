using Dwell.Content.Yaml;
using Dwell.Model.Facts;

namespace Dwell.Facts.DuckDb.Schema;

/// <summary>How tables and columns are called in SQL: the words of <c>content/fields</c> with <c>_</c> for <c>-</c>.</summary>
public static class StoreNames
{
    /// <summary>The view of a kind: <c>web_request</c>.</summary>
    public static string Of(FactKind kind) => ToSnake(kind.ToString());

    /// <summary>The column: <c>source_address</c>.</summary>
    public static string Of(FactColumn column) => ToSnake(column.ToString());

    /// <summary>A name as SQL writes it, whatever is in it.</summary>
    public static string Quote(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    /// <summary>A text as SQL writes it, whatever is in it but NUL.</summary>
    public static string Literal(string text) => '\'' + text.Replace("'", "''", StringComparison.Ordinal) + '\'';

    private static string ToSnake(string name) => KebabCase.Of(name).Replace('-', '_');
}
