using System.Globalization;
using System.IO.Compression;
using System.Text;
using Dwell.Content.Mappings;
using Dwell.Content.Store;
using Dwell.Facts.Identity;
using Dwell.Facts.Mapping;
using Dwell.Facts.Store;
using Dwell.Facts.Tests.Shared;
using Dwell.Model.Facts;
using Dwell.Model.Records;
using Dwell.Model.Time;
using Dwell.Tests;
using Xunit.Abstractions;

namespace Dwell.Facts.Tests.Cloud;

/// <summary>The audit records of a real tenant, as JSON lines, against what was counted in them: unique records, not lines.</summary>
public sealed class M365FactTests(ITestOutputHelper output)
{
    [SharedFact]
    public void Unique_records_operations_and_message_accesses_agree_with_what_was_counted()
    {
        using var folder = new TempFolder();
        var lines = AuditData().ToList();
        File.WriteAllLines(folder["audit.json"], lines);
        var found = new Found();
        using var identity = new RecordIdentity();
        var mapper = new FactMapper(new MappingPlan(MappingLoader.Load(ContentStore.Embedded)));

        SharedLogs.ForEach(record => found.Take(record, identity, mapper), folder.Path);

        var misses = new List<string>();
        void Check(string what, string should, string is_)
        {
            if (should != is_)
                misses.Add($"{what}: {is_} instead of {should}");
        }

        var facts = Table("facts.tsv").ToDictionary(row => row[0], row => row[1]);
        Check("records", facts["records"], (found.Records + lines.Count(line => line.Length == 0)).ToString(CultureInfo.InvariantCulture));
        Check("unique", facts["unique record ids"], Text(found.Unique));
        Check("unique accesses", facts["unique MailItemsAccessed ids"], Text(found.Operations.Where(pair => pair.Key.EndsWith("\tMailItemsAccessed", StringComparison.Ordinal)).Sum(pair => pair.Value)));
        Check("first", facts["first CreationTime"] + "Z", found.First!.Value.ToString());
        Check("last", facts["last CreationTime"] + "Z", found.Last!.Value.ToString());
        foreach (var row in Table("operations.tsv").Where(row => row[0].Length > 0))
            Check($"{row[0]} {row[1]}", row[3], Text(found.Operations.GetValueOrDefault($"{row[0]}\t{row[1]}")));
        foreach (var row in Table("mail_items_per_mailbox.tsv"))
            Check($"messages of {row[0]}", row[1], Text(found.Messages.GetValueOrDefault(row[0])?.Count ?? 0));
        foreach (var row in Table("mail_items_accessed.tsv"))
            Check(string.Join(' ', row), row[^1], Text(found.Accesses.GetValueOrDefault(string.Join('\t', row[..^1]))));
        foreach (var miss in misses)
            output.WriteLine(miss);
        Assert.Empty(misses);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string[]> Table(string name) =>
        File.ReadAllLines(SharedData.PathOf("m365", "o365_dataset", name)).Skip(1).Select(line => line.Split('\t'));

    // The last column of each row; quotes are doubled inside of quotes, and values have no line ends.
    private static IEnumerable<string> AuditData()
    {
        using var file = File.OpenRead(SharedData.PathOf("m365", "o365_dataset", "auditrecords_before_2021-06-06.csv.gz"));
        using var text = new StreamReader(new GZipStream(file, CompressionMode.Decompress), Encoding.UTF8);
        text.ReadLine();
        while (text.ReadLine() is { } line)
        {
            var json = line.IndexOf(",\"{", StringComparison.Ordinal);
            yield return json < 0 ? "" : line[(json + 2)..^1].Replace("\"\"", "\"", StringComparison.Ordinal);
        }
    }

    private sealed class Found
    {
        private readonly HashSet<UInt128> _seen = [];

        public int Records { get; private set; }

        public int Unique { get; private set; }

        public UtcInstant? First { get; private set; }

        public UtcInstant? Last { get; private set; }

        public Dictionary<string, int> Operations { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, HashSet<string>> Messages { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, int> Accesses { get; } = new(StringComparer.Ordinal);

        public void Take(LogRecord record, RecordIdentity identity, FactMapper mapper)
        {
            Assert.Equal("m365/audit", record.Shape.Source);
            Records++;
            Assert.True(identity.TryOf(record, out var id));
            if (!_seen.Add(id))
                return;
            Unique++;
            First = First is null || record.Time < First ? record.Time : First;
            Last = Last is null || record.Time > Last ? record.Time : Last;
            Count(Operations, $"{record["Workload"]}\t{record["Operation"]}");
            var rows = new FactRows();
            mapper.Map(record, rows);
            foreach (var fact in rows.ToFacts().Where(fact => fact.Kind == FactKind.MailAccess && record["Operation"] == "MailItemsAccessed"))
                TakeAccess(record, fact);
        }

        private void TakeAccess(LogRecord record, Fact fact)
        {
            string Of(FactColumn column) => fact[column] ?? "";
            if (!Messages.TryGetValue(Of(FactColumn.Mailbox), out var messages))
                Messages.Add(Of(FactColumn.Mailbox), messages = new HashSet<string>(StringComparer.Ordinal));
            messages.UnionWith(Of(FactColumn.MessageId).Split(", ", StringSplitOptions.RemoveEmptyEntries).Select((message, i) => $"{record["Id"]} {i} {message}"));
            var type = Of(FactColumn.Outcome) == "synced" ? "Sync" : "Bind";
            Count(Accesses, string.Join(
                '\t',
                Of(FactColumn.Mailbox), Of(FactColumn.Account), Of(FactColumn.SourceAddress), Client(record["ClientInfoString"] ?? ""), type,
                Of(FactColumn.Throttled) == "true" ? "True" : "False", Of(FactColumn.LogonType), Of(FactColumn.ApplicationId)));
        }

        // The truth has the first 80 characters.
        private static string Client(string text) => text.Length > 80 ? text[..80] : text;

        private static void Count(Dictionary<string, int> counts, string name) => counts[name] = counts.GetValueOrDefault(name) + 1;
    }
}
