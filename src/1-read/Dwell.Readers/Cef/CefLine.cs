namespace Dwell.Readers.Cef;

/// <summary>
/// Finds the parts of a line in ArcSight's Common Event Format, <c>CEF:0|vendor|product|version|signature|name|severity|key=value …</c>
/// ("Implementing ArcSight Common Event Format", version 25): what stands before it is a syslog header, or nothing. UniFi writes
/// a blank behind <c>CEF:</c>, or leaves <c>CEF:</c> out where its own header is stripped; both are read.
/// </summary>
internal ref struct CefLine
{
    /// <summary>Parts between the version and the extension: vendor, product, version, signature, name, severity.</summary>
    public const int HeadParts = 6;

    // A version is one digit so far; more would be another format.
    private const int MostVersionDigits = 2;

    private readonly ReadOnlySpan<byte> _line;

    private CefLine(ReadOnlySpan<byte> line, int start, int extension)
    {
        _line = line;
        Start = start;
        Extension = extension;
    }

    /// <summary>Where the event begins: what stands before is the header of a logging service.</summary>
    public int Start { get; }

    /// <summary>Where the pairs begin.</summary>
    public int Extension { get; }

    /// <summary>False when the line has no such event.</summary>
    public static bool TryFind(ReadOnlySpan<byte> line, Span<Range> head, out CefLine found)
    {
        found = default;
        var start = line.IndexOf("CEF:"u8);
        var at = start < 0 ? 0 : start + 4;
        if (start < 0)
            start = 0;
        while (at < line.Length && line[at] == ' ')
            at++;
        var digits = line[at..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (digits is < 1 or > MostVersionDigits || line[at + digits] != '|')
            return false;
        at += digits + 1;
        for (var part = 0; part < HeadParts; part++)
        {
            var end = EndOfPart(line, at);
            if (end < 0)
                return false;
            head[part] = at..end;
            at = end + 1;
        }

        found = new CefLine(line, start, at);
        return true;
    }

    /// <summary>
    /// The next pair from <paramref name="at"/>, which moves behind it. A value reaches to the blank before the next key: it may
    /// hold blanks, and <c>\=</c> is no assignment.
    /// </summary>
    public readonly bool TryNext(ref int at, out Range key, out Range value)
    {
        (key, value) = (default, default);
        while (at < _line.Length && _line[at] == ' ')
            at++;
        var length = KeyLength(_line[at..]);
        if (length == 0)
            return false;
        key = at..(at + length);
        var from = at + length + 1;
        var end = EndOfValue(from);
        value = from..end;
        at = end;
        return true;
    }

    private static int EndOfPart(ReadOnlySpan<byte> line, int from)
    {
        for (var at = from; at < line.Length; at++)
        {
            if (line[at] == '\\')
                at++;
            else if (line[at] == '|')
                return at;
        }

        return -1;
    }

    private readonly int EndOfValue(int from)
    {
        for (var at = from; at < _line.Length; at++)
        {
            if (_line[at] == '\\')
                at++;
            else if (_line[at] == ' ' && KeyLength(_line[(at + 1)..]) > 0)
                return at;
        }

        return _line.Length;
    }

    // How long the key is that the text begins with, when an assignment follows it; else 0. Keys have no blanks, so each byte of a
    // value is looked at twice at most.
    private static int KeyLength(ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit((char)text[length]) || text[length] is (byte)'_' or (byte)'.' or (byte)'[' or (byte)']' or (byte)'-'))
            length++;
        return length < text.Length && text[length] == '=' ? length : 0;
    }
}
