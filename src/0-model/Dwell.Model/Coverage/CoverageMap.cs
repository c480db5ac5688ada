using System.Collections.Immutable;

namespace Dwell.Model.Coverage;

/// <summary>What was being recorded: one or more spans per host and class, sorted by host, class, start.</summary>
public sealed record CoverageMap(ImmutableArray<string> Hosts, ImmutableArray<string> Classes, ImmutableArray<CoverageSpan> Spans);
