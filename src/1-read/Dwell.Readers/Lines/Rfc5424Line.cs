using System.Buffers;
using Dwell.Readers.Times;

namespace Dwell.Readers.Lines;

/// <summary>Reads <c>VERSION TIMESTAMP HOSTNAME APP-NAME PROCID MSGID STRUCTURED-DATA MSG</c> (RFC 5424, 6).</summary>
internal static class Rfc5424Line
{
    private static readonly SearchValues<byte> IdEnds = SearchValues.Create(" ]=\"\r\n"u8);

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public static bool TryRead(ReadOnlySpan<byte> line, int at, int priority, out SyslogLine read)
    {
        read = default;
        // Files that a collector wrote may lack the priority; the version and a full date are then enough.
        if (!line[at..].StartsWith("1 "u8))
            return false;
        at += 2;
        LogTime? time = null;
        if (line[at..].StartsWith("- "u8))
        {
            if (priority < 0)
                return false;
            at++;
        }
        else
        {
            if (!LogTimeReader.TryRead(line[at..], out var found, out var length) || !found.HasYear)
                return false;
            time = found;
            at += length;
        }

        if (!TryWord(line, ref at, out var host) || !TryWord(line, ref at, out var program)
            || !TryWord(line, ref at, out var process) || !TryWord(line, ref at, out _))
        {
            return false;
        }

        at = SkipStructuredData(line, at);
        if (line[at..].StartsWith(ByteOrderMark))
            at += ByteOrderMark.Length;
        read = new SyslogLine
        {
            Time = time,
            Priority = priority,
            HostName = host,
            Program = program,
            ProcessId = process,
            Message = new LinePart(at, line.Length - at),
        };
        return true;
    }

    // A word behind a blank; "-" stands for none.
    private static bool TryWord(ReadOnlySpan<byte> line, ref int at, out LinePart word)
    {
        word = default;
        if (at >= line.Length || line[at] != ' ')
            return false;
        var rest = line[(at + 1)..];
        var end = rest.IndexOf((byte)' ');
        if (end <= 0)
            end = end < 0 ? rest.Length : 0;
        if (end == 0)
            return false;
        word = end == 1 && rest[0] == '-' ? default : new LinePart(at + 1, end);
        at += 1 + end;
        return true;
    }

    // "-" or [id name="value" …][…]; a value has \" \\ \] for these characters. What is broken stays in the message.
    private static int SkipStructuredData(ReadOnlySpan<byte> line, int at)
    {
        if (at >= line.Length || line[at] != ' ')
            return at;
        at++;
        if (line[at..].StartsWith("-"u8) && (at + 1 == line.Length || line[at + 1] == ' '))
            return Math.Min(at + 2, line.Length);
        var start = at;
        while (at < line.Length && line[at] == '[')
        {
            var end = EndOfElement(line, at);
            if (end < 0)
                return start;
            at = end;
        }

        return at < line.Length && line[at] == ' ' ? at + 1 : at;
    }

    private static int EndOfElement(ReadOnlySpan<byte> line, int at)
    {
        // SD-ID (6.3.2): a word without quotes. [action:"Drop"; …] is a message.
        var id = line[(at + 1)..].IndexOfAny(IdEnds);
        if (id <= 0 || line[at + 1 + id] is not ((byte)' ' or (byte)']'))
            return -1;
        var isQuoted = false;
        for (; at < line.Length; at++)
        {
            switch (line[at])
            {
                case (byte)'\\' when isQuoted:
                    at++;
                    break;
                case (byte)'"':
                    isQuoted = !isQuoted;
                    break;
                case (byte)']' when !isQuoted:
                    return at + 1;
            }
        }

        return -1;
    }
}
