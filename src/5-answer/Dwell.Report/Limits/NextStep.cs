using System.Collections.Immutable;
using Dwell.Model.Answers;
using Dwell.Model.Findings;
using Dwell.Model.Time;

namespace Dwell.Report.Limits;

/// <summary>
/// Something to do now: contain, look, or ask someone for what is missing. <paramref name="Places"/> counts the limits
/// it would narrow, <paramref name="Finding"/> is the id of the finding to open.
/// </summary>
internal sealed record NextStep(
    NextStepKind Kind,
    string Do,
    string? Who,
    UtcInstant? Until,
    ImmutableArray<Question> Questions,
    string? Gains,
    int Places,
    string? Finding)
{
    private const int NamesShown = 6;

    /// <summary>
    /// Containment first where an intruder is at least likely, then the finding to open first, then who to ask: what will be
    /// gone soonest, then what helps most questions and most places.
    /// </summary>
    public static ImmutableArray<NextStep> Of(CaseAnswers answers, ImmutableArray<Finding> byRank) =>
        [.. Containment(answers), .. Look(byRank), .. Ask(answers.Limits)];

    private static IEnumerable<NextStep> Containment(CaseAnswers answers)
    {
        foreach (var active in answers.Answers.OfType<ActiveAnswer>())
        {
            var contain = active.Contain;
            if (contain.Hosts.Length > 0)
                yield return Contain($"Isolate {Names(contain.Hosts)}; image memory and disk before cleaning");
            if (contain.Accounts.Length > 0)
                yield return Contain($"Reset or disable {Names(contain.Accounts)}");
            if (contain.Addresses.Length + contain.Domains.Length > 0)
                yield return Contain($"Block and watch {Names([.. contain.Addresses.Select(Address), .. contain.Domains])}");
        }
    }

    private static IEnumerable<NextStep> Look(ImmutableArray<Finding> byRank)
    {
        if (byRank.IsEmpty)
            yield break;
        var first = byRank[0];
        var among = byRank.Length == 1 ? "the only finding" : FormattableString.Invariant($"first of {byRank.Length:N0} findings");
        yield return new NextStep(NextStepKind.Look, $"Open {first.Id}, {among}: {first.Title}", null, null, [first.Question], null, 0, first.Id);
    }

    private static IEnumerable<NextStep> Ask(ImmutableArray<Limit> limits) => limits
        .SelectMany(limit => limit.Remedy.Select(remedy => (Limit: limit, Remedy: remedy)))
        .GroupBy(pair => (
            Who: ScopeName.Without(pair.Remedy.Who, pair.Limit.Scope),
            What: ScopeName.Without(pair.Remedy.What, pair.Limit.Scope)))
        .Select(group =>
        {
            var only = group.Select(pair => pair.Limit.Scope).Distinct(StringComparer.Ordinal).Count() == 1;
            var first = group.First();
            return new NextStep(
                NextStepKind.Ask,
                only ? first.Remedy.What : group.Key.What,
                only ? first.Remedy.Who : group.Key.Who,
                group.Min(pair => pair.Remedy.Until),
                [.. group.SelectMany(pair => pair.Limit.Questions).Distinct().Order()],
                only ? first.Remedy.Narrows : ScopeName.Without(first.Remedy.Narrows, first.Limit.Scope),
                group.Select(pair => pair.Limit.Id).Distinct(StringComparer.Ordinal).Count(),
                null);
        })
        .OrderBy(step => step.Until is null)
        .ThenBy(step => step.Until)
        .ThenByDescending(step => step.Questions.Length)
        .ThenByDescending(step => step.Places)
        .ThenBy(step => step.Who, StringComparer.Ordinal)
        .ThenBy(step => step.Do, StringComparer.Ordinal);

    private static NextStep Contain(string what) => new(NextStepKind.Contain, what, null, null, [Question.Active], null, 0, null);

    private static string Address(ContainedAddress address) =>
        address.Warning is null ? address.Value : $"{address.Value} ({address.Warning})";

    private static string Names(ImmutableArray<string> names) => names.Length <= NamesShown
        ? string.Join(", ", names)
        : FormattableString.Invariant($"{string.Join(", ", names.Take(NamesShown))} and {names.Length - NamesShown:N0} more");
}

/// <summary>What sort of step it is, in the order of the list.</summary>
internal enum NextStepKind
{
    Contain,
    Look,
    Ask,
}
