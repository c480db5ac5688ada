namespace Dwell.Readers.Delimited;

/// <summary>
/// Finds where rows end, of which values in quotes may hold line ends (RFC 4180, 2). A quote that is not closed must not swallow
/// what follows: when its value gets longer than <see cref="MaxQuotedBytes"/>, meets the end of the file, or closes behind a line
/// end where no value can end, the row ends with its first line and its quote counts as a character.
/// </summary>
internal static class RowScanner
{
    /// <summary>No value of a log is longer: audit data of Microsoft 365, the largest known, stays below 1 MiB.</summary>
    public const int MaxQuotedBytes = 4 * 1024 * 1024;

    /// <summary>
    /// The row that begins at <paramref name="start"/>: <paramref name="next"/> is where the next one begins (behind the line end).
    /// False when that can't be told without more bytes; never false when <paramref name="isEnd"/> (nothing follows).
    /// </summary>
    public static bool TryScan(ReadOnlySpan<byte> text, int start, DelimitedDialect dialect, bool isEnd, out int next, out bool isBroken)
    {
        isBroken = false;
        next = 0;
        var line = text[start..].IndexOf((byte)'\n');
        var lineEnd = line < 0 ? text.Length : start + line + 1;
        if (line < 0 && !isEnd && !dialect.SpansLines)
            return false;
        if (!dialect.SpansLines || text[start..lineEnd].IndexOf((byte)'"') < 0)
        {
            next = lineEnd;
            return line >= 0 || isEnd;
        }

        return ScanFields(text, start, lineEnd, dialect, isEnd, out next, out isBroken);
    }

    /// <summary>Bytes up to and with the last row that is whole; 0 when not even the first is.</summary>
    public static int EndOfLastRow(ReadOnlySpan<byte> text, DelimitedDialect dialect)
    {
        if (!dialect.SpansLines || text.IndexOf((byte)'"') < 0)
            return text.LastIndexOf((byte)'\n') + 1;
        var end = 0;
        while (end < text.Length && TryScan(text, end, dialect, isEnd: false, out var next, out _))
            end = next;
        return end;
    }

    private static bool ScanFields(
        ReadOnlySpan<byte> text, int start, int lineEnd, DelimitedDialect dialect, bool isEnd, out int next, out bool isBroken)
    {
        isBroken = false;
        next = 0;
        for (var at = start; ;)
        {
            if (at < text.Length && text[at] == '"')
            {
                var close = CloseOf(text, at, dialect, isEnd, out var isOpen);
                if (close < 0 && !isOpen)
                    return false;
                if (close < 0 || (close >= lineEnd && !EndsValue(text, close + 1, dialect)))
                {
                    isBroken = true;
                    next = lineEnd;
                    return true;
                }

                at = close + 1;
            }

            var found = text[at..].IndexOfAny(dialect.Separator, (byte)'\n');
            if (found < 0)
            {
                next = text.Length;
                return isEnd;
            }

            at += found + 1;
            if (text[at - 1] == '\n')
            {
                next = at;
                return true;
            }
        }
    }

    // Where the quote closes that opens at a place; -1 when it does not: isOpen says that it never will, else more bytes are needed.
    private static int CloseOf(ReadOnlySpan<byte> text, int open, DelimitedDialect dialect, bool isEnd, out bool isOpen)
    {
        var bound = Math.Min(text.Length - open, MaxQuotedBytes);
        isOpen = isEnd || bound == MaxQuotedBytes;
        var inside = text.Slice(open, bound);
        for (var at = 1; at < inside.Length;)
        {
            var found = dialect.HasBackslashEscapes ? inside[at..].IndexOfAny((byte)'"', (byte)'\\') : inside[at..].IndexOf((byte)'"');
            if (found < 0)
                return -1;
            at += found;
            if (inside[at] == '\\' || (at + 1 < inside.Length && inside[at + 1] == '"'))
            {
                at += 2;
                continue;
            }

            // What follows the quote tells whether it closes; the last byte at hand does not.
            return at + 1 < inside.Length || isOpen ? open + at : -1;
        }

        return -1;
    }

    private static bool EndsValue(ReadOnlySpan<byte> text, int at, DelimitedDialect dialect) =>
        at >= text.Length || text[at] == dialect.Separator || text[at] is (byte)'\n' or (byte)'\r';
}
