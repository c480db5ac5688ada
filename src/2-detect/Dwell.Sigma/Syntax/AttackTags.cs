using System.Collections.Immutable;

namespace Dwell.Sigma.Syntax;

/// <summary>Reads the <c>attack.</c> tags of a rule (Sigma tags appendix 2.1).</summary>
internal static class AttackTags
{
    private const string Prefix = "attack.";

    /// <summary>Technique ids, <c>T1003</c> or <c>T1003.001</c>, ordered, each once.</summary>
    public static ImmutableArray<string> Techniques(IEnumerable<string> tags) =>
        [.. Values(tags).Where(IsTechnique).Select(value => value.ToUpperInvariant()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Tactics as short names with hyphens, ordered, each once.</summary>
    public static ImmutableArray<string> Tactics(IEnumerable<string> tags) =>
        [.. Values(tags).Where(IsTactic).Select(value => value.Replace('_', '-').ToLowerInvariant()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Values(IEnumerable<string> tags) => tags
        .Where(tag => tag.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        .Select(tag => tag[Prefix.Length..]);

    // t1234 or t1234.001.
    private static bool IsTechnique(string value) =>
        value.Length is 5 or 9 && (value[0] | 0x20) == 't' && value.AsSpan(1, 4).IndexOfAnyExceptInRange('0', '9') < 0
        && (value.Length == 5 || (value[5] == '.' && value.AsSpan(6).IndexOfAnyExceptInRange('0', '9') < 0));

    // Groups (g0001), software (s0001), data sources (ds0001) and techniques have digits, tactics never.
    private static bool IsTactic(string value) =>
        value.Length > 0 && value.All(c => char.IsAsciiLetter(c) || c is '-' or '_');
}
