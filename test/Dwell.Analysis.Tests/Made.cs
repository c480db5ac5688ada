using System.Collections.Immutable;
using Dwell.Analysis.Facts;
using Dwell.Model.Evidence;
using Dwell.Model.Facts;
using Dwell.Model.Findings;
using Dwell.Model.Time;

namespace Dwell.Analysis.Tests;

/// <summary>Makes valid things; a test changes the one detail that it is about.</summary>
internal static class Made
{
    public const string Host = "PC-1.corp.example";
    public const string Sysmon = "Microsoft-Windows-Sysmon/Operational";

    private static readonly long Start = new DateTime(2026, 1, 5, 8, 0, 0, DateTimeKind.Utc).Ticks;

    public static UtcInstant At(double seconds) => new(Start + (long)(seconds * TimeSpan.TicksPerSecond));

    public static RecordRef Record(int number, int evidence = 0) => new(evidence, number * 1_000L, 900);

    public static Fact Fact(
        FactKind kind, double seconds, int record, string host = Host, string source = "Security", params (FactColumn Column, string Value)[] values) =>
        new(kind, "class", At(seconds), host, source, Record(record), [.. values.Select(value => KeyValuePair.Create(value.Column, value.Value))]);

    public static Fact With(this Fact fact, FactColumn column, string value) =>
        fact with { Values = [.. fact.Values.Where(pair => pair.Key != column), KeyValuePair.Create(column, value)] };

    public static Fact Service(string name, string command, double seconds = 0, int record = 1, string host = Host) => Fact(
        FactKind.Installation, seconds, record, host, "System",
        (FactColumn.InstallationKind, "service"), (FactColumn.Name, name), (FactColumn.Value, command), (FactColumn.Outcome, "created"));

    public static Fact Run(string image, double seconds, int record, string host = Host, string id = "0x44", string parent = @"C:\Windows\System32\services.exe") =>
        Fact(
            FactKind.ProcessStart, seconds, record, host, "Security",
            (FactColumn.Process, image), (FactColumn.ProcessId, id), (FactColumn.ParentProcess, parent));

    public static Fact Connection(string image, string address, double seconds, int record, string host = Host) => Fact(
        FactKind.Connection, seconds, record, host, Sysmon,
        (FactColumn.Process, image), (FactColumn.DestinationAddress, address), (FactColumn.DestinationPort, "443"));

    public static Fact Logon(string session, string address, double seconds, int record, string host = Host, string account = @"CORP\dora") => Fact(
        FactKind.Logon, seconds, record, host, "Security",
        (FactColumn.Outcome, "success"), (FactColumn.LogonId, session), (FactColumn.SourceAddress, address),
        (FactColumn.TargetAccount, account), (FactColumn.LogonType, "3"));

    public static Fact Pipe(string name, string address, double seconds, int record, string host = Host) => Fact(
        FactKind.ShareAccess, seconds, record, host, "Security",
        (FactColumn.Name, @"\\*\IPC$"), (FactColumn.File, name), (FactColumn.SourceAddress, address),
        (FactColumn.Account, @"CORP\dora"), (FactColumn.LogonId, "0x9001"));

    public static DetectionRule Rule(string id, Severity severity = Severity.High, params string[] tactics) => new(
        id, "Rule " + id, severity, ["T1543.003"], tactics.Length > 0 ? [.. tactics] : ["persistence"], null, null, ["administrators do it"], "dwell");

    public static Hit Hit(string rule, double seconds, int record, string host = Host, string source = "Security") =>
        new(rule, Record(record), At(seconds), host, source);

    public static ImmutableDictionary<string, DetectionRule> Rules(params DetectionRule[] rules) =>
        rules.ToImmutableDictionary(rule => rule.Id, StringComparer.Ordinal);

    public static HardLinks Links(params Fact[] processStarts) => new(new ProcessTree(processStarts));

    public static IReadOnlyList<string> LinksOf(Fact fact, params Fact[] processStarts)
    {
        var links = new SortedValues();
        Links(processStarts).AddOf(fact, links);
        return links.ToImmutable();
    }
}
