using System.Text;
using Dwell.Readers.Logs;

namespace Dwell.Readers.Zeek;

/// <summary>Finds the directives among whole lines and lets a header take them in. Rows are passed over without being looked at.</summary>
internal static class ZeekHeaderLines
{
    /// <summary>The header behind these lines; <paramref name="offset"/> is where they lie in the file.</summary>
    public static ZeekHeader Read(ZeekHeader header, ReadOnlySpan<byte> bytes, long offset, LineEncoding? encoding)
    {
        if (encoding?.Wide is { } wide)
            return ReadWide(header, bytes, offset, encoding, wide);
        var start = IsDirective(bytes, offset) ? 0 : NextDirective(bytes, 0);
        while (start >= 0)
        {
            var rest = bytes[start..];
            var end = rest.IndexOf((byte)'\n');
            var line = (end < 0 ? rest : rest[..end]).TrimEnd((byte)'\r');
            header = header.With(line, offset + start, line.Length);
            start = NextDirective(bytes, start + line.Length);
        }

        return header;
    }

    /// <summary>True for a line of the header. Blanks may stand before the very first one, where an editor put them.</summary>
    public static bool IsDirective(ReadOnlySpan<byte> line, long offset)
    {
        const int mostMarkBytes = 3;
        if (line.IsEmpty)
            return false;
        return line[0] == '#' || (offset <= mostMarkBytes && line.TrimStart(" \t"u8).StartsWith("#separator"u8));
    }

    private static int NextDirective(ReadOnlySpan<byte> bytes, int from)
    {
        var next = bytes[from..].IndexOf("\n#"u8);
        return next < 0 ? -1 : from + next + 1;
    }

    private static ZeekHeader ReadWide(ZeekHeader header, ReadOnlySpan<byte> bytes, long offset, LineEncoding encoding, Encoding wide)
    {
        for (var start = 0; start < bytes.Length;)
        {
            var end = encoding.EndOfFirstLine(bytes[start..]);
            var length = end == 0 ? bytes.Length - start : end;
            var text = wide.GetString(bytes.Slice(start, length)).TrimEnd('\r', '\n');
            var line = Encoding.UTF8.GetBytes(text);
            if (IsDirective(line, offset + start))
                header = header.With(line, offset + start, text.Length * 2);
            start += length;
        }

        return header;
    }
}
