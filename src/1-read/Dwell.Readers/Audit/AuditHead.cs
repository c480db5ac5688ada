using System.Buffers;
using System.Buffers.Text;
using Dwell.Content.Audit;
using Dwell.Model.Time;

namespace Dwell.Readers.Audit;

/// <summary>What a record is to the joining of events.</summary>
internal enum AuditRecordKind : byte
{
    /// <summary>No audit record.</summary>
    None,

    /// <summary>A record that may be one of several of its event.</summary>
    Joined,

    /// <summary>The record of the system call, of which an event has one.</summary>
    Syscall,

    /// <summary>The end of an event.</summary>
    End,

    /// <summary>A message of a program: an event by itself.</summary>
    Alone,
}

/// <summary>
/// The head of a line of an audit log: <c>[node=NAME ]type=TYPE msg=audit(SECONDS.MILLIS:SERIAL):</c>, also behind what syslog or the
/// kernel's ring buffer put before it (then the type may be a number and <c>msg=</c> be missing). Places count from the line's start.
/// </summary>
internal readonly struct AuditHead
{
    private static readonly SearchValues<byte> IdBytes = SearchValues.Create("0123456789./:- APM"u8);

    private AuditHead(AuditRecordKind kind, Range node, Range type, Range id, int body)
    {
        Kind = kind;
        Node = node;
        Type = type;
        Id = id;
        Body = body;
    }

    /// <summary>What it is.</summary>
    public AuditRecordKind Kind { get; }

    /// <summary>The host, as auditd wrote it; empty when it did not.</summary>
    public Range Node { get; }

    /// <summary>The type as written: a name or a number.</summary>
    public Range Type { get; }

    /// <summary>The text between the parentheses.</summary>
    public Range Id { get; }

    /// <summary>Where the fields begin.</summary>
    public int Body { get; }

    /// <summary>Reads the head of a line; of kind None when it has none.</summary>
    public static AuditHead Read(ReadOnlySpan<byte> line)
    {
        var head = line[..Math.Min(line.Length, AuditLimits.HeadBytes)];
        var paren = head.IndexOf("audit("u8);
        if (paren < 0)
            return default;
        var id = paren + "audit("u8.Length;
        var length = head[id..].IndexOf((byte)')');
        if (length <= 0 || !IsId(head.Slice(id, length)))
            return default;
        var before = head[..paren];
        if (before.EndsWith("msg="u8))
            before = before[..^"msg="u8.Length];
        var type = TypeIn(before);
        if (type.End.Value == 0)
            return default;
        var body = id + length + 1;
        if (body < line.Length && line[body] == ':')
            body++;
        return new AuditHead(KindOf(line[type]), NodeIn(before[..type.Start.Value]), type, id..(id + length), body);
    }

    /// <summary>
    /// The time in an id of the form <c>1654180383.030:299896</c>; false for one that a tool wrote out in a local form, which
    /// names no zone.
    /// </summary>
    public static bool TryReadTime(ReadOnlySpan<byte> id, out UtcInstant time)
    {
        time = default;
        if (!Utf8Parser.TryParse(id, out long seconds, out var used) || used >= id.Length || id[used] != '.')
            return false;
        if (!Utf8Parser.TryParse(id[(used + 1)..], out int millis, out var digits) || digits != 3 || millis < 0)
            return false;
        const long Most = 253_402_300_799; // 9999-12-31T23:59:59Z
        if (seconds is < 0 or > Most)
            return false;
        var ticks = DateTime.UnixEpoch.Ticks + (seconds * TimeSpan.TicksPerSecond) + (millis * TimeSpan.TicksPerMillisecond);
        time = new UtcInstant(ticks, TimePrecision.Millisecond);
        return true;
    }

    /// <summary>A number that is the same for records of one event and, but for chance, of no other: FNV-1a over node and id.</summary>
    public ulong KeyOf(ReadOnlySpan<byte> line)
    {
        var key = 14_695_981_039_346_656_037UL;
        foreach (var b in line[Node])
            key = (key ^ b) * 1_099_511_628_211UL;
        key = (key ^ 0xFF) * 1_099_511_628_211UL;
        foreach (var b in line[Id])
            key = (key ^ b) * 1_099_511_628_211UL;
        return key;
    }

    // Digits with a serial behind a colon: '1654180383.030:299896', or '06/02/2022 14:33:03.030:299896' of ausearch -i.
    private static bool IsId(ReadOnlySpan<byte> id)
    {
        var colon = id.LastIndexOf((byte)':');
        return colon > 0 && !id.ContainsAnyExcept(IdBytes)
            && colon + 1 < id.Length && !id[(colon + 1)..].ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && id[0] is >= (byte)'0' and <= (byte)'9';
    }

    // The last 'type=' before the id, which must end where 'msg=' begins.
    private static Range TypeIn(ReadOnlySpan<byte> before)
    {
        var at = before.LastIndexOf("type="u8);
        if (at < 0 || (at > 0 && before[at - 1] != ' '))
            return default;
        var start = at + "type="u8.Length;
        var length = before[start..].IndexOf((byte)' ');
        return length <= 0 || !before[(start + length)..].Trim((byte)' ').IsEmpty ? default : start..(start + length);
    }

    private static Range NodeIn(ReadOnlySpan<byte> before)
    {
        var at = before.LastIndexOf("node="u8);
        if (at < 0 || (at > 0 && before[at - 1] != ' '))
            return SyslogHost(before);
        var start = at + "node="u8.Length;
        var length = before[start..].IndexOf((byte)' ');
        return length <= 0 ? default : start..(start + length);
    }

    // Behind 'Jun  2 14:33:03 ' or '2022-06-02T14:33:03.123+02:00 ', where syslog wrote the line.
    private static Range SyslogHost(ReadOnlySpan<byte> before)
    {
        const int ClassicTimeBytes = 16;
        var isClassic = before.Length > ClassicTimeBytes && before[3] == ' ' && before[ClassicTimeBytes - 1] == ' ' && before[9] == ':';
        var isIso = before.Length > 20 && before[10] == 'T' && before[4] == '-';
        var start = isClassic ? ClassicTimeBytes : isIso ? before.IndexOf((byte)' ') + 1 : 0;
        if (start == 0)
            return default;
        var length = before[start..].IndexOf((byte)' ');
        return length <= 0 ? default : start..(start + length);
    }

    private static AuditRecordKind KindOf(ReadOnlySpan<byte> type)
    {
        if (type[0] is >= (byte)'0' and <= (byte)'9')
        {
            type = Utf8Parser.TryParse(type, out int number, out var used) && used == type.Length
                ? AuditCodes.Embedded.TypeName(number) is { IsEmpty: false } name ? name : type
                : type;
        }

        if (type.SequenceEqual("SYSCALL"u8))
            return AuditRecordKind.Syscall;
        if (type.SequenceEqual("EOE"u8))
            return AuditRecordKind.End;
        return IsOfProgram(type) ? AuditRecordKind.Alone : AuditRecordKind.Joined;
    }

    // Messages of programs have a serial of their own each (types 1100 to 1299 and 2100 to 2999 of linux/audit.h).
    private static bool IsOfProgram(ReadOnlySpan<byte> type) =>
        type.StartsWith("USER_"u8) || type.StartsWith("CRED_"u8) || type.StartsWith("SERVICE_"u8) || type.StartsWith("DAEMON_"u8)
        || type.StartsWith("CRYPTO_"u8) || type.StartsWith("SYSTEM_"u8) || type.StartsWith("ADD_"u8) || type.StartsWith("DEL_"u8)
        || type.StartsWith("GRP_"u8) || type.StartsWith("ACCT_"u8) || type.StartsWith("ROLE_"u8) || type.StartsWith("ANOM_LOGIN"u8);
}
