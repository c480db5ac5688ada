using System.Collections.Immutable;
using Dwell.Evidence;
using Dwell.Evidence.Citations;
using Dwell.Model.Answers;
using Dwell.Model.Coverage;
using Dwell.Model.Evidence;
using Dwell.Model.Findings;
using Dwell.Model.Time;
using Dwell.Tests;

namespace Dwell.Case.Tests;

/// <summary>The least that makes a whole case: two files, one finding that cites both.</summary>
internal sealed class SmallCase : IDisposable
{
    public const int CitedOffset = 100_000;
    public const int CitedLength = 300;

    private static readonly UtcInstant Noon = new(new DateTime(2022, 2, 3, 12, 0, 0, DateTimeKind.Utc).Ticks);

    public SmallCase()
    {
        Temp.Write("evidence/a.evtx", Bytes.Evtx(200_000, 1));
        Temp.Write("evidence/sub/b.evtx", Bytes.Evtx(150_000, 2));
        Evidence = [Temp["evidence"]];
    }

    public TempFolder Temp { get; } = new();

    public ImmutableArray<string> Evidence { get; init; }

    public string Folder => Temp["case"];

    public CaseStart Write(CaseDisk? disk = null, string folder = "case", string contentHash = "content-1", int threads = 2)
    {
        using var source = new EvidenceSource(EvidenceManifest.Build(Evidence));
        using var writer = CaseWriter.Prepare(Temp[folder], disk ?? new CaseDisk());
        var start = writer.Start(CaseInputs.Of(source.Manifest, contentHash, [KeyValuePair.Create("rules", "built-in")]));
        if (start == CaseStart.Finished)
            return start;
        writer.WriteEvidence(source.Manifest);
        writer.WriteFindings([FindingOf(source)]);
        writer.WriteAnswers(Answers());
        writer.WriteCoverage(new CoverageMap(["H1"], ["logon"], [new("H1", "logon", Noon, Noon, CoverageState.Recorded, "4624 seen", 7)]));
        writer.WriteReport("<!doctype html>\n"u8);
        writer.WriteRun(new CaseRun
        {
            Version = "0.1.0",
            Evidence = Evidence,
            Started = new DateTimeOffset(2026, 1, 1, threads, 0, 0, TimeSpan.Zero),
            Finished = new DateTimeOffset(2026, 1, 1, threads, 0, 1, TimeSpan.Zero),
            Complete = true,
            Threads = threads,
            Seconds = [KeyValuePair.Create("read", 0.5)],
        });
        writer.Finish();
        return start;
    }

    public static Finding FindingOf(EvidenceSource source)
    {
        var subject = new FindingSubject("rule", "r-1", Question.Backdoor, ["H1"], [], [], "service:x");
        using var maker = new CitationMaker(source, new OnePiece());
        var numbers = source.Manifest.Readable.Select(item => item.Number).ToList();
        return new Finding
        {
            Id = subject.ToId(),
            Subject = subject,
            Kind = "rule",
            Basis = Basis.Observed,
            Title = "A service \"x\" <was> installed",
            Question = Question.Backdoor,
            Severity = Severity.High,
            Likelihood = Likelihood.RoughlyEvenChance,
            Confidence = Confidence.Low,
            Hosts = ["H1"],
            First = Noon,
            Count = 2,
            Sources = 1,
            Rule = new FindingRule("r-1", "T", "dwell"),
            Rank = 1,
            Score = 0.123456,
            Citations = [.. numbers.Select(number => maker.Make(new RecordRef(number, CitedOffset, CitedLength)))],
        };
    }

    public static CaseAnswers Answers()
    {
        var support = new AnswerSupport(2, 1, 1);
        var scope = new AnswerScope(Noon, Noon, 1, 2, 1.0 / 3);
        return new CaseAnswers(
            Simulated: false,
            new EvidenceSummary(
                Noon, null, 2, 350_000, 10, new HostSummary(2, 1, ["H2"]), [new("x.evtx", "no EVTX header")], "content-1", null),
            [
                new BackdoorAnswer
                {
                    State = AnswerState.NoEvidence, Likelihood = Likelihood.AlmostNoChance, Confidence = Confidence.Moderate, Why = "w", Statement = "s",
                    Support = support, Scope = scope,
                },
                new SinceAnswer
                {
                    State = AnswerState.NotDeterminable, Likelihood = null, Confidence = Confidence.Low, Why = "w", Statement = "s",
                    Support = support, Scope = scope,
                    Began = new TimeBound(null, Noon), DwellDays = new CountBound(1, null),
                },
                new WhoAnswer
                {
                    State = AnswerState.NotDeterminable, Likelihood = null, Confidence = Confidence.Low, Why = "w", Statement = "s",
                    Support = support, Scope = scope,
                    Intrusions =
                    [
                        new("A", ["H1"], [], [], ["T1"], [new("B", "not shown", "w")],
                            [new("unknown", null, Likelihood.Likely, 0.55, 0.80001, "w", null)], ["f-1"]),
                    ],
                },
                new MovementAnswer
                {
                    State = AnswerState.Bounded, Likelihood = null, Confidence = Confidence.Low, Why = "w", Statement = "s",
                    Support = support, Scope = scope,
                },
                new ReadAnswer
                {
                    State = AnswerState.Bounded, Likelihood = null, Confidence = Confidence.Low, Why = "w", Statement = "s",
                    Support = support, Scope = scope,
                },
                new TakenAnswer
                {
                    State = AnswerState.Bounded, Likelihood = null, Confidence = Confidence.Low, Why = "w", Statement = "s",
                    Support = support, Scope = scope,
                    Bytes = new CountBound(0, null),
                },
                new ActiveAnswer
                {
                    State = AnswerState.Bounded, Likelihood = null, Confidence = Confidence.Low, Why = "w", Statement = "s",
                    Support = support, Scope = scope,
                    Contain = new Containment(["H1"], [], [new("192.0.2.1", null)], []),
                },
            ],
            [
                new Limit(
                    "l-1", [Question.Taken, Question.Read], "netflow", "all", null, null, "no sensor", "e",
                    [new Remedy("isp", "flows", null, "n")]),
            ]);
    }

    public void Dispose() => Temp.Dispose();

    private sealed class OnePiece : ICitedPieces
    {
        public ImmutableArray<LocatorPiece> PiecesOf(EvidenceItem item, EvidenceBytes bytes, RecordRef record) =>
            [new LocatorPiece(record.Offset, record.Length, 1, 812)];
    }
}
