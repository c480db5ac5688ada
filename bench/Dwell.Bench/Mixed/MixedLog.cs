using System.Globalization;
using System.Text.Unicode;

namespace Dwell.Bench.Mixed;

/// <summary>
/// Lines of one kind of log of a made organisation: no two the same, since each has its number in its ids, ports or times. Pure: the
/// same seed and number give the same line.
/// </summary>
internal abstract class MixedLog(ulong seed)
{
    private const long Begin = 638_396_640_000_000_000; // 2024-01-01T00:00:00Z in ticks
    private ulong _state = (seed * 0x9E37_79B9_7F4A_7C15) | 1;

    /// <summary>Below which name its files lie.</summary>
    public abstract string Name { get; }

    /// <summary>What stands in front of each file.</summary>
    public virtual string Header => "";

    /// <summary>Writes line <paramref name="number"/> (from 0 over all files) and gives its length.</summary>
    public abstract int Write(Span<byte> buffer, long number);

    /// <summary>One in so many records is of the kind that rules look for.</summary>
    protected static bool IsOdd(long number) => number % 50_000 == 777;

    /// <summary>A tenth of a second later for each line.</summary>
    protected static DateTime TimeOf(long number) => new(Begin + (number * 1_000_003), DateTimeKind.Utc);

    /// <summary>xorshift64*.</summary>
    protected uint Next(uint below)
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return (uint)(((_state * 0x2545_F491_4F6C_DD1D) >> 33) % below);
    }

    protected static int Written(bool fits, int length) =>
        fits ? length : throw new InvalidOperationException("A line does not fit its buffer.");

    /// <summary>All kinds, each with its share of the bytes.</summary>
    public static IReadOnlyList<(MixedLog Log, double Share)> All =>
    [
        (new Conn(1), 0.35), (new Dns(2), 0.15), (new Syslog(3), 0.15), (new WindowsJson(4), 0.25), (new Iis(5), 0.1),
    ];

    private sealed class Conn(ulong seed) : MixedLog(seed)
    {
        private static readonly string[] Services = ["ssl", "http", "dns", "-", "ssh"];

        public override string Name => "zeek/conn";

        public override string Header =>
            "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n#open\t2024-01-01-00-00-00\n"
            + "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\tresp_bytes\tconn_state\tlocal_orig\tlocal_resp\tmissed_bytes\thistory\torig_pkts\torig_ip_bytes\tresp_pkts\tresp_ip_bytes\ttunnel_parents\n"
            + "#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tinterval\tcount\tcount\tstring\tbool\tbool\tcount\tstring\tcount\tcount\tcount\tcount\tset[string]\n";

        public override int Write(Span<byte> buffer, long number)
        {
            var ticks = TimeOf(number).Ticks - DateTime.UnixEpoch.Ticks;
            var sent = Next(100_000);
            var received = Next(1_000_000);
            return Written(
                Utf8.TryWrite(
                    buffer,
                    CultureInfo.InvariantCulture,
                    $"{ticks / 10_000_000}.{ticks / 10 % 1_000_000:D6}\tC{number:x10}{Next(65536):x4}\t10.{Next(4)}.{Next(16)}.{1 + Next(250)}\t{1024 + Next(60_000)}\t{Next(2) * 83 + 20}.{Next(200)}.{Next(250)}.{1 + Next(250)}\t443\ttcp\t{Services[Next(5)]}\t{Next(300)}.{Next(1_000_000):D6}\t{sent}\t{received}\tSF\tT\tF\t0\tShADadfF\t{sent / 700 + 3}\t{sent + 320}\t{received / 1200 + 3}\t{received + 400}\t-\n",
                    out var length),
                length);
        }
    }

    private sealed class Dns(ulong seed) : MixedLog(seed)
    {
        public override string Name => "zeek-json/dns";

        public override int Write(Span<byte> buffer, long number)
        {
            var ticks = TimeOf(number).Ticks - DateTime.UnixEpoch.Ticks;
            return Written(
                Utf8.TryWrite(
                    buffer,
                    CultureInfo.InvariantCulture,
                    $$"""{"_path":"dns","ts":{{ticks / 10_000_000}}.{{ticks / 10 % 1_000_000:D6}},"uid":"D{{number:x10}}{{Next(65536):x4}}","id.orig_h":"10.{{Next(4)}}.{{Next(16)}}.{{1 + Next(250)}}","id.orig_p":{{1024 + Next(60_000)}},"id.resp_h":"10.0.0.53","id.resp_p":53,"proto":"udp","trans_id":{{Next(65536)}},"query":"host{{Next(9000)}}.zone{{Next(300)}}.example","qclass":1,"qtype":1,"qtype_name":"A","rcode":0,"rcode_name":"NOERROR","AA":false,"TC":false,"RD":true,"RA":true,"Z":0,"answers":["192.0.2.{{Next(250)}}"],"TTLs":[{{Next(3600)}}.0],"rejected":false}""",
                    out var length)
                && Ends(buffer, ref length),
                length);
        }

        private static bool Ends(Span<byte> buffer, ref int length)
        {
            buffer[length++] = (byte)'\n';
            return true;
        }
    }

    private sealed class Syslog(ulong seed) : MixedLog(seed)
    {
        public override string Name => "linux/auth";

        public override int Write(Span<byte> buffer, long number)
        {
            var time = TimeOf(number);
            var (host, pid, user) = (Next(60), 300 + Next(30_000), Next(400));
            var fits = Next(4) switch
            {
                0 => Utf8.TryWrite(buffer, CultureInfo.InvariantCulture, $"{time:yyyy-MM-ddTHH:mm:ss.ffffff}+00:00 srv{host:D2} sshd[{pid}]: Accepted publickey for user{user} from 10.1.{Next(16)}.{1 + Next(250)} port {1024 + Next(60_000)} ssh2: ED25519 SHA256:{number:x16}\n", out var length) ? length : -1,
                1 => Utf8.TryWrite(buffer, CultureInfo.InvariantCulture, $"{time:yyyy-MM-ddTHH:mm:ss.ffffff}+00:00 srv{host:D2} sshd[{pid}]: Failed password for invalid user user{user} from 203.0.{Next(250)}.{1 + Next(250)} port {1024 + Next(60_000)} ssh2\n", out var length) ? length : -1,
                2 => Utf8.TryWrite(buffer, CultureInfo.InvariantCulture, $"{time:yyyy-MM-ddTHH:mm:ss.ffffff}+00:00 srv{host:D2} CRON[{pid}]: (root) CMD (/usr/local/bin/job --run {number})\n", out var length) ? length : -1,
                _ => Utf8.TryWrite(buffer, CultureInfo.InvariantCulture, $"{time:yyyy-MM-ddTHH:mm:ss.ffffff}+00:00 srv{host:D2} systemd[1]: Started Session {number} of user user{user}.\n", out var length) ? length : -1,
            };
            return Written(fits > 0, fits);
        }
    }

    private sealed class WindowsJson(ulong seed) : MixedLog(seed)
    {
        private static readonly string[] Ordinary = ["C:\\\\Windows\\\\System32\\\\svchost.exe -k netsvcs", "C:\\\\Program Files\\\\Vendor\\\\agent.exe --check", "C:\\\\Windows\\\\explorer.exe"];

        public override string Name => "winlogbeat/windows";

        public override int Write(Span<byte> buffer, long number)
        {
            var command = IsOdd(number) ? "rundll32.exe C:\\\\Windows\\\\System32\\\\comsvcs.dll, MiniDump 624 C:\\\\Users\\\\Public\\\\out.dmp full" : Ordinary[Next(3)];
            var image = IsOdd(number) ? "C:\\\\Windows\\\\System32\\\\rundll32.exe" : "C:\\\\Windows\\\\System32\\\\svchost.exe";
            var time = TimeOf(number);
            var fits = Utf8.TryWrite(
                buffer,
                CultureInfo.InvariantCulture,
                $$$"""{"@timestamp":"{{{time:yyyy-MM-ddTHH:mm:ss.fff}}}Z","winlog":{"channel":"Microsoft-Windows-Sysmon/Operational","provider_name":"Microsoft-Windows-Sysmon","event_id":"1","record_id":{{{number + 1}}},"computer_name":"ws{{{Next(400):D3}}}.bureau.example","version":5,"process":{"pid":2212,"thread":{"id":3140}},"event_data":{"UtcTime":"{{{time:yyyy-MM-dd HH:mm:ss.fff}}}","ProcessGuid":"{{{{number:x8}}}-0000-0000-0000-000000000001}","ProcessId":"{{{1000 + Next(60_000)}}}","Image":"{{{image}}}","CommandLine":"{{{command}}}","CurrentDirectory":"C:\\Windows\\","User":"BUREAU\\user{{{Next(400)}}}","LogonId":"0x{{{Next(1_000_000):x}}}","IntegrityLevel":"Medium","Hashes":"SHA256={{{number:x32}}}{{{Next(1_000_000):x32}}}","ParentProcessId":"{{{Next(60_000)}}}","ParentImage":"C:\\Windows\\System32\\services.exe","ParentCommandLine":"C:\\Windows\\system32\\services.exe"}},"event":{"code":"1","kind":"event","provider":"Microsoft-Windows-Sysmon"},"host":{"name":"ws"}}""",
                out var length);
            if (fits)
                buffer[length++] = (byte)'\n';
            return Written(fits, length);
        }
    }

    private sealed class Iis(ulong seed) : MixedLog(seed)
    {
        public override string Name => "iis/u_ex";

        public override string Header =>
            "#Software: Microsoft Internet Information Services 10.0\n#Version: 1.0\n#Date: 2024-01-01 00:00:00\n"
            + "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status sc-bytes cs-bytes time-taken\n";

        public override int Write(Span<byte> buffer, long number)
        {
            var time = TimeOf(number);
            return Written(
                Utf8.TryWrite(
                    buffer,
                    CultureInfo.InvariantCulture,
                    $"{time:yyyy-MM-dd HH:mm:ss} 10.2.0.10 GET /owa/service.svc id={number}&a={Next(100_000)} 443 BUREAU\\user{Next(400)} 10.1.{Next(16)}.{1 + Next(250)} Mozilla/5.0+(Windows+NT+10.0;+Win64;+x64) - 200 0 0 {Next(100_000)} {Next(3_000)} {Next(900)}\n",
                    out var length),
                length);
        }
    }
}
