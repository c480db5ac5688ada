using System.Collections.Immutable;
using System.Text;

namespace Dwell.Readers.Delimited;

/// <summary>Reads headers: rows of names, and the directives of W3C's extended log format.</summary>
internal static class HeaderText
{
    private const int DateLength = 10;

    /// <summary>The directive that names the columns (W3C WD-logfile-960323; Exchange writes it too).</summary>
    public static ReadOnlySpan<byte> Fields => "#Fields:"u8;

    /// <summary>The directive that says when what follows was begun.</summary>
    public static ReadOnlySpan<byte> Date => "#Date:"u8;

    /// <summary>
    /// The names of <c>#Fields:</c>, and how the rows under it are written: by commas (Exchange, with quotes), tabs or blanks. Blanks
    /// between names may stand above rows parted by tabs (CloudFront): rows tell.
    /// </summary>
    public static ImmutableArray<string> Directive(ReadOnlySpan<byte> line, out DelimitedDialect dialect)
    {
        var names = line[Fields.Length..].Trim(" \t\r\n"u8);
        var hasCommas = names.IndexOf((byte)',') >= 0;
        var separator = hasCommas ? (byte)',' : names.IndexOf((byte)'\t') >= 0 ? (byte)'\t' : (byte)' ';
        dialect = new DelimitedDialect(separator, HasBackslashEscapes: false, SpansLines: hasCommas);
        return Names(names, dialect);
    }

    /// <summary>The names in a row.</summary>
    public static ImmutableArray<string> Names(ReadOnlySpan<byte> row, DelimitedDialect dialect)
    {
        var splitter = new RowSplitter();
        splitter.Split(row, dialect);
        var names = ImmutableArray.CreateBuilder<string>(splitter.Count);
        for (var i = 0; i < splitter.Count; i++)
        {
            var value = row.Slice(splitter[i].Start, splitter[i].Length);
            if (splitter[i].HasEscapes)
            {
                var plain = new byte[value.Length - RowSplitter.EscapesIn(value, dialect)];
                RowSplitter.Unescape(value, dialect, plain);
                value = plain;
            }

            names.Add(Encoding.UTF8.GetString(value).Trim());
        }

        return names.ToImmutable();
    }

    /// <summary>The date of <c>#Date: 2002-05-02 17:42:15</c>; empty when it has none.</summary>
    public static ReadOnlyMemory<byte> DateOf(ReadOnlySpan<byte> line)
    {
        var text = line[Date.Length..].Trim(" \t\r\n"u8);
        return text.Length >= DateLength && text[4] == '-' && text[7] == '-' ? text[..DateLength].ToArray() : default;
    }
}
