using System.Collections.Immutable;
using Dwell.Case;
using Dwell.Content.Yaml;

namespace Dwell.Pipeline.Showing;

/// <summary>Finds a finding by what a person typed: its id, or the beginning of it.</summary>
public static class FindingLookup
{
    private const string Prefix = "f-";
    // Four hex digits tell a thousand findings apart more often than not; fewer would guess.
    private const int FewestDigits = 4;
    private const int MostSuggestions = 3;

    /// <summary>
    /// The finding whose id is <paramref name="asked"/> or alone begins with it (<c>f-</c> and at least 4 digits, case
    /// does not matter). False leaves <paramref name="finding"/> null; <paramref name="problem"/> says why and what is
    /// near.
    /// </summary>
    public static bool TryFind(
        IReadOnlyList<StoredFinding> findings, string asked, out StoredFinding? finding, out string problem)
    {
        var id = asked.Trim().ToLowerInvariant();
        var isLongEnough = id.StartsWith(Prefix, StringComparison.Ordinal) && id.Length >= Prefix.Length + FewestDigits;
        var fitting = isLongEnough ? findings.Where(item => item.Id.StartsWith(id, StringComparison.Ordinal)).ToList() : [];
        finding = fitting.Find(item => item.Id == id) ?? (fitting.Count == 1 ? fitting[0] : null);
        problem = finding is not null ? "" : ProblemOf(asked, id, isLongEnough, fitting, findings);
        return finding is not null;
    }

    private static string ProblemOf(
        string asked, string id, bool isLongEnough, List<StoredFinding> fitting, IReadOnlyList<StoredFinding> findings)
    {
        if (fitting.Count > 1)
        {
            var some = string.Join(", ", fitting.Take(MostSuggestions).Select(item => item.Id));
            return $"'{asked}' begins {fitting.Count} findings: {some}{(fitting.Count > MostSuggestions ? ", …" : "")}; "
                + "give more digits.";
        }

        if (findings.Count == 0)
            return $"'{asked}' is no question, and this case has no findings.";
        if (!isLongEnough && id.StartsWith(Prefix, StringComparison.Ordinal))
            return $"'{asked}' is too short: give at least {FewestDigits} digits after {Prefix}.";
        var near = NearestIds(id, [.. findings.Select(item => item.Id)]);
        var verb = near.Length == 1 ? "is" : "are";
        return $"this case has no finding '{asked}'; the nearest {verb} {string.Join(", ", near)}.";
    }

    private static ImmutableArray<string> NearestIds(string id, HashSet<string> ids)
    {
        var near = ImmutableArray.CreateBuilder<string>();
        while (near.Count < MostSuggestions && Nearest.Among(id, ids) is { } next)
        {
            near.Add(next);
            ids.Remove(next);
        }

        return near.ToImmutable();
    }
}
