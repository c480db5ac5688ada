using System.Buffers;
using System.Collections.Immutable;
using Dwell.Content.Delimited;
using Dwell.Readers.Logs;
using Dwell.Readers.Times;

namespace Dwell.Readers.Delimited;

/// <summary>Finds the row of names at the beginning of a table, and tells a table from other text.</summary>
internal sealed record CsvHead(ImmutableArray<string> Names, DelimitedDialect Dialect, int Start, int End)
{
    private const int MostLinesBefore = 20;
    private const int MostRows = 60;
    private const int LongestName = 100;
    private const int FewestNames = 3;

    private static readonly SearchValues<char> NameStarts =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_@$(*%\u0022");

    /// <summary>
    /// The head of a table; null for other text. Rows before the names are comments, empty, or <c>sep=;</c> as Excel reads it.
    /// </summary>
    public static CsvHead? Read(in LogHead head, DelimitedCatalog catalog)
    {
        var text = head.Text;
        var start = 0;
        for (var lines = 0; lines < MostLinesBefore; lines++)
        {
            var end = text[start..].IndexOf((byte)'\n');
            var line = (end < 0 ? text[start..] : text.Slice(start, end)).TrimEnd((byte)'\r');
            if (!line.IsEmpty && line[0] != '#' && !line.StartsWith("sep="u8))
                return OfNames(head, start, catalog);
            if (end < 0)
                return null;
            start += end + 1;
        }

        return null;
    }

    private static CsvHead? OfNames(in LogHead head, int start, DelimitedCatalog catalog)
    {
        CsvHead? best = null;
        foreach (var separator in ",;\t|"u8)
        {
            var dialect = new DelimitedDialect(separator, DelimitedDialect.UsesBackslashes(head.Text[start..], separator), SpansLines: true);
            if (!RowScanner.TryScan(head.Text, start, dialect, head.IsWhole, out var end, out var isBroken) || isBroken)
                continue;
            var names = HeaderText.Names(head.Text[start..end].TrimEnd("\r\n"u8), dialect);
            if (names.Length > (best?.Names.Length ?? 1) && AreNames(names))
                best = new CsvHead(names, dialect, start, end);
        }

        return best is not null && best.IsTable(head, catalog) ? best : null;
    }

    private static bool AreNames(ImmutableArray<string> names)
    {
        var empty = 0;
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
        {
            if (name.Length == 0)
            {
                // Table libraries leave the name of their row number empty; a separator at the end adds one.
                if (++empty > 2)
                    return false;
                continue;
            }

            var isName = name.Length <= LongestName && (NameStarts.Contains(name[0]) || char.IsLetter(name[0]))
                && !name.Contains('=', StringComparison.Ordinal) && !name.Contains("://", StringComparison.Ordinal) && !name.AsSpan().ContainsAny('\n', '{', '<');
            if (!isName || LogTimeReader.TryRead(System.Text.Encoding.UTF8.GetBytes(name), out _, out _))
                return false;
            seen.Add(name);
        }

        return seen.Count >= (names.Length - empty + 1) / 2 && seen.Count > 1;
    }

    // Rows of a table have as many values as there are names (Event Viewer writes one more: the message). A known header is enough.
    private bool IsTable(in LogHead head, DelimitedCatalog catalog)
    {
        if (catalog.Find(Names) is not null)
            return true;
        if (Names.Length < FewestNames)
            return false;
        var splitter = new RowSplitter();
        var (rows, even) = (0, 0);
        for (var at = End; at < head.Text.Length && rows < MostRows;)
        {
            var start = at;
            if (!RowScanner.TryScan(head.Text, start, Dialect, head.IsWhole, out at, out _))
                break;
            var row = head.Text[start..at].TrimEnd("\r\n"u8);
            if (row.IsEmpty)
                continue;
            rows++;
            splitter.Split(row, Dialect);
            even += splitter.Count == Names.Length || splitter.Count == Names.Length + 1 ? 1 : 0;
        }

        return rows > 0 && even >= rows * 4 / 5 && even > 0;
    }
}
