using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Dwell.Model.Answers;
using Dwell.Model.Coverage;
using Dwell.Model.Evidence;
using Dwell.Model.Findings;
using Dwell.Model.Time;

namespace Dwell.Report.Tests;

/// <summary>Made-up cases: one with nothing in it, one with much of everything.</summary>
internal static class Samples
{
    private static readonly string[] Classes =
    [
        "logon", "process", "process-command-line", "service-install", "task", "registry", "network-by-process", "dns",
        "file-access", "share-access", "script", "audit-change",
    ];

    public static UtcInstant At(string text) =>
        new(DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal).Ticks);

    public static Sha256Digest Hash(string text) => Sha256Digest.Of(Encoding.UTF8.GetBytes(text));

    public static ReportInput Empty() => new(
        new CaseAnswers(
            Simulated: false,
            new EvidenceSummary(null, null, 0, 0, 0, new HostSummary(0, 0, []), [], "c0ffee", null),
            [.. SevenAnswers(AnswerState.NotDeterminable, "The records that would show it are missing.")],
            []),
        [],
        new CoverageMap([], [], []),
        new ReportEvidence([]),
        new ReportProvenance("0.1.0", "c0ffee", [], []));

    public static ReportInput Full() => new(
        FullAnswers(),
        [.. Enumerable.Range(1, 40).Select(FullFinding)],
        FullCoverage(),
        new ReportEvidence([.. Enumerable.Range(1, 12).Select(i => new ReportFile(
            Hash($"file {i}"), 1_118_208 * i, "evtx", 1_234 * i, i == 3 ? ["logs/eng07/System.evtx", "copy/System.evtx"] : [$"logs/host{i:D2}/Security.evtx"]))]),
        new ReportProvenance("0.1.0", "5d41402abc4b2a76", [new ReportRuleSet("dwell", 34, 0), new ReportRuleSet("sigma", 3_010, 7)],
            ["logs/mail01/Security.evtx: chunk 12 has a wrong checksum; 14 records were recovered", "rule 9f2a: 'count() by' is not supported yet"]));

    public static CaseAnswers FullAnswers()
    {
        var ids = ImmutableArray.Create(Id(1), Id(2), Id(3));
        var limitIds = FullLimits().Select(limit => limit.Id).ToImmutableArray();
        var backdoor = Fill(new BackdoorAnswer
        {
            State = AnswerState.Yes,
            Likelihood = Likelihood.AlmostCertain,
            Confidence = Confidence.High,
            Why = "",
            Statement = "",
            Support = null!,
            Scope = null!,
            Items =
            [
                new BackdoorItem("ENG07", "service", "WinUpdSvc", @"C:\ProgramData\Adobe\updsvc.dll", ["203.0.113.7:443"], At("2022-01-14T03:12:09Z"), At("2022-05-16T08:59:00Z"), "A",
                    "Sysmon on this host logs no network events", Likelihood.AlmostCertain, ids),
                new BackdoorItem("MAIL01", "task", "\\Microsoft\\Windows\\Update\\Sync", @"C:\Windows\Temp\s.exe", [], At("2021-12-03T22:41:00Z"), null, "A", null, Likelihood.Likely, [Id(2)]),
            ],
        }, "A service on ENG07 loads a library that no update brought and that talks to 203.0.113.7. A task on MAIL01 starts the same file.", "Service, load and connection come from three logs of two hosts.");
        var since = Fill(new SinceAnswer
        {
            State = AnswerState.Yes,
            Likelihood = Likelihood.VeryLikely,
            Confidence = Confidence.Moderate,
            Why = "",
            Statement = "",
            Support = null!,
            Scope = null!,
            Began = new TimeBound(null, At("2021-12-03T22:41:00Z")),
            Ended = new TimeBound(At("2022-05-16T08:59:00Z"), null),
            DwellDays = new CountBound(163, null),
            Noticed = At("2022-05-16T09:00:00Z"),
        }, "The first record of the intruder is of 3 December 2021. It may have begun before the evidence does.", "The first log begins on the same day.");
        var who = Fill(new WhoAnswer
        {
            State = AnswerState.Bounded,
            Likelihood = null,
            Confidence = Confidence.Low,
            Why = "",
            Statement = "",
            Support = null!,
            Scope = null!,
            Intrusions =
            [
                new Intrusion("A", ["ENG07", "MAIL01"], [@"CORP\svc-backup"], ["203.0.113.7"], ["T1543.003", "T1053.005"],
                    [new IntrusionSeparation("B", "not shown", "No file, key or address is common to both.")],
                    [new ActorCandidate("unknown", null, Likelihood.Likely, 0.55, 0.8, "techniques only, which many share", null)], ids),
            ],
        }, "Two intruders are told apart. Neither is named.", "Techniques alone name nobody.");
        var movement = Fill(new MovementAnswer
        {
            State = AnswerState.Yes,
            Likelihood = Likelihood.VeryLikely,
            Confidence = Confidence.High,
            Why = "",
            Statement = "",
            Support = null!,
            Scope = null!,
            Entry = new IntrusionEntry("MAIL01", At("2021-12-03T22:41:00Z"), "unknown; the earliest record is there", AnswerState.Likely),
            Edges = [new MovementEdge("A", "MAIL01", "ENG07", @"CORP\svc-backup", "smb-service", At("2022-01-14T03:12:01Z"), "dmz", "engineering", Basis.Observed, Likelihood.VeryLikely, ids),
                new MovementEdge("A", null, "ENG09", null, "wmi", At("2022-02-14T03:12:01Z"), null, null, Basis.Inferred, Likelihood.Likely, [])],
        }, "From MAIL01 to ENG07 over a remotely made service.", "Both ends wrote it down.");
        var read = Fill(new ReadAnswer
        {
            State = AnswerState.NotDeterminable,
            Likelihood = null,
            Confidence = Confidence.Low,
            Why = "",
            Statement = "",
            Support = null!,
            Scope = null!,
            Holdings = [new HoldingAnswer("satellite bus design", AnswerState.Bounded, "held on ENG07, where file access was not audited", ["ENG07"])],
        }, "File access was not audited anywhere; mailbox logs are missing.", "No log that would show it is there.");
        var taken = Fill(new TakenAnswer
        {
            State = AnswerState.Bounded,
            Likelihood = Likelihood.RoughlyEvenChance,
            Confidence = Confidence.Low,
            Why = "",
            Statement = "",
            Support = null!,
            Scope = null!,
            Bytes = new CountBound(0, 8_123_456_789),
            Transfers = [new Transfer("A", "ENG07", "203.0.113.7", "https", At("2022-02-01T00:00:00Z"), At("2022-02-03T00:00:00Z"), new CountBound(1_200_000, 48_000_000), [@"C:\ProgramData\a.rar"], Likelihood.Likely, ids)],
        }, "Between nothing and 8.1 GB: the link of the segment allows no more.", "Two segments had no sensor.");
        var active = Fill(new ActiveAnswer
        {
            State = AnswerState.Likely,
            Likelihood = Likelihood.Likely,
            Confidence = Confidence.Moderate,
            Why = "",
            Statement = "",
            Support = null!,
            Scope = null!,
            LastSeen = At("2022-05-16T08:59:00Z"),
            Contain = new Containment(["ENG07", "MAIL01"], [@"CORP\svc-backup"], [new ContainedAddress("203.0.113.7", "shared hosting: blocking hits others")], ["cdn.example"]),
        }, "The last record of the intruder is of the last hour of the evidence.", "Nothing shows an end.");
        return new CaseAnswers(
            Simulated: true,
            new EvidenceSummary(At("2021-12-03T00:00:00Z"), At("2022-05-16T09:30:00Z"), 412, 9_123_456_789, 41_234_567,
                new HostSummary(61, 54, ["ENG11", "ENG12", "HR-PRINT", "LAB-3", "SCADA-1", "VPN01", "WEB02"]),
                [new RejectedEvidence("x.evtx", "no EVTX header"), new RejectedEvidence("notes.docx", "no reader knows this content")],
                "5d41402abc4b2a76", "Example Design Bureau"),
            [.. new Answer[] { backdoor, since, who, movement, read, taken, active }.Select(answer => answer with { Findings = ids, Limits = limitIds })],
            FullLimits());
    }

    public static ImmutableArray<Limit> FullLimits()
    {
        var limits = new List<Limit>();
        for (var host = 1; host <= 40; host++)
        {
            var name = $"ENG{host:D2}";
            limits.Add(new Limit($"l-a{host:D3}", [Question.Read, Question.Taken], "file-access", $"host:{name}", At("2021-12-03T00:00:00Z"), At("2022-05-16T09:30:00Z"),
                "not audited", $"which files were opened on {name} can't be known",
                [new Remedy("backup operator", $"the NTFS change journal of {name}", null, $"read.files of {name}")]));
            limits.Add(new Limit($"l-b{host:D3}", [Question.Backdoor, Question.Movement], "process-command-line", $"host:{name}", null, null,
                "not audited", $"what processes on {name} were told to do can't be known", []));
        }

        limits.Add(new Limit("l-c001", [Question.Taken, Question.Active, Question.Backdoor], "netflow", "segment:engineering", null, null, "no sensor",
            "bytes out of engineering can't be bounded by records",
            [new Remedy("upstream proxy operator", "access logs of 10.2.0.0/24", At("2022-06-01T00:00:00Z"), "taken.bytes.atMost to about 0.4 GB")]));
        limits.Add(new Limit("l-d001", [Question.Movement], "logon", "host:MAIL01", At("2021-12-03T00:00:00Z"), At("2022-01-03T00:00:00Z"), "cleared", "logons to MAIL01 before 3 January are gone", []));
        return [.. limits.OrderBy(limit => limit.Id, StringComparer.Ordinal)];
    }

    public static string Id(int number) => $"f-{number:x16}";

    public static Finding FullFinding(int number) => new()
    {
        Id = Id(number),
        Subject = new FindingSubject("rule", "rule", Question.Backdoor, [], [], [], number.ToString(CultureInfo.InvariantCulture)),
        Kind = number % 3 == 0 ? "installation" : "rule",
        Basis = Basis.Observed,
        Title = number % 3 == 0 ? "A service was installed from a folder that users can write" : $"A script host started an encoded command on ENG{number % 9:D2}",
        Question = (Question)(number % 7),
        Severity = (Severity)(4 - number % 5),
        Likelihood = Likelihood.Likely,
        Confidence = Confidence.Moderate,
        Hosts = [$"ENG{number % 9:D2}", "MAIL01"],
        Accounts = [@"CORP\svc-backup"],
        Addresses = number % 4 == 0 ? ["203.0.113.7"] : [],
        Techniques = ["T1543.003"],
        Tactics = ["persistence"],
        First = number == 13 ? null : new UtcInstant(At("2021-12-03T22:41:00Z").Ticks + number * 31L * TimeSpan.TicksPerHour),
        Last = number == 13 ? null : new UtcInstant(At("2021-12-03T22:41:00Z").Ticks + number * (31L + number % 5) * TimeSpan.TicksPerHour),
        Count = number * 17,
        Sources = 2,
        Rule = number % 3 == 0 ? null : new FindingRule("8f1c2b1e-0000-4000-8000-000000000000", "Encoded command of a script host", "dwell"),
        Rank = number,
        Score = 1.0 - number / 100.0,
        Parts = [new ScorePart("severity", 0.8, "level high"), new ScorePart("rarity", 0.93, "1 of 54 hosts")],
        Counter = ["The software deployment of this organisation uses encoded commands as well."],
        Intrusion = "A",
        Citations = [.. Enumerable.Range(1, 7).Select(i => new Citation(Hash("file"), new Locator([], [new LocatorPiece(4_711 * i, 812, 3, (ulong)i)]), Hash($"record {i}"), "logs/eng07/Security.evtx"))],
    };

    private static CoverageMap FullCoverage()
    {
        var hosts = Enumerable.Range(0, 30).Select(i => $"ENG{i:D2}").Append("MAIL01").ToImmutableArray();
        var spans = hosts.SelectMany((host, h) => Classes.Select((name, c) => new CoverageSpan(
            host, name, null, null, (CoverageState)((h < 20 ? c : h * 3 + c) % 7), "sample", 5)));
        return new CoverageMap(hosts, [.. Classes], [.. spans]);
    }

    private static IEnumerable<Answer> SevenAnswers(AnswerState state, string statement)
    {
        var blank = new AnswerSupport(0, 0, 0);
        var scope = new AnswerScope(null, null, 0, 0, 0);
        yield return new BackdoorAnswer { State = state, Likelihood = null, Confidence = Confidence.Low, Why = "No record was read.", Statement = statement, Support = blank, Scope = scope };
        yield return new SinceAnswer { State = state, Likelihood = null, Confidence = Confidence.Low, Why = "No record was read.", Statement = statement, Support = blank, Scope = scope };
        yield return new WhoAnswer { State = state, Likelihood = null, Confidence = Confidence.Low, Why = "No record was read.", Statement = statement, Support = blank, Scope = scope };
        yield return new MovementAnswer { State = state, Likelihood = null, Confidence = Confidence.Low, Why = "No record was read.", Statement = statement, Support = blank, Scope = scope };
        yield return new ReadAnswer { State = state, Likelihood = null, Confidence = Confidence.Low, Why = "No record was read.", Statement = statement, Support = blank, Scope = scope };
        yield return new TakenAnswer { State = state, Likelihood = null, Confidence = Confidence.Low, Why = "No record was read.", Statement = statement, Support = blank, Scope = scope, Bytes = new CountBound(0, null) };
        yield return new ActiveAnswer { State = state, Likelihood = null, Confidence = Confidence.Low, Why = "No record was read.", Statement = statement, Support = blank, Scope = scope, Contain = new Containment([], [], [], []) };
    }

    private static Answer Fill(Answer answer, string statement, string why) => answer with
    {
        Statement = statement,
        Why = why,
        Support = new AnswerSupport(118, 3, 2),
        Scope = new AnswerScope(At("2021-12-03T00:00:00Z"), At("2022-05-16T09:30:00Z"), 54, 61, 0.83),
    };
}
