using System.Collections.Immutable;
using System.Globalization;
using Dwell.Answers.Wording;
using Dwell.Model.Answers;
using Dwell.Model.Coverage;
using Dwell.Model.Findings;

namespace Dwell.Answers.Questions;

/// <summary>What did they take? Windows event logs count no bytes, so they prove no amount and exclude none.</summary>
internal static class TakenQuestion
{
    public static TakenAnswer Answer(AnswerBoard board)
    {
        var sending = board.Intrusions.SelectMany(group => group.Findings)
            .Where(finding => finding.Question == Question.Taken && finding.Severity >= Severity.High).ToList();
        var scope = board.ScopeOf(Question.Taken);
        var support = AnswerBoard.SupportOf(sending);
        var state = board.Intrusions.IsEmpty ? board.StateWithoutIntruder(Question.Taken)
            : sending.Count > 0 ? AnswerState.Likely : AnswerState.NotDeterminable;
        var transfers = Transfers(board);
        return new TakenAnswer
        {
            State = state,
            Likelihood = sending.Count > 0 ? Likelihood.Likely : null,
            Confidence = Confidence.Low,
            Why = Phrases.Why(Confidence.Low, support, scope),
            Statement = state switch
            {
                AnswerState.Likely when transfers.Length > 0 =>
                    $"{Phrases.Count(transfers.Length, "transfer")} from {Names(transfers, one => one.Host)} to {Names(transfers, one => one.Destination)}; how much was not counted.",
                AnswerState.Likely => $"{Phrases.Count(sending.Count, "act")} of sending data out {(sending.Count == 1 ? "is" : "are")} on record; how much was not counted.",
                AnswerState.NoEvidence => $"Nothing on the {Phrases.Hosts(scope)} whose traffic was counted.",
                _ when IsCounted(board) => "A sensor counted bytes, but no transfer is tied to an intruder, and what it did not see is open.",
                _ => "No log here counts the bytes that left: between nothing and everything.",
            },
            Support = support,
            Scope = scope,
            Findings = AnswerBoard.IdsOf(sending),
            Limits = board.LimitsOf(Question.Taken),
            Bytes = new CountBound(0, null),
            Transfers = transfers,
            Holdings = HoldingAnswers.Of(board, Question.Taken, []),
        };
    }

    private static bool IsCounted(AnswerBoard board) =>
        board.Input.Coverage.Spans.Any(span => span is { EventClass: "netflow" or "proxy", State: CoverageState.Recorded });

    private static string Names(ImmutableArray<Transfer> transfers, Func<Transfer, string> name) =>
        Phrases.Names([.. transfers.Select(name).Distinct(StringComparer.Ordinal)]);

    private static ImmutableArray<Transfer> Transfers(AnswerBoard board) =>
    [
        .. board.Intrusions
            .SelectMany(group => group.Findings.Where(finding => finding.Kind == "transfer").Select(finding => (group, finding)))
            .OrderBy(pair => pair.finding.First is null).ThenBy(pair => pair.finding.First).ThenBy(pair => pair.finding.Id, StringComparer.Ordinal)
            .Select(pair => new Transfer(
                pair.group.Id,
                pair.finding.Pairs[0].Source,
                pair.finding.Pairs[0].Destination,
                ChannelOf(pair.finding.Pairs[0].Port),
                pair.finding.First,
                pair.finding.Last,
                new CountBound(0, null),
                [],
                pair.finding.Likelihood,
                [pair.finding.Id])),
    ];

    // By the registered port (IANA); what really went over it was not recorded.
    private static string ChannelOf(int? port) => port switch
    {
        443 => "https",
        80 => "http",
        22 => "ssh",
        21 => "ftp",
        25 or 465 or 587 => "smtp",
        53 => "dns",
        445 => "smb",
        { } other => string.Create(CultureInfo.InvariantCulture, $"port {other}"),
        null => "unknown",
    };
}
