using System.Collections.Immutable;
using Dwell.Analysis.Facts;
using Dwell.Evidence;
using Dwell.Evidence.Citations;
using Dwell.Facts.Store;
using Dwell.Model.Evidence;
using Dwell.Model.Findings;
using Dwell.Readers;

namespace Dwell.Pipeline.Answering;

/// <summary>Gives each finding its way back to the raw records, with all places where a record was seen.</summary>
internal static class CitedFindings
{
    /// <summary>The findings with citations; each record is read once, in the order in which it lies.</summary>
    public static ImmutableArray<Finding> Make(
        ImmutableArray<Finding> findings, IFactStore store, EvidenceSource source, LogFormats formats, CancellationToken cancellation)
    {
        var others = store.OthersOf([.. findings.SelectMany(finding => finding.Records).Distinct()]);
        var places = findings.ToDictionary(finding => finding.Id, finding => PlacesOf(finding, others), StringComparer.Ordinal);
        var citations = new Dictionary<RecordRef, Citation>();
        using var maker = new CitationMaker(source, new LogCitedPieces(formats));
        foreach (var record in places.Values.SelectMany(records => records).Distinct().Order())
        {
            cancellation.ThrowIfCancellationRequested();
            citations.Add(record, maker.Make(record));
        }

        return [.. findings.Select(finding => finding with { Citations = [.. places[finding.Id].Select(record => citations[record])] })];
    }

    // Records come first; where room is left, the further places of those that lie in the evidence more than once.
    private static ImmutableArray<RecordRef> PlacesOf(Finding finding, ImmutableDictionary<RecordRef, ImmutableArray<RecordRef>> others) =>
    [
        .. finding.Records.Concat(finding.Records.SelectMany(record => others.GetValueOrDefault(record, [])))
            .Take(Math.Max(finding.Records.Length, RecordSpread.MaximumCitations)),
    ];
}
