using System.Globalization;
using System.Text;
using Dwell.Content.Lines;
using Dwell.Content.Mappings;
using Dwell.Content.Store;
using Dwell.Evidence;
using Dwell.Facts.Mapping;
using Dwell.Facts.Store;
using Dwell.Model.Records;
using Dwell.Readers.Lines;
using Dwell.Readers.Logs;
using Dwell.Readers.Times;

namespace Dwell.Bench.Lines;

/// <summary>
/// How many lines of the logging service one core turns into facts, step by step, beside counting the ends of the same lines.
/// </summary>
internal sealed class SyslogBenchmark : IBenchmark
{
    private const int Lines = 500_000;
    private const int Runs = 5;

    // What a server writes, its odd lines among them; {0} is a number that grows.
    private static readonly string[] Messages =
    [
        "sshd[{0}]: Failed password for invalid user admin{0} from 192.0.2.7 port 50273 ssh2",
        "sshd[{0}]: Accepted publickey for deploy from 198.51.100.9 port 50274 ssh2: ED25519 SHA256:Zm9vYmFyYmF6{0}",
        "sshd[{0}]: pam_unix(sshd:session): session opened for user deploy by (uid=0)",
        "CRON[{0}]: (root) CMD (/usr/local/bin/job --run {0})",
        "CRON[{0}]: pam_unix(cron:session): session closed for user root",
        "systemd[1]: Started Session {0} of user deploy.",
        "postfix/smtpd[{0}]: connect from host7.example.org[192.0.2.9]",
        "postfix/qmgr[99]: 4Q{0}Abc: from=<alice@example.org>, size=18743, nrcpt=1 (queue active)",
        "dovecot: imap-login: Login: user=<alice{0}>, method=PLAIN, rip=192.0.2.7, lip=192.0.2.1, mpid={0}, TLS, session=<abc>",
        "kernel: [12345.678901] eth0: renamed from veth{0}",
        "named[700]: client @0x7f1c 192.0.2.7#50273 (www.example.net): query: www{0}.example.net IN A +E(0)K (192.0.2.1)",
        "backup[{0}]: finished 12 of 12 volumes",
    ];

    public string Usage => "      lines a second from syslog to facts, one core, beside counting line ends";

    public int Run(string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("dwell-bench-");
        try
        {
            var path = Path.Combine(folder.FullName, "syslog");
            File.WriteAllText(path, Make());
            var content = File.ReadAllBytes(path);
            using var source = new EvidenceSource(EvidenceManifest.Build([path], new EvidenceOptions { Readable = [EvidenceFormat.Text] }));
            using var bytes = source.Open(0);
            var file = new LogFile(source.Manifest.Items[0], bytes, LogSurroundings.None);
            var knowledge = new LineKnowledge(ContentStore.Embedded);
            var found = Facts(knowledge, file);
            if (found.Records != Lines || found.Facts < Lines / 2)
                throw new InvalidOperationException($"{found.Records} records and {found.Facts} facts of {Lines} lines: the result is not right.");

            Measurement.Print("count line ends", content.Length, Lines, Measurement.Time(Runs, () => _ = content.AsSpan().Count((byte)'\n')));
            Measurement.Print("read time, host and tag", content.Length, Lines, Measurement.Time(Runs, () => _ = Heads(content)));
            Measurement.Print("and match the message", content.Length, Lines, Measurement.Time(Runs, () => _ = Matches(knowledge.Patterns, content)));
            Measurement.Print("records", content.Length, Lines, Measurement.Time(Runs, () => _ = Records(knowledge, file)));
            Measurement.Print("facts", content.Length, Lines, Measurement.Time(Runs, () => _ = Facts(knowledge, file)));
            var compile = Measurement.Time(Runs, () => _ = LinePatterns.Compile(LineLoader.Load(ContentStore.Embedded)));
            Console.WriteLine(FormattableString.Invariant(
                $"{found.Facts} facts of {Lines} lines, {content.Length / Lines} bytes a line; patterns read and compiled in {compile.Median * 1000:F0} ms"));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Make()
    {
        var text = new StringBuilder();
        var random = new Random(3164);
        var time = new DateTime(2022, 1, 3);
        for (var i = 0; i < Lines; i++)
        {
            time = time.AddMilliseconds(random.Next(400));
            text.Append(time.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture)).Append("+00:00 srv").Append(random.Next(60)).Append(' ')
                .AppendFormat(CultureInfo.InvariantCulture, Messages[random.Next(Messages.Length)], 1000 + i % 30_000).Append('\n');
        }

        return text.ToString();
    }

    private static int Heads(byte[] content)
    {
        var tagged = 0;
        foreach (var range in content.AsSpan().Split((byte)'\n'))
            tagged += SyslogLine.TryRead(content.AsSpan(range), DateOrder.Unknown, out var read) && read.HasTag ? 1 : 0;
        return tagged;
    }

    private static int Matches(LinePatterns patterns, byte[] content)
    {
        var matcher = new LineMatcher(patterns);
        var matched = 0;
        foreach (var range in content.AsSpan().Split((byte)'\n'))
        {
            var line = content.AsSpan(range);
            if (SyslogLine.TryRead(line, DateOrder.Unknown, out var read) && matcher.Match(read.Program.Of(line), read.Message.Of(line)))
                matched++;
        }

        return matched;
    }

    private static int Records(LineKnowledge knowledge, LogFile file)
    {
        var records = 0;
        Read(knowledge, file, _ => records++);
        return records;
    }

    private static (int Records, long Facts) Facts(LineKnowledge knowledge, LogFile file)
    {
        var mapper = new FactMapper(new MappingPlan(MappingLoader.Load(ContentStore.Embedded)));
        var rows = new FactRows();
        var (records, facts) = (0, 0L);
        Read(knowledge, file, record =>
        {
            records++;
            mapper.Map(record, rows);
            if (rows.Count < 4096)
                return;
            facts += rows.Count;
            rows.Clear();
        });
        return (records, facts + rows.Count);
    }

    private static void Read(LineKnowledge knowledge, LogFile file, Action<LogRecord> use)
    {
        var format = new SyslogFormat(knowledge);
        var reader = format.CreateReader(new ReaderTools(new ShapeTable()));
        using var cutter = format.Open(file);
        for (var sequence = 0; ; sequence++)
        {
            using var block = new LogBlock(format, 0, sequence);
            if (!cutter.Next(block))
                return;
            reader.Open(block);
            while (reader.MoveNext())
                use(reader.Record);
        }
    }
}
