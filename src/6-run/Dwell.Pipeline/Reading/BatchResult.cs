using Dwell.Facts.Store;
using Dwell.Model.Evidence;
using Dwell.Model.Facts;

namespace Dwell.Pipeline.Reading;

/// <summary>What one batch gave. Filled by one worker, emptied by the collector in the order of sequence numbers.</summary>
internal sealed class BatchResult(long sequence, int evidence)
{
    public long Sequence { get; } = sequence;

    public int Evidence { get; } = evidence;

    public List<RecordStub> Records { get; } = [];

    public FactRows Facts { get; } = new();

    public List<Hit> Hits { get; } = [];

    public List<Diagnostic> Diagnostics { get; } = [];

    /// <summary>True when a record bears the simulator's mark.</summary>
    public bool Simulated { get; set; }
}
