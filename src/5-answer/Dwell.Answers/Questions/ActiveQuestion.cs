using System.Collections.Immutable;
using Dwell.Answers.Intrusions;
using Dwell.Answers.Wording;
using Dwell.Model.Answers;
using Dwell.Model.Findings;
using Dwell.Model.Time;

namespace Dwell.Answers.Questions;

/// <summary>Are they still active? The evidence ends somewhere; after that nobody can say.</summary>
internal static class ActiveQuestion
{
    // A session, a beacon's pause or a night's rest end later than this: seen within it means seen at the end.
    private static readonly TimeSpan AtTheEnd = TimeSpan.FromHours(1);

    private static readonly TimeSpan Collected = TimeSpan.FromDays(1);

    public static ActiveAnswer Answer(AnswerBoard board)
    {
        var carrying = board.Intrusions.SelectMany(group => group.Findings).ToList();
        var atTheEnd = board.Intrusions.Where(group => IsSeenAtTheEnd(board, group)).ToList();
        var lastSeen = (atTheEnd.Count > 0 ? atTheEnd : [.. board.Intrusions]).Select(group => group.Last).Where(time => time is not null).Max();
        var scope = board.ScopeOf(Question.Active);
        var support = AnswerBoard.SupportOf(carrying);
        var state = StateOf(board, atTheEnd, lastSeen, scope);
        var confidence = state is AnswerState.Yes or AnswerState.Likely && support.Sources > 1 ? Confidence.Moderate : Confidence.Low;
        return new ActiveAnswer
        {
            State = state,
            Likelihood = state switch { AnswerState.Yes => Likelihood.VeryLikely, AnswerState.Likely => Likelihood.Likely, _ => null },
            Confidence = confidence,
            Why = Phrases.Why(confidence, support, scope),
            Statement = Statement(board, state, lastSeen),
            Support = support,
            Scope = scope,
            Findings = AnswerBoard.IdsOf(carrying),
            Limits = board.LimitsOf(Question.Active),
            LastSeen = lastSeen,
            Contain = Contain(board),
        };
    }

    private static AnswerState StateOf(AnswerBoard board, List<FindingGroup> atTheEnd, UtcInstant? lastSeen, AnswerScope scope)
    {
        if (board.Intrusions.IsEmpty)
            return board.StateWithoutIntruder(Question.Active);
        if (lastSeen is not { } last)
            return AnswerState.NotDeterminable;
        if (atTheEnd.Count > 0)
            return atTheEnd.Exists(group => group.Proof == Proof.Proven) ? AnswerState.Yes : AnswerState.Likely;
        // Hosts that recorded beyond the last sign exclude activity on themselves until their own end.
        return scope.To is { } covered && covered > last ? AnswerState.Bounded : AnswerState.NotDeterminable;
    }

    // Hosts are collected within a day of each other; where a host's own logs end earlier, what came after is unknown. Up to there
    // the end that counts is that of the host where something was seen: logs of others that go on say nothing about it.
    private static bool IsSeenAtTheEnd(AnswerBoard board, FindingGroup group) =>
        group.Acts.Any(finding => finding.Last is { } last && board.Input.Evidence.To is { } whole
            && whole.Ticks - last.Ticks <= Collected.Ticks
            && finding.Hosts.Any(host => EndOf(board, host) is { } end && end.Ticks - last.Ticks <= AtTheEnd.Ticks && end >= last));

    private static UtcInstant? EndOf(AnswerBoard board, string host) =>
        board.CoveredOn(host, Question.Active)?.To ?? board.Input.Evidence.To;

    private static string Statement(AnswerBoard board, AnswerState state, UtcInstant? lastSeen)
    {
        var end = board.Input.Evidence.To;
        return state switch
        {
            AnswerState.Yes or AnswerState.Likely => $"Last seen {Phrases.Minute(lastSeen)}, when the logs of its hosts end; nothing shows that it stopped.",
            AnswerState.Bounded => $"Last seen {Phrases.Minute(lastSeen)}; covered hosts show nothing after that; the evidence ends {Phrases.Minute(end)}.",
            AnswerState.NoEvidence => $"No intruder is shown up to {Phrases.Minute(end)}.",
            _ when lastSeen is not null => $"Last seen {Phrases.Minute(lastSeen)}; what would show more was not recorded after that.",
            _ => "No intruder is shown, and what would show one was not recorded.",
        };
    }

    private static Containment Contain(AnswerBoard board)
    {
        var groups = board.Intrusions;
        return new Containment(
            Merge(groups, finding => finding.Hosts),
            [.. Merge(groups, finding => finding.Accounts).Where(IsPerson)],
            [
                .. groups.SelectMany(group => group.Installed).SelectMany(finding => finding.Installed!.Contacted)
                    .Select(AddressOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                    .Select(address => new ContainedAddress(address, "others may be served from the same address: check before blocking")),
            ],
            Merge(groups, finding => finding.Domains));
    }

    // Contacted ends are address:port, or [address]:port.
    private static string AddressOf(string end) => end[..end.LastIndexOf(':')].Trim('[', ']');

    private static ImmutableArray<string> Merge(ImmutableArray<FindingGroup> groups, Func<Finding, ImmutableArray<string>> values) =>
        [.. groups.SelectMany(group => group.All(values)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    // The system's own accounts, and those of machines, can't be reset or locked.
    private static bool IsPerson(string account)
    {
        var name = account[(account.LastIndexOf('\\') + 1)..];
        var domain = account.Contains('\\', StringComparison.Ordinal) ? account[..account.LastIndexOf('\\')] : "";
        return !name.EndsWith('$')
            && !domain.Equals("NT AUTHORITY", StringComparison.OrdinalIgnoreCase)
            && !domain.Equals("Window Manager", StringComparison.OrdinalIgnoreCase)
            && !domain.Equals("Font Driver Host", StringComparison.OrdinalIgnoreCase)
            && name.ToUpperInvariant() is not ("SYSTEM" or "LOCAL SERVICE" or "NETWORK SERVICE" or "ANONYMOUS LOGON");
    }
}
