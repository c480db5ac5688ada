using System.Collections.Immutable;
using Dwell.Model.Coverage;

namespace Dwell.Report.Coverage;

/// <summary>
/// What was being recorded, event class by host. Hosts with the same row share it: five hundred alike are one line, and
/// the one that differs is seen.
/// </summary>
internal sealed record CoverageChart(ImmutableArray<string> Classes, ImmutableArray<CoverageRow> Rows, int HostsLeftOut)
{
    private const int MaxRows = 80;

    /// <summary>Makes the rows; null when the map is empty.</summary>
    public static CoverageChart? Of(CoverageMap map)
    {
        if (map.Hosts.IsEmpty || map.Classes.IsEmpty)
            return null;
        var spans = map.Spans.ToLookup(span => (span.Host, span.EventClass));
        var rows = map.Hosts
            .Select(host => (Host: host, Cells: map.Classes.Select(name => CellOf(spans[(host, name)])).ToImmutableArray()))
            .GroupBy(row => string.Join(',', row.Cells.Select(cell => (int)cell)), StringComparer.Ordinal)
            .Select(group => new CoverageRow([.. group.Select(row => row.Host)], group.First().Cells))
            .OrderByDescending(row => row.Cells.Count(cell => cell == CoverageCell.Recorded))
            .ThenBy(row => row.Hosts[0], StringComparer.Ordinal)
            .ToList();
        return new CoverageChart(map.Classes, [.. rows.Take(MaxRows)], rows.Skip(MaxRows).Sum(row => row.Hosts.Length));
    }

    // Several spans with different states are "in part": some of the time it was there.
    private static CoverageCell CellOf(IEnumerable<CoverageSpan> spans)
    {
        var states = spans.Select(span => span.State).Distinct().ToList();
        return states switch
        {
            [] => CoverageCell.Unknown,
            [var only] => (CoverageCell)only,
            _ when states.Exists(state => state is CoverageState.Recorded or CoverageState.Partly) => CoverageCell.Partly,
            _ => (CoverageCell)states.Min(),
        };
    }
}

/// <summary>Hosts with the same coverage, and a cell for each class.</summary>
internal sealed record CoverageRow(ImmutableArray<string> Hosts, ImmutableArray<CoverageCell> Cells);

/// <summary>What a cell of the chart says; the values are those of <see cref="CoverageState"/>.</summary>
internal enum CoverageCell
{
    Recorded = CoverageState.Recorded,
    Partly = CoverageState.Partly,
    Off = CoverageState.Off,
    Absent = CoverageState.Absent,
    Cleared = CoverageState.Cleared,
    Unreadable = CoverageState.Unreadable,
    Unknown = CoverageState.Unknown,
}

/// <summary>How a cell is shown: colours are never the only carrier.</summary>
internal static class CoverageCells
{
    public static readonly ImmutableArray<CoverageCell> All = [.. Enum.GetValues<CoverageCell>()];

    public static string Sign(this CoverageCell cell) => cell switch
    {
        CoverageCell.Recorded => "●",
        CoverageCell.Partly => "◐",
        CoverageCell.Off => "○",
        CoverageCell.Absent => "–",
        CoverageCell.Cleared => "✕",
        CoverageCell.Unreadable => "!",
        _ => "?",
    };

    public static string Word(this CoverageCell cell) => cell switch
    {
        CoverageCell.Recorded => "recorded",
        CoverageCell.Partly => "in part",
        CoverageCell.Off => "off",
        CoverageCell.Absent => "log absent",
        CoverageCell.Cleared => "cleared",
        CoverageCell.Unreadable => "unreadable",
        _ => "unknown",
    };

    public static string Style(this CoverageCell cell) => cell switch
    {
        CoverageCell.Recorded => "c-recorded",
        CoverageCell.Partly => "c-partly",
        CoverageCell.Off => "c-off",
        CoverageCell.Absent => "c-absent",
        CoverageCell.Cleared => "c-cleared",
        CoverageCell.Unreadable => "c-unreadable",
        _ => "c-unknown",
    };
}
