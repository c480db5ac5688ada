namespace Dwell.Readers.Delimited;

/// <summary>A value of a row: where it lies in the row's bytes; <paramref name="HasEscapes"/> when quotes in it are still doubled or escaped.</summary>
internal readonly record struct RowValue(int Start, int Length, bool HasEscapes);

/// <summary>Parts a row into values. One object a thread; its values are those of the last row.</summary>
internal sealed class RowSplitter
{
    /// <summary>More columns than any log has; what follows stays in the last value.</summary>
    public const int MaxValues = 8192;

    private RowValue[] _values = new RowValue[64];

    /// <summary>How many values the row has.</summary>
    public int Count { get; private set; }

    /// <summary>A value, 0 to <see cref="Count"/> - 1.</summary>
    public ref readonly RowValue this[int index] => ref _values[index];

    /// <summary>Parts a row, which has no line end behind it.</summary>
    public void Split(ReadOnlySpan<byte> row, DelimitedDialect dialect)
    {
        Count = 0;
        var at = 0;
        while (true)
        {
            if (dialect.IsBlank)
            {
                while (at < row.Length && row[at] == ' ')
                    at++;
                if (at == row.Length)
                    return;
            }

            if (Count == MaxValues - 1)
            {
                Add(at, row.Length - at, false);
                return;
            }

            at = at < row.Length && row[at] == '"' && TryQuoted(row, at, dialect, out var end) ? end : Plain(row, at, dialect);
            if (at >= row.Length)
                return;
            at++;
            if (at == row.Length && !dialect.IsBlank)
            {
                Add(at, 0, false);
                return;
            }
        }
    }

    /// <summary>How many bytes of a value only escape the byte behind them.</summary>
    public static int EscapesIn(ReadOnlySpan<byte> value, DelimitedDialect dialect)
    {
        var count = 0;
        for (var i = 0; i + 1 < value.Length; i++)
        {
            if (!IsEscape(value, i, dialect))
                continue;
            count++;
            i++;
        }

        return count;
    }

    /// <summary>Writes a value without its escapes: <see cref="EscapesIn"/> bytes fewer than it has.</summary>
    public static void Unescape(ReadOnlySpan<byte> value, DelimitedDialect dialect, Span<byte> into)
    {
        var length = 0;
        for (var i = 0; i < value.Length; i++)
        {
            if (IsEscape(value, i, dialect))
                i++;
            into[length++] = value[i];
        }
    }

    private static bool IsEscape(ReadOnlySpan<byte> value, int at, DelimitedDialect dialect)
    {
        if (at + 1 >= value.Length)
            return false;
        return value[at] == '"'
            ? value[at + 1] == '"'
            : dialect.HasBackslashEscapes && value[at] == '\\' && value[at + 1] is (byte)'"' or (byte)'\\';
    }

    private void Add(int start, int length, bool hasEscapes)
    {
        if (Count == _values.Length)
            Array.Resize(ref _values, _values.Length * 2);
        _values[Count++] = new RowValue(start, length, hasEscapes);
    }

    private int Plain(ReadOnlySpan<byte> row, int at, DelimitedDialect dialect)
    {
        var found = row[at..].IndexOf(dialect.Separator);
        var end = found < 0 ? row.Length : at + found;
        Add(at, end - at, false);
        return end;
    }

    // A value in quotes, with the place of the separator behind it; false when the quote does not close in the row, or closes in the
    // middle of a value: then it is a character.
    private bool TryQuoted(ReadOnlySpan<byte> row, int open, DelimitedDialect dialect, out int end)
    {
        end = 0;
        var hasEscapes = false;
        for (var at = open + 1; at < row.Length; at++)
        {
            var found = dialect.HasBackslashEscapes ? row[at..].IndexOfAny((byte)'"', (byte)'\\') : row[at..].IndexOf((byte)'"');
            if (found < 0)
                return false;
            at += found;
            if (row[at] == '\\' || (at + 1 < row.Length && row[at + 1] == '"'))
            {
                hasEscapes = true;
                at++;
                continue;
            }

            if (at + 1 < row.Length && row[at + 1] != dialect.Separator)
                return false;
            Add(open + 1, at - open - 1, hasEscapes);
            end = at + 1;
            return true;
        }

        return false;
    }
}
