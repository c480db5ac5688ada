using System.Diagnostics;
using System.Globalization;
using System.Text;
using Dwell.Content.Fields;
using Dwell.Content.Store;
using Dwell.Facts.DuckDb;
using Dwell.Facts.DuckDb.Native;
using Dwell.Facts.Store;
using Dwell.Model.Evidence;
using Dwell.Model.Facts;
using Dwell.Model.Time;

namespace Dwell.Bench.Store;

/// <summary>How fast do connection facts go into the store, and how fast does the engine's own CSV reader take the same rows?</summary>
internal sealed class StoreAppend : IBenchmark
{
    private const int BatchRows = 7_000;
    private const int BatchesACommit = 64;
    private static readonly string[] Protocols = ["tcp", "udp", "icmp"];
    private static readonly string[] Services = ["", "dns", "ssl", "http", "smb", "krb_tcp"];
    private static readonly string[] Outcomes = ["accepted", "attempted", "blocked"];

    public string Usage => "[ROWS]    rows/s of connection facts into the store, beside DuckDB's CSV reader on the same rows";

    public int Run(string[] args)
    {
        var rows = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 4_000_000;
        var folder = Directory.CreateTempSubdirectory("dwell-bench-").FullName;
        try
        {
            // Distinct batches are made before the clock starts, as many as fit well into memory, and go round.
            var batches = Enumerable.Range(0, 64).Select(Batch).ToArray();
            var values = (long)batches.Average(batch => batch.ValueBytes);
            Console.WriteLine(FormattableString.Invariant($"{rows} rows, {values / BatchRows} value bytes a row, engine {DuckDatabase.EngineVersion}"));
            var total = AppendAll(Path.Combine(folder, "facts.duckdb"), batches, rows);
            var csv = Path.Combine(folder, "rows.csv");
            WriteCsv(csv, batches, total);
            ReadCsv(Path.Combine(folder, "csv.duckdb"), csv, total);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static long AppendAll(string path, FactRows[] batches, int rows)
    {
        var catalog = FieldLoader.Load(ContentStore.Embedded);
        long total = 0;
        var clock = new Stopwatch();
        using (var store = DuckDbFactStore.Open(path, catalog, new StoreOptions()))
        {
            clock.Start();
            var began = Environment.CpuUsage.TotalTime;
            for (var i = 0; total < rows; i++)
            {
                var batch = batches[i % batches.Length];
                store.Append(new StoreBatch(i, batch, [], []));
                total += batch.Count;
                if (i % BatchesACommit == BatchesACommit - 1)
                    store.Commit("");
            }

            var handed = clock.Elapsed;
            store.Commit("");
            store.Seal();
            Print("append, commit, seal", total, clock.Elapsed, Environment.CpuUsage.TotalTime - began, new FileInfo(path).Length);
            Console.WriteLine(FormattableString.Invariant($"{"  of it append",-24} {total / handed.TotalSeconds / 1e6,7:F2} M rows/s; peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB"));
            if (store.CountFacts(FactFilter.All) != total)
                throw new InvalidDataException("The store does not hold what was appended.");
        }

        return total;
    }

    private static void ReadCsv(string path, string csv, long rows)
    {
        using var database = DuckDatabase.Open(path, [new("memory_limit", "384MB"), new("preserve_insertion_order", "false")]);
        using var connection = database.Connect();
        var clock = Stopwatch.StartNew();
        var began = Environment.CpuUsage.TotalTime;
        connection.Execute($"CREATE TABLE t AS SELECT * FROM read_csv({Literal(csv)}, delim='\t', header=true); CHECKPOINT");
        Print("DuckDB's CSV reader", rows, clock.Elapsed, Environment.CpuUsage.TotalTime - began, new FileInfo(path).Length);
        if (connection.QueryInteger("SELECT count(*) FROM t") != rows)
            throw new InvalidDataException("The CSV reader read another number of rows.");
    }

    private static string Literal(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    private static void Print(string what, long rows, TimeSpan time, TimeSpan processor, long bytes) =>
        Console.WriteLine(FormattableString.Invariant(
            $"{what,-24} {rows / time.TotalSeconds / 1e6,7:F2} M rows/s, {processor.TotalSeconds / rows * 1e9,6:F0} ns of processor a row, {bytes / (double)rows,5:F1} bytes a row on disk"));

    private static void WriteCsv(string path, FactRows[] batches, long rows)
    {
        using var csv = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 20);
        csv.WriteLine("seq\tticks\tclock\thost\tsource\tclass\tevidence\toffset\tlength\toutcome\tsource_address\tsource_port\tdestination_address\tdestination_port\tprotocol\tname\tbytes_out\tbytes_in");
        FactColumn[] columns =
        [
            FactColumn.Outcome, FactColumn.SourceAddress, FactColumn.SourcePort, FactColumn.DestinationAddress, FactColumn.DestinationPort,
            FactColumn.Protocol, FactColumn.Name, FactColumn.BytesOut, FactColumn.BytesIn,
        ];
        for (long seq = 0, batch = 0; seq < rows; batch++)
        {
            var from = batches[batch % batches.Length];
            for (var i = 0; i < from.Count; i++, seq++)
            {
                var fact = from.ToFact(i);
                csv.Write(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{seq}\t{fact.Time!.Value.Ticks}\t0\t0\t1\t2\t{fact.Record.Evidence}\t{fact.Record.Offset}\t{fact.Record.Length}"));
                foreach (var column in columns)
                {
                    csv.Write('\t');
                    csv.Write(fact[column]);
                }

                csv.Write('\n');
            }
        }
    }

    private static FactRows Batch(int number)
    {
        var random = new Random(number);
        var rows = new FactRows();
        var start = new DateTime(2024, 3, 1, 0, 0, 0, DateTimeKind.Utc).Ticks + number * TimeSpan.TicksPerHour;
        for (var i = 0; i < BatchRows; i++)
        {
            rows.Begin(
                FactKind.Connection, "flow", new UtcInstant(start + i * 5_000_000L + random.Next(1000) * 10L), "sensor", "zeek/conn",
                new RecordRef(0, (number * BatchRows + i) * 150L, 140 + random.Next(20)));
            rows.Add(FactColumn.Outcome, Outcomes[random.Next(3)]);
            rows.Add(FactColumn.SourceAddress, string.Create(CultureInfo.InvariantCulture, $"10.{random.Next(4)}.{random.Next(8)}.{random.Next(250)}"));
            rows.Add(FactColumn.SourcePort, random.Next(32768, 65535).ToString(CultureInfo.InvariantCulture));
            rows.Add(FactColumn.DestinationAddress, string.Create(CultureInfo.InvariantCulture, $"{random.Next(11, 200)}.{random.Next(250)}.{random.Next(4)}.{random.Next(250)}"));
            rows.Add(FactColumn.DestinationPort, random.Next(2) == 0 ? "443" : random.Next(1, 1024).ToString(CultureInfo.InvariantCulture));
            rows.Add(FactColumn.Protocol, Protocols[random.Next(3)]);
            if (Services[random.Next(6)] is { Length: > 0 } service)
                rows.Add(FactColumn.Name, service);
            rows.Add(FactColumn.BytesOut, random.Next(100_000).ToString(CultureInfo.InvariantCulture));
            rows.Add(FactColumn.BytesIn, random.Next(1_000_000).ToString(CultureInfo.InvariantCulture));
            rows.Commit();
        }

        return rows;
    }
}
