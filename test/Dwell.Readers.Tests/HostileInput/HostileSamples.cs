using System.Text;
using Dwell.Simulator.Evtx;

namespace Dwell.Readers.Tests.HostileInput;

/// <summary>A small whole file of each format, to be damaged.</summary>
internal static class HostileSamples
{
    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["auditd"] =
            "node=a type=SYSCALL msg=audit(1700000000.123:77): arch=c000003e syscall=59 success=yes exit=0 a0=1 a1=2 a2=0 a3=8 items=2 ppid=10 pid=11 "
            + "auid=1000 uid=0 comm=\"tar\" exe=\"/usr/bin/tar\" key=(null)\u001DSYSCALL=execve AUID=\"deploy\"\n"
            + "node=a type=EXECVE msg=audit(1700000000.123:77): argc=3 a0=\"tar\" a1_len=4 a1[0]=6161 a1[1]=6262 a2=\"x\"\n"
            + "node=a type=SYSCALL msg=audit(1700000000.124:78): arch=c000003e syscall=42 success=no exit=-115 a0=3 pid=12\n"
            + "node=a type=CWD msg=audit(1700000000.123:77): cwd=\"/srv\"\nnode=a type=PATH msg=audit(1700000000.123:77): item=0 name=2F61 nametype=CREATE\n"
            + "node=a type=SOCKADDR msg=audit(1700000000.124:78): saddr=020001BBC00002070000000000000000\nnode=a type=PROCTITLE msg=audit(1700000000.123:77): proctitle=6C73\n"
            + "type=USER_LOGIN msg=audit(1700000000.200:79): pid=5 uid=0 msg='op=login acct=\"amy\" exe=\"/usr/sbin/sshd\" addr=192.0.2.7 terminal=ssh res=failed'\n"
            + "type=AVC msg=audit(1700000000.300:80): avc:  denied  { read } for  pid=9 comm=\"x\" tclass=file\n",
        ["laurel"] =
            "{\"ID\":\"1700000000.123:77\",\"NODE\":\"a\",\"SYSCALL\":{\"arch\":\"0xc000003e\",\"syscall\":59,\"success\":\"yes\",\"exit\":0,\"pid\":11,\"exe\":\"/usr/bin/tar\",\"key\":null,\"ARGV\":[\"0x1\",\"0x2\"]},"
            + "\"EXECVE\":{\"argc\":2,\"ARGV\":[\"tar\",\"a%20b\"]},\"PATH\":[{\"item\":0,\"name\":\"/a\",\"mode\":\"0o100755\",\"nametype\":\"NORMAL\"}],\"PPID\":{\"exe\":\"/bin/sh\",\"comm\":\"sh\"}}\n"
            + "{\"ID\":\"1700000000.124:78\",\"SOCKADDR\":[{\"saddr\":\"%02%00%01%bb\"}],\"PROCTITLE\":{\"ARGV\":[\"x\",\"y\"]}}\n",
        ["json"] =
            "{\"ts\":1521911721.25,\"uid\":\"C1\",\"id.orig_h\":\"192.0.2.1\",\"query\":\"a.example\",\"answers\":[\"192.0.2.7\",\"b\"],\"rejected\":false}\n"
            + "{\"timestamp\":\"2024-03-05T09:10:11.5+0000\",\"event_type\":\"alert\",\"src_ip\":\"192.0.2.1\",\"alert\":{\"signature\":\"x\",\"severity\":1},\"n\":null}\n"
            + "{\"EventID\":4624,\"Channel\":\"Security\",\"Hostname\":\"a\",\"EventTime\":\"2024-03-05 09:10:11\",\"TargetUserName\":\"amy\"}\n{\"a\":{\"b\":{\"c\":[1,2,{\"d\":\"e\\u0041\"}]}}}\n",
        ["zeek-tsv"] =
            "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tdns\n#open\t2024-04-12-20-00-00\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tquery\tAA\trtt\tanswers\n"
            + "#types\ttime\tstring\taddr\tport\tstring\tbool\tinterval\tvector[string]\n1521911720.865716\tC1\t192.0.2.1\t53\ta.example\tF\t0.5\tx,y\n"
            + "1521911721.0\tC2\t2001:db8::1\t53\tb\\x0ac\tT\t-\t(empty)\n#close\t2024-04-12-20-00-00\n",
        ["cef"] = "CEF:0|Example|Wall|1.2|201|Threat \\| seen|7|src=192.0.2.7 spt=40000 act=blocked msg=An a\\=b seen dhost=x\nOct 26 2025 20:01:31 gw1 CEF:0|V|P|1|2|n|3|src=192.0.2.7\n",
        ["fields"] =
            "#Software: Microsoft Internet Information Services 10.0\n#Version: 1.0\n#Date: 2024-03-05 09:10:11\n#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status time-taken\n"
            + "2024-03-05 09:10:11 192.0.2.1 GET /a b=c 443 - 198.51.100.7 Mozilla/5.0 200 15\n2024-03-05 09:10:12 192.0.2.1 POST /b - 443 n\\amy 198.51.100.7 - 500 1\n",
        ["headerless"] =
            "\"NPS1\",\"IAS\",03/05/2024,09:10:11,3,\"anna\",\"NORTH\\anna\",,,,,,,0,9,\"192.0.2.1\",\"switch1\",,,,,,,5,\"Policy 1\",16,\"311 1 192.0.2.9 03/01/2024 1\"\n"
            + "\"NPS1\",\"IAS\",03/05/2024,09:10:12,1,\"bert\",\"NORTH\\bert\",,,,,,,0,9,\"192.0.2.1\",\"switch1\",,,,,,,5,\"Policy 1\",0,\"311 1 192.0.2.9 03/01/2024 2\"\n",
        ["csv"] = "date-time,client-ip,sender-address,recipient-address,message-subject,event-id\n2024-03-05T09:10:11Z,192.0.2.1,a@north.example,\"b@x;c@y\",\"x, \"\"y\"\"\",SEND\n2024-03-05T09:10:12Z,,,,,RECEIVE\n",
        ["squid"] = "1709629811.123    150 192.0.2.1 TCP_MISS/200 1234 GET http://a.example/x - HIER_DIRECT/198.51.100.7 text/html\n1709629812.001 2 192.0.2.2 TCP_DENIED/403 0 CONNECT b.example:443 amy HIER_NONE/- -\n",
        ["web-log"] = "192.0.2.1 - amy [05/Mar/2024:09:10:11 +0100] \"GET /a?b=c HTTP/1.1\" 200 12 \"http://r.example/\" \"Mozilla/5.0 \\\"x\\\"\"\n2001:db8::1 - - [05/Mar/2024:09:10:12 +0100] \"POST /b HTTP/2.0\" 500 - \"-\" \"curl\"\n",
        ["syslog"] =
            "Mar  5 09:10:11 web1 sshd[311]: Failed password for invalid user a b from 192.0.2.7 port 40000 ssh2\n<38>1 2024-03-05T09:10:12.5Z web1 sshd 311 - [x@1 a=\"b\\]c\"] Accepted publickey for amy from 192.0.2.7 port 40001 ssh2\n"
            + "2024-03-05T09:10:13.123+01:00 web1 sudo: amy : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/sh\nMar  5 09:10:14 web1 postfix/smtpd[9]: connect from x.example[192.0.2.8]\nMar  5 09:10:15 web1 last message repeated 3 times\n",
        ["program-log"] =
            "[2024-03-05 09:10:13] NOTICE[1638] chan_sip.c: Registration from '\"amy\" <sip:amy@192.0.2.7>' failed for '192.0.2.8' - Wrong password\n"
            + "[2024-03-05 09:10:14] NOTICE[1638] chan_sip.c: Registration from '<sip:1@192.0.2.7>' failed for '192.0.2.8:5060' - No matching peer found\n",
        ["windows-dns-debug"] =
            "DNS Server log file creation at 3/5/2024 9:10:00 AM\n\n3/5/2024 9:10:11 AM 0D28 PACKET  000002A1 UDP Rcv 192.0.2.7 5d1f   Q [0001   D   NOERROR] A      (1)a(7)example(0)\n"
            + "3/5/2024 9:10:12 AM 0D28 PACKET  000002A1 UDP Snd 192.0.2.7 5d1f R Q [8081   DR  NOERROR] A      (1)a(7)example(0)\n",
        ["text"] = "some line\nanother\n\nthe last",
    };

    /// <summary>The file of a format; one of plain lines for a format that has none of its own yet.</summary>
    public static byte[] Of(string format) => format == "evtx"
        ? EvtxWriter.ToBytes(Enumerable.Range(1, 20).Select(MadeEvent))
        : Encoding.UTF8.GetBytes(Texts.GetValueOrDefault(format, Texts["text"]));

    /// <summary>True for a format whose own lines are damaged, so that it can be told which of them may be lost.</summary>
    public static bool HasOwn(string format) => Texts.ContainsKey(format);

    private static WindowsEvent MadeEvent(int number) => new()
    {
        Provider = "P",
        EventId = 4688,
        TimeUtc = new DateTime(2024, 3, 5, 9, 10, number, DateTimeKind.Utc),
        RecordId = (ulong)number,
        Channel = "Security",
        Computer = "H",
        Data = [("NewProcessName", @"C:\Windows\x.exe"), ("T", EventValue.Strings("p", "q")), (null, "u")],
    };
}
