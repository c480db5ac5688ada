using System.Collections.Immutable;

namespace Dwell.Model.LogSources;

/// <summary>All rows of <c>content/logsources</c>, in the order of their ids. Sigma gets it as a value.</summary>
public sealed record LogSourceTable(ImmutableArray<LogSourceRow> Rows)
{
    /// <summary>The log sources that are known but that no row can serve, with the reason.</summary>
    public ImmutableArray<LogSourceGap> Gaps { get; init; } = [];
}
