using System.Globalization;
using System.Text;
using System.Text.Json;
using Dwell.Content.Mappings;
using Dwell.Content.Store;
using Dwell.Evidence;
using Dwell.Facts.Identity;
using Dwell.Facts.Mapping;
using Dwell.Facts.Store;
using Dwell.Model.Records;
using Dwell.Readers.Json;
using Dwell.Readers.Lines;
using Dwell.Readers.Logs;

namespace Dwell.Bench.Json;

/// <summary>How fast do JSON lines become records, and facts, on one thread; and how fast does .NET's own reader pass over them?</summary>
internal sealed class JsonLines : IBenchmark
{
    private const int Runs = 5;

    public string Usage => "[MB]    MB/s of JSON lines to records and to facts (processor time of one thread), beside Utf8JsonReader over the same bytes";

    public int Run(string[] args)
    {
        var megabytes = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100;
        var (bytes, lines) = Make(megabytes * 1_000_000);
        var format = new JsonFormat(JsonDialects.All, new LineKnowledge(ContentStore.Embedded));
        var plan = new MappingPlan(MappingLoader.Load(ContentStore.Embedded));
        if (Read(format, bytes, _ => { }) != lines)
            throw new InvalidDataException("Not every line became a record.");
        Console.WriteLine(FormattableString.Invariant($"{bytes.Length} bytes, {lines} records of 4 kinds"));
        Measurement.Print("Utf8JsonReader, all tokens", bytes.Length, lines, Measurement.Time(Runs, () => Tokens(bytes)));
        Measurement.Print("records", bytes.Length, lines, Measurement.Time(Runs, () => Read(format, bytes, _ => { })));
        var mapper = new FactMapper(plan);
        var rows = new FactRows();
        Measurement.Print("records and facts", bytes.Length, lines, Measurement.Time(Runs, () => Read(format, bytes, record => Map(mapper, record, rows))));
        using var identity = new RecordIdentity();
        Measurement.Print("records, facts and identity", bytes.Length, lines, Measurement.Time(Runs, () => Read(format, bytes, record =>
        {
            Map(mapper, record, rows);
            identity.TryOf(record, out _);
        })));
        return 0;
    }

    private static void Map(FactMapper mapper, LogRecord record, FactRows rows)
    {
        mapper.Map(record, rows);
        if (rows.Count >= 4096)
            rows.Clear();
    }

