using System.Buffers;
using System.Text;
using Dwell.Readers.Times;

namespace Dwell.Readers.Lines;

/// <summary>Reads what stands between the time and the message of an RFC 3164 line: host, priority by name, tag.</summary>
internal ref struct TagReader(ReadOnlySpan<byte> line, int at, int priority)
{
    private const int MostTagBytes = 128;

    private static readonly SearchValues<byte> TagEnds = SearchValues.Create(" \t[:<"u8);
    private static readonly SearchValues<byte> NoHost = SearchValues.Create("[]()|=\"'"u8);

    private static readonly byte[][] Levels =
    [
        "trace"u8.ToArray(), "debug"u8.ToArray(), "info"u8.ToArray(), "notice"u8.ToArray(), "warn"u8.ToArray(), "warning"u8.ToArray(),
        "error"u8.ToArray(), "err"u8.ToArray(), "critical"u8.ToArray(), "crit"u8.ToArray(), "fatal"u8.ToArray(), "severe"u8.ToArray(),
    ];

    private readonly ReadOnlySpan<byte> _line = line;
    private int _at = at;
    private int _priority = priority;
    private LinePart _host;
    private LinePart _program;
    private LinePart _process;

    public SyslogLine Read(LogTime time)
    {
        SkipBlanks();
        SkipPriorityNames();
        // A relay writes its own time and host before those of the line that it passed on.
        if (!TryTag() && TryHost())
        {
            SkipHostAgain();
            SkipPriorityNames();
            if (!TryTag() && LogTimeReader.TryRead(_line[_at..], out var inner, out var length))
            {
                _at += length;
                time = inner;
                SkipBlanks();
                if (!TryTag() && TryHost())
                    TryTag();
            }
        }

        SkipSolarisId();
        return new SyslogLine
        {
            Time = time,
            Priority = _priority,
            HostName = _host,
            Program = _program,
            ProcessId = _process,
            Message = new LinePart(_at, _line.Length - _at),
        };
    }

    private void SkipBlanks()
    {
        while (_at < _line.Length && _line[_at] is (byte)' ' or (byte)'\t')
            _at++;
    }

    // The word at the place; what follows it is a blank or the end.
    private readonly ReadOnlySpan<byte> Word()
    {
        var rest = _line[_at..];
        var end = rest.IndexOfAny((byte)' ', (byte)'\t');
        return end < 0 ? rest : rest[..end];
    }

    // auth.info (OpenWrt, syslog-ng templates), <auth.info> (syslogd -vv of the BSDs).
    private void SkipPriorityNames()
    {
        var word = Word();
        if (SyslogPriority.ReadNames(word) is var named and >= 0)
        {
            _priority = named;
            _at += word.Length;
            SkipBlanks();
        }
    }

    // UniFi gateways write the host twice.
    private void SkipHostAgain()
    {
        var word = Word();
        if (word.IsEmpty || !word.SequenceEqual(_line.Slice(_host.Start, _host.Length)))
            return;
        _at += word.Length;
        SkipBlanks();
    }

    private bool TryHost()
    {
        var word = Word();
        if (word.IsEmpty || word.IndexOfAny(NoHost) >= 0 || IsLevel(word))
            return false;
        _host = new LinePart(_at, word.Length);
        _at += word.Length;
        SkipBlanks();
        return true;
    }

    // An application's own log has its level where a logging service has the host.
    private static bool IsLevel(ReadOnlySpan<byte> word)
    {
        foreach (var level in Levels)
        {
            if (Ascii.EqualsIgnoreCase(word, level))
                return true;
        }

        return false;
    }

    // name: name[123]: name[123]<blank> name(module)[123]: name[123] <Notice>: and the path before a name.
    private bool TryTag()
    {
        var rest = _line[_at..];
        var bounded = rest.Length > MostTagBytes ? rest[..MostTagBytes] : rest;
        var end = bounded.IndexOfAny(TagEnds);
        if (end == 0 && TryBracketed(bounded))
            return true;
        if (end <= 0)
            return false;
        var (after, process) = (end, default(LinePart));
        if (bounded[end] == '[')
        {
            var close = bounded[end..].IndexOf((byte)']');
            if (close <= 1 || bounded.Slice(end + 1, close - 1).IndexOfAny((byte)' ', (byte)'[') >= 0)
                return false;
            process = new LinePart(_at + end + 1, close - 1);
            after = end + close + 1;
        }

        if (bounded[after..].StartsWith(" <"u8) && bounded[after..].IndexOf(">: "u8) is > 0 and var level)
            after += level + 1;
        var isEnded = after < bounded.Length && bounded[after] == ':';
        // A colon within a word is a part of it (an IPv6 host, a module's name), unless a tag with its process id stands before.
        if (isEnded && after + 1 < rest.Length && rest[after + 1] is not ((byte)' ' or (byte)'\t') && process.Length == 0)
            return false;
        if (!isEnded && (process.Length == 0 || (after < rest.Length && rest[after] != ' ')))
            return false;
        _program = new LinePart(_at, end);
        _process = process;
        _at += after + (isEnded ? 1 : 0);
        SkipBlanks();
        return true;
    }

    // [sshd]: message
    private bool TryBracketed(ReadOnlySpan<byte> text)
    {
        var close = text.IndexOf("]: "u8);
        if (text[0] != '[' || close <= 1 || text[1..close].IndexOfAny(TagEnds) >= 0 || IsLevel(text[1..close]))
            return false;
        _program = new LinePart(_at + 1, close - 1);
        _at += close + 2;
        SkipBlanks();
        return true;
    }

    // Solaris: [ID 800047 auth.info]
    private void SkipSolarisId()
    {
        var rest = _line[_at..];
        if (!rest.StartsWith("[ID "u8) || rest.IndexOf((byte)']') is not (> 0 and var close))
            return;
        var inside = rest[4..close];
        if (SyslogPriority.ReadNames(inside[(inside.IndexOf((byte)' ') + 1)..]) is not (>= 0 and var named))
            return;
        _priority = named;
        _at += close + 1;
        SkipBlanks();
    }
}
