using System.Text;

namespace Dwell.Readers.Lines;

/// <summary>Facility and severity as one number, and their names (RFC 5424, 6.2.1).</summary>
internal static class SyslogPriority
{
    private const int Most = 191;
    private const int None = -1;

    private static readonly byte[][] Facilities = Utf8Of(
        "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp", "ntp", "audit", "alert", "clock",
        "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7");

    private static readonly byte[][] Severities = Utf8Of("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug");

    // Other spellings that syslog.conf and its daemons know.
    private static readonly (byte[] Name, int Severity)[] OtherSeverities =
        [("panic"u8.ToArray(), 0), ("error"u8.ToArray(), 3), ("warn"u8.ToArray(), 4)];

    public static ReadOnlySpan<byte> FacilityOf(int priority) => priority < 0 ? default : Facilities[priority >> 3];

    public static ReadOnlySpan<byte> SeverityOf(int priority) => priority < 0 ? default : Severities[priority & 7];

    /// <summary><c>&lt;34&gt;</c>: its value, and where it ends; -1 when the line does not begin with one.</summary>
    public static int ReadNumber(ReadOnlySpan<byte> line, out int length)
    {
        length = 0;
        if (line.Length < 3 || line[0] != '<')
            return None;
        var value = 0;
        var at = 1;
        while (at < line.Length && at <= 3 && line[at] is >= (byte)'0' and <= (byte)'9')
            value = value * 10 + line[at++] - '0';
        if (at == 1 || at >= line.Length || line[at] != '>' || value > Most)
            return None;
        length = at + 1;
        return value;
    }

    /// <summary><c>auth.info</c> or <c>&lt;auth.info&gt;</c>: the number; -1 when it is none.</summary>
    public static int ReadNames(ReadOnlySpan<byte> word)
    {
        if (word.Length > 2 && word[0] == '<' && word[^1] == '>')
            word = word[1..^1];
        var dot = word.IndexOf((byte)'.');
        if (dot <= 0)
            return None;
        var facility = IndexOf(Facilities, word[..dot]);
        var severity = IndexOf(Severities, word[(dot + 1)..]);
        foreach (var (name, other) in OtherSeverities)
        {
            if (word[(dot + 1)..].SequenceEqual(name))
                severity = other;
        }

        return facility < 0 || severity < 0 ? None : facility * 8 + severity;
    }

    private static int IndexOf(byte[][] names, ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (name.SequenceEqual(names[i]))
                return i;
        }

        return None;
    }

    private static byte[][] Utf8Of(params string[] names) => [.. names.Select(Encoding.UTF8.GetBytes)];
}
