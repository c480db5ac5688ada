using System.Collections.Immutable;
using Dwell.Model.Facts;

namespace Dwell.Analysis.Facts;

/// <summary>The independent sources of some facts: each log of each host is one.</summary>
public static class FactSources
{
    /// <summary>The sources as <c>host|log</c>, sorted, each once.</summary>
    public static ImmutableArray<string> Of(IEnumerable<Fact> facts) =>
        [.. facts.Select(fact => $"{fact.Host}|{fact.Source}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
