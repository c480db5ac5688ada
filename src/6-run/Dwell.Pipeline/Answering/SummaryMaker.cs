using System.Collections.Immutable;
using Dwell.Case;
using Dwell.Evidence;
using Dwell.Model.Answers;
using Dwell.Model.Context;
using Dwell.Model.Coverage;
using Dwell.Model.Evidence;
using Dwell.Pipeline.Reading;

namespace Dwell.Pipeline.Answering;

/// <summary>Says what was read, for the head of every answer.</summary>
internal static class SummaryMaker
{
    public static EvidenceSummary Make(
        EvidenceManifest manifest, RecordCollector collector, CoverageMap coverage, CaseContext context, Sha256Digest contentHash)
    {
        var seen = coverage.Hosts;
        var never = context.Assets.Where(asset => !seen.Any(host => IsSame(host, asset))).Select(asset => asset.Host)
            .Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal).ToList();
        return new EvidenceSummary(
            collector.First,
            collector.Last,
            manifest.Items.Count(item => item.Parent is null),
            manifest.Items.Where(item => item.Parent is null).Sum(item => item.Size),
            collector.Records,
            new HostSummary(seen.Length + never.Count, seen.Length, [.. never]),
            [.. manifest.Rejected.Select(rejected => new Model.Answers.RejectedEvidence(rejected.Path, rejected.Why))],
            contentHash.ToString(),
            context.Organisation);
    }

    /// <summary>What reading each item gave.</summary>
    public static ImmutableArray<ItemReading> ReadingsOf(RecordCollector collector) =>
    [
        .. collector.Counts.Zip(collector.Formats, (counts, format) => new ItemReading(format, counts.Records, counts.Recovered, counts.Duplicates)),
    ];

    // The context file may give the short name of a host that writes its full one.
    private static bool IsSame(string written, ContextAsset asset) => asset.Names.Append(asset.Host).Any(name =>
        string.Equals(written, name, StringComparison.OrdinalIgnoreCase)
        || written.StartsWith(name + ".", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith(written + ".", StringComparison.OrdinalIgnoreCase));
}
