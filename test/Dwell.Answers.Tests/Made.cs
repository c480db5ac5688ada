using System.Collections.Immutable;
using Dwell.Answers.Limits;
using Dwell.Content.Classes;
using Dwell.Content.Questions;
using Dwell.Content.Store;
using Dwell.Model.Answers;
using Dwell.Model.Coverage;
using Dwell.Model.Evidence;
using Dwell.Model.Findings;
using Dwell.Model.Time;

namespace Dwell.Answers.Tests;

/// <summary>Makes valid findings, coverage and inputs; a test changes the one detail that it is about.</summary>
internal static class Made
{
    public const int Hours = 100;

    /// <summary>Classes that together meet every need of every question.</summary>
    public static readonly ImmutableArray<string> Everything =
        ["service-install", "registry", "process", "network-by-process", "netflow", "logon", "share-access", "file-access", "share-file-access", "mail-access"];

    /// <summary>What full auditing and Sysmon record on a Windows host; no mail, no bytes.</summary>
    public static readonly ImmutableArray<string> Windows =
        ["service-install", "registry", "process", "network-by-process", "logon", "share-access", "share-file-access"];

    private static readonly long Start = new DateTime(2026, 1, 5, 8, 0, 0, DateTimeKind.Utc).Ticks;

    public static readonly ImmutableArray<QuestionNeeds> Needs = QuestionNeedsLoader.Load(
        ContentStore.Embedded, ClassLoader.Load(ContentStore.Embedded).Classes.Keys.ToHashSet(StringComparer.Ordinal));

    public static UtcInstant At(double hours) => new(Start + (long)(hours * TimeSpan.TicksPerHour));

    /// <summary>A loud rule finding on one record of its own.</summary>
    public static Finding Loud(string rule, int record, double at = 1, string host = "PC-1", params string[] links) => Finding("rule", rule, record, at, host) with
    {
        HardLinks = [.. links],
        Tactics = [rule],
    };

    public static Finding Service(string name, int record, double at = 1, string host = "PC-1", params string[] links) =>
        Finding("installation", name, record, at, host) with
        {
            Tactics = ["persistence"],
            HardLinks = [.. links],
            Likelihood = Likelihood.Likely,
            Installed = new InstalledObject("service", name, @"C:\ProgramData\" + name + ".exe", true, null, [], false),
        };

    public static Finding Ran(this Finding installation) =>
        installation with { Installed = installation.Installed! with { Executed = installation.First } };

    public static Finding Contacted(this Finding installation, params string[] ends) =>
        installation with { Installed = installation.Installed! with { Contacted = [.. ends] } };

    public static Finding Hop(string from, string to, int record, double at = 1, params string[] links) => Finding("logon-path", "smb-service", record, at, to) with
    {
        Question = Question.Movement,
        Tactics = ["lateral-movement"],
        Likelihood = Likelihood.VeryLikely,
        Accounts = [@"CORP\dora"],
        Pairs = [new FindingPair(from, to, "smb-service", null, 0.9)],
        HardLinks = [.. links],
    };

    public static Finding Opened(string file, int record, double at = 1, string host = "PC-1", params string[] links) => Finding("file-access", file, record, at, host) with
    {
        Question = Question.Read,
        Severity = Severity.Medium,
        HardLinks = [.. links],
    };

    private static Finding Finding(string kind, string method, int record, double at, string host)
    {
        var subject = new FindingSubject(kind, method, Question.Backdoor, [host], [], [], method);
        return new Finding
        {
            Id = subject.ToId(),
            Subject = subject,
            Kind = kind,
            Basis = Basis.Observed,
            Title = method + " on " + host,
            Question = Question.Backdoor,
            Severity = Severity.High,
            Likelihood = Likelihood.Likely,
            Confidence = Confidence.Low,
            Hosts = [host],
            First = At(at),
            Last = At(at),
            Count = 1,
            Sources = 1,
            SourceNames = [host + "|Security"],
            Records = [new RecordRef(0, record * 1_000L, 900)],
            Rank = 0,
        };
    }

    /// <summary>Findings with ranks in the order given.</summary>
    public static ImmutableArray<Finding> Ranked(params Finding[] findings) => [.. findings.Select((finding, i) => finding with { Rank = i + 1 })];

    public static CoverageMap Covered(IEnumerable<string> hosts, IEnumerable<string> classes, double from = 0, double to = Hours)
    {
        var list = hosts.ToImmutableArray();
        return new CoverageMap(
            list,
            [.. Everything],
            [.. list.SelectMany(host => classes.Select(item => new CoverageSpan(host, item, At(from), At(to), CoverageState.Recorded, "", 1)))]);
    }

    public static CoverageMap Nothing { get; } = new([], [], []);

    public static EvidenceSummary Evidence(int known, params string[] neverExamined) => new(
        At(0), At(Hours), 1, 1, 1, new HostSummary(known, known - neverExamined.Length, [.. neverExamined]), [], "", null);

    public static EvidenceSummary NoEvidence { get; } = new(null, null, 0, 0, 0, new HostSummary(0, 0, []), [], "", null);

    public static AnswerInput Input(CoverageMap coverage, params Finding[] findings) => new(
        Ranked(findings), coverage, Evidence(coverage.Hosts.Length), Needs, ImmutableDictionary<string, ClassRemedy>.Empty, null, [], false, []);

    public static CaseAnswers Answers(AnswerInput input) => AnswerMaker.Make(input).Answers;

    public static CaseAnswers Answers(CoverageMap coverage, params Finding[] findings) => Answers(Input(coverage, findings));

    public static T Of<T>(this CaseAnswers answers)
        where T : Answer => answers.Answers.OfType<T>().Single();

    /// <summary>One proven intruder: a service that ran, and a loud act elsewhere that a link ties to it.</summary>
    public static Finding[] Intruder(string name = "w", int record = 1, double at = 1, string host = "PC-1") =>
        [Service(name, record, at, host, "process:" + name).Ran(), Loud("act-" + name, record + 1, at + 1, host, "process:" + name)];
}
