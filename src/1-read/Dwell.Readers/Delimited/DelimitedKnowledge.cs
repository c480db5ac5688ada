using Dwell.Content.Delimited;
using Dwell.Content.Store;
using Dwell.Content.Zones;

namespace Dwell.Readers.Delimited;

/// <summary>What formats of rows know: the profiles of <c>content/delimited</c> and the zones, each read when first asked for.</summary>
public sealed class DelimitedKnowledge(ContentStore store)
{
    private readonly Lazy<DelimitedCatalog> _catalog = new(() => DelimitedLoader.Load(store));
    private readonly Lazy<ZoneTable> _zones = new(() => ZoneTable.Load(store));

    /// <summary>The profiles.</summary>
    public DelimitedCatalog Catalog => _catalog.Value;

    /// <summary>The zones.</summary>
    public ZoneTable Zones => _zones.Value;
}
