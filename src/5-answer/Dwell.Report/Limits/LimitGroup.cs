using System.Collections.Immutable;
using Dwell.Model.Answers;
using Dwell.Model.Findings;
using Dwell.Model.Time;

namespace Dwell.Report.Limits;

/// <summary>
/// Limits of one event class with one reason, so that two thousand of them stay readable. Names of places are taken out
/// of the effects; those that are then alike are one. Scopes are without their prefix, sorted ordinally.
/// </summary>
internal sealed record LimitGroup(
    string Class,
    string Why,
    ImmutableArray<Question> Questions,
    ImmutableArray<string> Hosts,
    ImmutableArray<string> OtherScopes,
    UtcInstant? From,
    UtcInstant? To,
    ImmutableArray<string> Effects,
    ImmutableArray<string> Ids)
{
    private const string HostPrefix = "host:";

    /// <summary>
    /// Groups limits; what touches most questions and most places comes first, text that nobody can read last: most often it is a
    /// note beside the logs.
    /// </summary>
    public static ImmutableArray<LimitGroup> Of(ImmutableArray<Limit> limits) =>
    [
        .. limits
            .GroupBy(limit => (limit.Class, limit.Why))
            .Select(group => Make([.. group]))
            .OrderBy(group => group.Class == Limit.UnknownText)
            .ThenByDescending(group => group.Questions.Length)
            .ThenByDescending(group => group.Hosts.Length + group.OtherScopes.Length)
            .ThenBy(group => group.Class, StringComparer.Ordinal)
            .ThenBy(group => group.Why, StringComparer.Ordinal),
    ];

    /// <summary><c>on 12 hosts</c>, <c>on ENG07</c>, <c>in segment:engineering</c>, <c>everywhere</c>.</summary>
    public string Where()
    {
        var hosts = Hosts.Length switch
        {
            0 => null,
            1 => $"on {Hosts[0]}",
            _ => FormattableString.Invariant($"on {Hosts.Length:N0} hosts"),
        };
        var others = OtherScopes.Length switch
        {
            0 => null,
            1 when OtherScopes[0] == "all" => "everywhere",
            1 => $"in {OtherScopes[0]}",
            _ => FormattableString.Invariant($"in {OtherScopes.Length:N0} other places"),
        };
        return hosts is null ? others ?? "" : others is null ? hosts : $"{hosts} and {others}";
    }

    private static LimitGroup Make(ImmutableArray<Limit> limits)
    {
        var first = limits[0];
        var scopes = limits.Select(limit => limit.Scope).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var isOne = scopes.Count == 1;
        return new LimitGroup(
            first.Class,
            first.Why,
            [.. limits.SelectMany(limit => limit.Questions).Distinct().Order()],
            [.. scopes.Where(IsHost).Select(scope => scope[HostPrefix.Length..])],
            [.. scopes.Where(scope => !IsHost(scope))],
            limits.Any(limit => limit.From is null) ? null : limits.Min(limit => limit.From),
            limits.Any(limit => limit.To is null) ? null : limits.Max(limit => limit.To),
            [
                .. limits.Select(limit => isOne ? limit.Effect : ScopeName.Without(limit.Effect, limit.Scope))
                    .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            ],
            [.. limits.Select(limit => limit.Id)]);
    }

    private static bool IsHost(string scope) => scope.StartsWith(HostPrefix, StringComparison.Ordinal);
}
