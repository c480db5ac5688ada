using System.Globalization;
using System.Text;
using Dwell.Content.Fields;
using Dwell.Content.LogSources;
using Dwell.Content.Mappings;
using Dwell.Content.Rules;
using Dwell.Content.Store;
using Dwell.Evidence;
using Dwell.Facts.DuckDb;
using Dwell.Facts.DuckDb.Native;
using Dwell.Facts.Identity;
using Dwell.Facts.Mapping;
using Dwell.Facts.Store;
using Dwell.Model.Evidence;
using Dwell.Model.Records;
using Dwell.Readers.Logs;
using Dwell.Readers.Zeek;
using Dwell.Sigma;

namespace Dwell.Bench.Zeek;

/// <summary>How fast do rows of Zeek's conn log become facts in the store, on one thread, stage by stage?</summary>
internal sealed class ZeekConn : IBenchmark
{
    private const int Runs = 5;
    private static readonly ZeekTsvFormat Format = new();

    public string Usage => "[ROWS]       Zeek conn rows: read, with identity, rules, facts, store; DuckDB's CSV reader beside it";

    public int Run(string[] args)
    {
        var rows = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 500_000;
        var bytes = Make(rows);
        var file = FileOf(bytes);
        var engine = SigmaEngine.Create(
            SigmaRuleSet.Load(RuleContent.All(ContentStore.Embedded).Select(rule => new RuleSource(rule.Path, rule.Text))),
            LogSourceContent.Read(ContentStore.Embedded));
        var plan = new MappingPlan(MappingLoader.Load(ContentStore.Embedded));
        using var identity = new RecordIdentity();
        var matcher = engine.CreateMatcher();
        var mapper = new FactMapper(plan);
        var facts = new FactRows();
        Console.WriteLine(FormattableString.Invariant($"{rows} rows, {bytes.Length / 1e6:F0} MB, engine {DuckDatabase.EngineVersion}"));
        Print("lines only", bytes, rows, () => Read(new TextFormat(), file, rows, static _ => { }, static () => { }));
        Print("columns", bytes, rows, () => Read(Format, file, rows, static _ => { }, static () => { }));
        Print("columns, identity", bytes, rows, () => Read(Format, file, rows, record => identity.TryOf(record, out _), static () => { }));
        Print("columns, rules", bytes, rows, () => Read(Format, file, rows, record => matcher.Match(record), static () => { }));
        Print("columns, facts", bytes, rows, () => Read(Format, file, rows, record => mapper.Map(record, facts), facts.Clear));
        Print("columns, identity, rules, facts", bytes, rows, () => Read(Format, file, rows, All, facts.Clear));
        Store(bytes, file, rows, All, facts);
        return 0;

        void All(LogRecord record)
        {
            mapper.Map(record, facts);
            matcher.Match(record);
            identity.TryOf(record, out _);
        }
    }

    private static void Store(byte[] bytes, LogFile file, int rows, Action<LogRecord> use, FactRows facts)
    {
        var folder = Directory.CreateTempSubdirectory("dwell-bench-").FullName;
        try
        {
            var run = 0;
            Print("the same, and the store", bytes, rows, () =>
            {
                var sequence = 0L;
                using var store = DuckDbFactStore.Open(Path.Combine(folder, $"{run++}.duckdb"), FieldLoader.Load(ContentStore.Embedded), new StoreOptions());
                Read(Format, file, rows, use, () =>
                {
                    store.Append(new StoreBatch(sequence++, facts, [], []));
                    facts.Clear();
                });
                store.Commit("");
                store.Seal();
            });
            var table = Path.Combine(folder, "conn.log");
            File.WriteAllBytes(table, bytes[(bytes.AsSpan().IndexOf("\n1"u8) + 1)..]);
            Print("DuckDB's CSV reader", bytes, rows, () =>
            {
                using var database = DuckDatabase.Open(Path.Combine(folder, $"csv{run++}.duckdb"), [new("memory_limit", "384MB")]);
                using var connection = database.Connect();
                connection.Execute($"CREATE TABLE t AS SELECT * FROM read_csv('{table}', delim='\t', header=false, nullstr='-'); CHECKPOINT");
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Print(string what, byte[] bytes, int rows, Action action) => Measurement.Print(what, bytes.Length, rows, Measurement.Time(Runs, action));

    private static void Read(LogFormat format, LogFile file, int rows, Action<LogRecord> use, Action atBlock)
    {
        var count = 0;
        var reader = format.CreateReader(new ReaderTools(new ShapeTable()));
        using var cutter = format.Open(file);
        while (true)
        {
            using var block = new LogBlock(format, 0, 0);
            if (!cutter.Next(block))
                break;
            reader.Open(block);
            while (reader.MoveNext())
            {
                use(reader.Record);
                count++;
            }

            atBlock();
        }

        if (count < rows)
            throw new InvalidOperationException($"{count} rows instead of {rows}.");
    }

    // Distinct rows with the lengths and shares of a busy network.
    private static byte[] Make(int rows)
    {
        string[] services = ["-", "dns", "ssl", "http", "-", "dns", "krb_tcp", "gssapi,smb"];
        string[] states = ["SF", "S0", "REJ", "RSTO", "SF", "OTH", "SF", "S1"];
        string[] histories = ["ShADadFf", "S", "Sr", "ShADadR", "Dd", "C", "ShADadfF", "ShAD"];
        var random = new Random(7);
        var text = new StringBuilder(rows * 160);
        text.Append("#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n")
            .Append("#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\tresp_bytes\tconn_state\tlocal_orig\tlocal_resp\tmissed_bytes\thistory\torig_pkts\torig_ip_bytes\tresp_pkts\tresp_ip_bytes\ttunnel_parents\n")
            .Append("#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tinterval\tcount\tcount\tstring\tbool\tbool\tcount\tstring\tcount\tcount\tcount\tcount\tset[string]\n");
        for (var i = 0; i < rows; i++)
        {
            var kind = random.Next(services.Length);
            text.Append(CultureInfo.InvariantCulture, $"{1_600_000_000 + i / 400}.{random.Next(1_000_000):D6}\tC{random.NextInt64(1L << 60):x15}{i % 1000:D3}\t10.{random.Next(4)}.{random.Next(256)}.{random.Next(256)}\t{random.Next(1024, 65536)}\t")
                .Append(CultureInfo.InvariantCulture, $"{random.Next(1, 224)}.{random.Next(256)}.{random.Next(256)}.{random.Next(256)}\t{(kind == 1 ? 53 : 443)}\t{(kind == 1 ? "udp" : "tcp")}\t{services[kind]}\t{random.Next(100)}.{random.Next(1_000_000):D6}\t")
                .Append(CultureInfo.InvariantCulture, $"{random.Next(100_000)}\t{random.Next(1_000_000)}\t{states[kind]}\tT\tF\t0\t{histories[kind]}\t{random.Next(1, 500)}\t{random.Next(100_000)}\t{random.Next(1, 900)}\t{random.Next(1_000_000)}\t-\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static LogFile FileOf(byte[] bytes) => new(
        new EvidenceItem
        {
            Number = 0,
            Digest = Sha256Digest.Of(bytes.AsSpan(0, 16)),
            Size = bytes.Length,
            Format = EvidenceFormat.Text,
            Places = [new EvidencePlace("conn.log", Sha256Digest.Of(bytes.AsSpan(0, 16)), [])],
        },
        new Held(bytes),
        LogSurroundings.None);

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
