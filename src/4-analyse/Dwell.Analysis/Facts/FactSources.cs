using System.Collections.Immutable;
using Dwell.Model.Facts;

namespace Dwell.Analysis.Facts;

/// <summary>
/// The independent sources of some facts. Two logs of one host share its clock, its administrator and its intruder, so a host is
/// one source, under its short name and its full one.
/// </summary>
public static class FactSources
{
    /// <summary>The sources, sorted, each once.</summary>
    public static ImmutableArray<string> Of(IEnumerable<Fact> facts) =>
        [.. facts.Select(fact => OfHost(fact.Host)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The source that a host is: its name up to the first dot, in upper case; an address as it is.</summary>
    public static string OfHost(string host)
    {
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return (dot > 0 && !NetworkAddress.TryParse(host, out _) ? host[..dot] : host).ToUpperInvariant();
    }
}
