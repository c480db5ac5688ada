using Dwell.Facts.Store;
using Dwell.Model.Evidence;
using Dwell.Model.Facts;

namespace Dwell.Pipeline.Reading;

/// <summary>What one batch gave. Filled by one worker, emptied by the collector in the order of sequence numbers.</summary>
internal sealed class BatchResult(long sequence, int evidence, FactRows facts)
{
    public long Sequence { get; } = sequence;

    public int Evidence { get; } = evidence;

    public List<RecordStub> Records { get; } = [];

    /// <summary>Goes back to where it came from once the store has it.</summary>
    public FactRows Facts { get; } = facts;

    public List<Hit> Hits { get; } = [];

    public List<Diagnostic> Diagnostics { get; } = [];

    /// <summary>Records of the batch on which a rule could not be decided in its time, by rule id.</summary>
    public List<KeyValuePair<string, long>> Timeouts { get; } = [];

    /// <summary>True when a record bears the simulator's mark.</summary>
    public bool Simulated { get; set; }
}
