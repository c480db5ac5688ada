using Dwell.Evtx.Damage;

namespace Dwell.Evtx.Export;

/// <summary>What was in a file. <paramref name="NotRendered"/> are records longer than the limit once written out.</summary>
public sealed record EvtxExportSummary(
    long Chunks, long Live, long Recovered, long Partial, long NotRendered, IReadOnlyList<EvtxDiagnostic> Diagnostics);
