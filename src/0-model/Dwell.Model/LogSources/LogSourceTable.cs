using System.Collections.Immutable;

namespace Dwell.Model.LogSources;

/// <summary>All rows of <c>content/logsources</c>, in the order of their ids. Sigma gets it as a value.</summary>
public sealed record LogSourceTable(ImmutableArray<LogSourceRow> Rows);
