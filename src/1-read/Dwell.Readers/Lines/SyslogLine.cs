using Dwell.Readers.Times;

namespace Dwell.Readers.Lines;

/// <summary>A part of a line: <paramref name="Length"/> bytes from <paramref name="Start"/>; length 0 where the line lacks it.</summary>
public readonly record struct LinePart(int Start, int Length)
{
    /// <summary>The bytes of the part.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> line) => line.Slice(Start, Length);
}

/// <summary>
/// What a logging service writes around a message: time, host, program, process id, priority. Reads the forms of RFC 3164 (with and
/// without priority, year, host), RFC 5424, rsyslog's and syslog-ng's file templates, journalctl's <c>short</c> outputs, and what
/// OpenWrt, the BSDs, macOS and Solaris put in between.
/// </summary>
public readonly ref struct SyslogLine
{
    /// <summary>When, as the line says it; null when it has no time.</summary>
    public LogTime? Time { get; init; }

    /// <summary>Facility * 8 + severity; -1 when the line does not say.</summary>
    public int Priority { get; init; }

    /// <summary>The host that wrote the message.</summary>
    public LinePart HostName { get; init; }

    /// <summary>The program, without its process id.</summary>
    public LinePart Program { get; init; }

    /// <summary>The process id.</summary>
    public LinePart ProcessId { get; init; }

    /// <summary>The message, to the end of the line.</summary>
    public LinePart Message { get; init; }

    /// <summary>True when the line has a program: a time and a host alone stand before many things.</summary>
    public bool HasTag => Program.Length > 0;

    /// <summary>The facility's name; empty when it is not known.</summary>
    public ReadOnlySpan<byte> Facility => SyslogPriority.FacilityOf(Priority);

    /// <summary>The severity's name; empty when it is not known.</summary>
    public ReadOnlySpan<byte> Severity => SyslogPriority.SeverityOf(Priority);

    /// <summary>
    /// Reads a line; false when it begins with no time (then nothing is known of it). <paramref name="order"/> is for numeric
    /// dates, see <see cref="LogTimeReader"/>.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> line, DateOrder order, out SyslogLine read)
    {
        var priority = SyslogPriority.ReadNumber(line, out var at);
        if (Rfc5424Line.TryRead(line, at, priority, out read))
            return true;
        if (priority >= 0 && at < line.Length && line[at] == ' ')
            at++;
        if (!LogTimeReader.TryRead(line[at..], out var time, out var length, order))
        {
            read = default;
            return false;
        }

        at += length;
        // Cisco and Zyxel end the time with a colon.
        if (at < line.Length && line[at] == ':')
            at++;
        if (at < line.Length && line[at] is not ((byte)' ' or (byte)'\t'))
        {
            read = default;
            return false;
        }

        read = new TagReader(line, at, priority).Read(time);
        return true;
    }
}
