using System.Collections.Immutable;
using Dwell.Facts.Store;
using Dwell.Model.Evidence;
using Dwell.Model.Facts;
using Dwell.Model.Findings;
using Dwell.Model.Time;

namespace Dwell.Analysis.Tests.Whole;

/// <summary>
/// An invented organisation in facts and hits from a seed. <paramref name="rename"/> gives each host, account and address
/// another name; <paramref name="order"/> shuffles the order of the evidence files, and with it that of all records.
/// </summary>
internal sealed class RandomCase(int seed, Func<string, string> rename, int? order = null)
{
    private const int Hosts = 7;
    private const int Files = Hosts;
    private const int Events = 400;

    private static readonly string[] Programs =
        [@"C:\Windows\System32\cmd.exe", @"C:\ProgramData\w\w.exe", @"C:\Users\Public\t.exe", @"C:\Program Files\V\v.exe", @"C:\Windows\System32\net.exe"];

    private static readonly string[] Objects = ["WinHelp", "Vendor", "zz", @"\Update"];

    public static ImmutableDictionary<string, DetectionRule> Rules { get; } = Made.Rules(
        Made.Rule("a", Severity.Critical, "credential-access"), Made.Rule("b", Severity.High, "lateral-movement"),
        Made.Rule("c", Severity.High, "persistence"), Made.Rule("d", Severity.Medium, "discovery"), Made.Rule("e", Severity.Low, "execution"));

    public MemoryFactStore ToStore()
    {
        var random = new Random(seed);
        var numbers = Enumerable.Range(0, Files).ToArray();
        if (order is { } other)
            new Random(other).Shuffle(numbers);
        var facts = new List<Fact>();
        var hits = new List<Hit>();
        for (var i = 0; i < Events; i++)
        {
            // Times differ, so that no tie is left to the order of files.
            var host = random.Next(Hosts);
            var fact = Any(random, host, i) with { Record = new RecordRef(numbers[host], i * 100L, 90) };
            facts.Add(fact);
            if (random.Next(3) == 0)
                hits.Add(new Hit(Rules.Keys.Order(StringComparer.Ordinal).ElementAt(random.Next(Rules.Count)), fact.Record, fact.Time, fact.Host, fact.Source));
        }

        var store = new MemoryFactStore();
        var sorted = facts.OrderBy(fact => fact.Record).ToImmutableArray();
        store.Append(new StoreBatch(0, FactRows.Of(sorted[..(Events / 2)]), [.. hits.OrderBy(hit => hit.Record)], []));
        store.Append(new StoreBatch(1, FactRows.Of(sorted[(Events / 2)..]), [], []));
        return store;
    }

    private Fact Any(Random random, int host, int at)
    {
        var name = rename("host" + host);
        var session = $"0x{0x5000 + random.Next(6):x}";
        var program = Programs[random.Next(Programs.Length)];
        var account = rename("CORP") + "\\" + rename("account" + random.Next(4));
        var address = rename("address" + random.Next(5));
        var fact = random.Next(6) switch
        {
            0 => Made.Service(Objects[random.Next(Objects.Length)], program, at, at, name),
            1 => Made.Run(program, at, at, name, $"0x{random.Next(9):x}", Programs[random.Next(Programs.Length)])
                .With(FactColumn.ParentProcessId, $"0x{random.Next(9):x}"),
            2 => Made.Connection(program, address, at, at, name),
            3 => Made.Logon(session, address, at, at, name, account),
            4 => Made.Pipe(random.Next(2) == 0 ? "svcctl" : @"Plans\a.docx", address, at, at, name).With(FactColumn.Name, @"\\*\Data"),
            _ => Made.Fact(FactKind.FileAccess, at, at, name, values: [(FactColumn.File, $@"D:\{random.Next(5)}.docx")]),
        };
        return fact.With(FactColumn.LogonId, session).With(FactColumn.Account, account) with { Time = new UtcInstant(Made.At(at * 7).Ticks) };
    }
}
