using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dwell.Facts.DuckDb;
using Dwell.Report.Text;

namespace Dwell.Pipeline.Querying;

/// <summary>How rows are written.</summary>
public enum RowFormat
{
    /// <summary>Columns under each other, for people.</summary>
    Table,

    /// <summary>A JSON object a line; numbers and flags as such.</summary>
    Json,

    /// <summary>See <see cref="CsvText"/>; a line of names first.</summary>
    Csv,
}

/// <summary>Writes rows as they come.</summary>
public static class RowsText
{
    // The width of a table's columns is that of its first rows: the whole may not fit into memory.
    private const int RowsMeasured = 1_000;
    private const int WidestColumn = 80;

    /// <summary>Writes all rows; the result is how many.</summary>
    public static long Write(SqlRows rows, RowFormat format, Action<string> write) => format switch
    {
        RowFormat.Json => Each(rows, row => write(Json(rows, row))),
        RowFormat.Csv => WriteCsv(rows, write),
        _ => WriteTable(rows, write),
    };

    private static long Each(SqlRows rows, Action<string?[]> take)
    {
        long count = 0;
        foreach (var row in rows.Read())
        {
            take(row);
            count++;
        }

        return count;
    }

    private static long WriteCsv(SqlRows rows, Action<string> write)
    {
        var line = new StringBuilder();
        CsvText.AppendLine(line, rows.Names.AsSpan()!, []);
        write(line.ToString());
        return Each(rows, row =>
        {
            line.Clear();
            CsvText.AppendLine(line, row, rows.IsNumber.AsSpan());
            write(line.ToString());
        });
    }

    private static string Json(SqlRows rows, string?[] row)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            for (var i = 0; i < row.Length; i++)
            {
                json.WritePropertyName(rows.Names[i]);
                if (row[i] is not { } text)
                    json.WriteNullValue();
                else if (rows.IsFlag[i])
                    json.WriteBooleanValue(text == "true");
                else if (rows.IsNumber[i] && char.IsAsciiLetterLower(text[^1]) == false)
                    json.WriteRawValue(text);
                else
                    json.WriteStringValue(text);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length) + "\n";
    }

    private static long WriteTable(SqlRows rows, Action<string> write)
    {
        var first = new List<string?[]>();
        long count = 0;
        var widths = rows.Names.Select(name => name.Length).ToArray();
        foreach (var row in rows.Read())
        {
            count++;
            if (count <= RowsMeasured)
            {
                first.Add([.. row.Select(Plain)]);
                for (var i = 0; i < row.Length; i++)
                    widths[i] = Math.Max(widths[i], Math.Min(WidestColumn, first[^1][i]!.Length));
                continue;
            }

            Flush();
            write(Line(row.Select(Plain), widths, rows));
        }

        Flush();
        return count;

        void Flush()
        {
            if (first.Count == 0 && count > 0)
                return;
            write(Line(rows.Names, widths, rows));
            foreach (var row in first)
                write(Line(row, widths, rows));
            first.Clear();
        }
    }

    private static string Plain(string? text) => text is null ? "" : VisibleText.Plain(text, int.MaxValue);

    private static string Line(IEnumerable<string?> cells, int[] widths, SqlRows rows) =>
        string.Join("  ", cells.Select((cell, i) => rows.IsNumber[i] ? cell!.PadLeft(widths[i]) : cell!.PadRight(widths[i]))).TrimEnd() + "\n";
}