    private static long Tokens(byte[] bytes)
    {
        long tokens = 0;
        var rest = bytes.AsSpan();
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)'\n') + 1;
            var reader = new Utf8JsonReader(rest[..end]);
            while (reader.Read())
                tokens++;
            rest = rest[end..];
        }

        return tokens;
    }

    private static long Read(JsonFormat format, byte[] bytes, Action<LogRecord> use)
    {
        var item = new EvidenceItem
        {
            Number = 0,
            Digest = default,
            Size = bytes.Length,
            Format = EvidenceFormat.Json,
            Places = [new EvidencePlace("bench.json", default, [])],
        };
        using var held = new Held(bytes);
        using var cutter = format.Open(new LogFile(item, held, LogSurroundings.None));
        var reader = format.CreateReader(new ReaderTools(new ShapeTable()));
        long records = 0;
        while (true)
        {
            using var block = new LogBlock(format, 0, 0);
            if (!cutter.Next(block))
                return records;
            reader.Open(block);
            while (reader.MoveNext())
            {
                use(reader.Record);
                records++;
            }
        }
    }

    // Distinct records in turn: a connection of Zeek, an event of Sysmon from NXLog, an access to a mailbox, an entry of the journal.
    private static (byte[] Bytes, long Lines) Make(int wanted)
    {
        var text = new MemoryStream(wanted + 4096);
        long lines = 0;
        while (text.Length < wanted)
        {
            text.Write(Encoding.UTF8.GetBytes(Line(lines++)));
            text.WriteByte((byte)'\n');
        }

        return (text.ToArray(), lines);
    }

    private static string Line(long i) => (i % 4) switch
    {
        0 => FormattableString.Invariant($$"""{"_path":"conn","ts":{{1714557600 + i}}.123456,"uid":"C{{i}}","id.orig_h":"10.0.{{i % 250}}.7","id.orig_p":{{1024 + i % 60000}},"id.resp_h":"192.0.2.{{i % 250}}","id.resp_p":443,"proto":"tcp","service":"ssl","duration":{{i % 97}}.25,"orig_bytes":{{i % 9973}},"resp_bytes":{{i % 99991}},"conn_state":"SF","missed_bytes":0,"history":"ShADadFf","orig_pkts":12,"orig_ip_bytes":1800,"resp_pkts":14,"resp_ip_bytes":9100}"""),
        1 => FormattableString.Invariant($$"""{"EventTime":"2024-05-01 10:00:00","@timestamp":"2024-05-01T10:{{i % 60:D2}}:00.123Z","Hostname":"PC{{i % 300}}.example.org","Keywords":-9223372036854775808,"EventType":"INFO","SeverityValue":2,"Severity":"INFO","EventID":1,"SourceName":"Microsoft-Windows-Sysmon","ProviderGuid":"{5770385F-C22A-43E0-BF4C-06F5698FFBD9}","Version":5,"Task":1,"OpcodeValue":0,"RecordNumber":{{i}},"ExecutionProcessID":2804,"ThreadID":3356,"Channel":"Microsoft-Windows-Sysmon/Operational","Domain":"NT AUTHORITY","AccountName":"SYSTEM","UserID":"S-1-5-18","AccountType":"User","RuleName":"-","UtcTime":"2024-05-01 10:00:00.123","ProcessGuid":"{b34bc01c-2f95-5f69-5f01-{{i:D12}}}","ProcessId":"{{i % 60000}}","Image":"C:\\Windows\\System32\\cmd.exe","CommandLine":"cmd.exe /c dir C:\\Users\\user{{i % 900}}\\Documents /s","CurrentDirectory":"C:\\Windows\\","User":"EXAMPLE\\user{{i % 900}}","LogonId":"0x{{i:x}}","Hashes":"SHA256={{i:x64}}","ParentImage":"C:\\Windows\\explorer.exe","ParentCommandLine":"C:\\Windows\\explorer.exe"}"""),
        2 => FormattableString.Invariant($$"""{"CreationTime":"2024-05-01T10:{{i % 60:D2}}:00","Id":"{{i:D12}}","Operation":"MailItemsAccessed","OrganizationId":"o","RecordType":50,"ResultStatus":"Succeeded","UserKey":"k","UserType":0,"Version":1,"Workload":"Exchange","UserId":"user{{i % 900}}@example.org","AppId":"a","ClientIPAddress":"192.0.2.{{i % 250}}","ClientInfoString":"Client=OWA;Mozilla/5.0","LogonType":0,"MailboxGuid":"g","MailboxOwnerUPN":"user{{i % 900}}@example.org","OperationProperties":[{"Name":"MailAccessType","Value":"Bind"},{"Name":"IsThrottled","Value":"False"}],"Folders":[{"FolderItems":[{"InternetMessageId":"<{{i}}@example.org>"}],"Id":"f","Path":"\\Inbox"}],"OperationCount":1}"""),
        _ => FormattableString.Invariant($$"""{"__CURSOR":"s=1;i={{i:x}}","__REALTIME_TIMESTAMP":"{{1714557600000000 + i}}","_HOSTNAME":"web{{i % 20}}","SYSLOG_IDENTIFIER":"sshd","_PID":"{{i % 30000}}","PRIORITY":"6","SYSLOG_FACILITY":"10","_UID":"0","_EXE":"/usr/sbin/sshd","MESSAGE":"Failed password for root from 192.0.2.{{i % 250}} port {{1024 + i % 60000}} ssh2"}"""),
    };

    private sealed class Held(byte[] bytes) : EvidenceBytes
    {
        public override long Length => bytes.Length;

        public override int ReadAt(long offset, Span<byte> buffer)
        {
            var length = (int)Math.Clamp(bytes.Length - offset, 0, buffer.Length);
            bytes.AsSpan((int)offset, length).CopyTo(buffer);
            return length;
        }
    }
}
