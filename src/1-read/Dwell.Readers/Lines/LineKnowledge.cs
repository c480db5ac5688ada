using Dwell.Content.Lines;
using Dwell.Content.Store;
using Dwell.Content.Zones;

namespace Dwell.Readers.Lines;

/// <summary>What the formats of lines know from the content: patterns and zones, read when first needed. One a run.</summary>
public sealed class LineKnowledge(ContentStore store)
{
    private readonly Lazy<LinePatterns> _patterns = new(() => LinePatterns.Compile(LineLoader.Load(store)));
    private readonly Lazy<ZoneTable> _zones = new(() => ZoneTable.Load(store));

    /// <summary>The patterns.</summary>
    public LinePatterns Patterns => _patterns.Value;

    /// <summary>The zones.</summary>
    public ZoneTable Zones => _zones.Value;
}
