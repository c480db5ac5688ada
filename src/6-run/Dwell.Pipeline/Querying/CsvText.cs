using System.Text;

namespace Dwell.Pipeline.Querying;

/// <summary>
/// CSV after RFC 4180 with <c>\n</c>, for spreadsheets that take a cell for a formula: evidence comes from attackers, so a text
/// that begins with <c>= + - @</c>, a tab or a carriage return gets an apostrophe before it. Numbers stay numbers.
/// </summary>
public static class CsvText
{
    private const string FormulaStarts = "=+-@\t\r";

    /// <summary>Appends one line.</summary>
    public static void AppendLine(StringBuilder to, ReadOnlySpan<string?> cells, ReadOnlySpan<bool> isNumber)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0)
                to.Append(',');
            AppendCell(to, cells[i] ?? "", i < isNumber.Length && isNumber[i]);
        }

        to.Append('\n');
    }

    private static void AppendCell(StringBuilder to, string cell, bool isNumber)
    {
        var isFormula = !isNumber && cell.Length > 0 && FormulaStarts.Contains(cell[0], StringComparison.Ordinal);
        if (!isFormula && cell.AsSpan().IndexOfAny(",\"\r\n") < 0)
        {
            to.Append(cell);
            return;
        }

        to.Append('"');
        if (isFormula)
            to.Append('\'');
        to.Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
