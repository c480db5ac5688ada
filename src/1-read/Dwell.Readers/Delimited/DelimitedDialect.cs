namespace Dwell.Readers.Delimited;

/// <summary>How the rows of a file are written.</summary>
/// <param name="Separator">What parts the values: comma, semicolon, tab, bar; or a blank, of which several count as one.</param>
/// <param name="HasBackslashEscapes">True when <c>\"</c> inside of quotes is a quote (else only <c>""</c> is).</param>
/// <param name="SpansLines">True when a value in quotes may hold line ends.</param>
internal readonly record struct DelimitedDialect(byte Separator, bool HasBackslashEscapes, bool SpansLines)
{
    /// <summary>True for logs that part values by blanks.</summary>
    public bool IsBlank => Separator == (byte)' ';

    /// <summary>
    /// True when quotes inside of quotes are written <c>\"</c>: somewhere in the text one stands before what can't follow the end of a
    /// value, and <c>""</c> is not used for that. A path that ends in a backslash (<c>"C:\a\",</c>) is none.
    /// </summary>
    public static bool UsesBackslashes(ReadOnlySpan<byte> text, byte separator)
    {
        for (var from = 0; from < text.Length;)
        {
            var at = text[from..].IndexOf("\\\""u8);
            if (at < 0)
                return false;
            from += at + 2;
            if (from < text.Length && text[from] is not ((byte)'"' or (byte)'\r' or (byte)'\n') && text[from] != separator)
                return true;
        }

        return false;
    }
}
