using System.Collections.Immutable;
using Dwell.Evidence;
using Dwell.Evidence.Citations;
using Dwell.Model.Evidence;
using Dwell.Model.Findings;
using Dwell.Readers.Windows;

namespace Dwell.Pipeline.Answering;

/// <summary>Gives each finding its way back to the raw records.</summary>
internal static class CitedFindings
{
    /// <summary>The findings with citations; each record is read once, in the order in which it lies.</summary>
    public static ImmutableArray<Finding> Make(ImmutableArray<Finding> findings, EvidenceSource source, CancellationToken cancellation)
    {
        var citations = new Dictionary<RecordRef, Citation>();
        using var maker = new CitationMaker(source, new EvtxCitedPieces());
        foreach (var record in findings.SelectMany(finding => finding.Records).Distinct().Order())
        {
            cancellation.ThrowIfCancellationRequested();
            citations.Add(record, maker.Make(record));
        }

        return [.. findings.Select(finding => finding with { Citations = [.. finding.Records.Select(record => citations[record])] })];
    }
}
