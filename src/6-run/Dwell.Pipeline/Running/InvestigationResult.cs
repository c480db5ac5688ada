using System.Collections.Immutable;
using Dwell.Evidence;
using Dwell.Model.Answers;
using Dwell.Model.Evidence;
using Dwell.Model.Findings;
using Dwell.Pipeline.Reading;
using Dwell.Pipeline.Rules;

namespace Dwell.Pipeline.Running;

/// <summary>
/// What a run gave. <paramref name="Answers"/> is null when the folder already held this very case: it is there to be read.
/// </summary>
public sealed record InvestigationResult(
    CaseAnswers? Answers,
    ImmutableArray<Finding> Findings,
    EvidenceManifest Manifest,
    ImmutableArray<Diagnostic> Diagnostics,
    ImmutableArray<ItemCounts> Counts,
    RuleLibrary? Rules,
    bool WasThere)
{
    /// <summary>True when everything that was found could be read to its end.</summary>
    public bool IsComplete => Manifest.Rejected.IsEmpty && Losses.IsEmpty;

    /// <summary>The places where something could not be read; other diagnostics are only odd.</summary>
    public ImmutableArray<Diagnostic> Losses => [.. Manifest.Diagnostics.Concat(Diagnostics).Where(diagnostic => diagnostic.IsLoss)];

    /// <summary>The result of a run that found its case finished.</summary>
    internal static InvestigationResult AlreadyThere(EvidenceManifest manifest) => new(null, [], manifest, [], [], null, true);
}
