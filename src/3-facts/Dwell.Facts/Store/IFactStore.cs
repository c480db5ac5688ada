using System.Collections.Immutable;
using Dwell.Model.Facts;

namespace Dwell.Facts.Store;

/// <summary>
/// Where facts, hits and activity lie between reading and analysis. Everything here can be said in SQL: plain
/// filters in,
/// sorted rows out, each order total, no callbacks. An implementation passes <c>FactStoreContract</c>. One
/// thread appends;
/// after that any number may read. The store is derived: made again from the same evidence it holds the same.
/// </summary>
public interface IFactStore : IDisposable
{
    /// <summary>
    /// Adds a batch; throws <see cref="ArgumentException"/> when its sequence is not the one after the last.
    /// </summary>
    void Append(StoreBatch batch);

    /// <summary>
    /// Facts by time (undated last), then evidence, offset, and the order in which they were appended.
    /// </summary>
    IEnumerable<Fact> Facts(FactFilter filter);

    /// <summary>Hits by time (undated last), then evidence, offset, rule id.</summary>
    IEnumerable<Hit> Hits(HitFilter filter);

    /// <summary>
    /// Activity by host, source, class and hour; one row a key, whatever number of batches it came in.
    /// </summary>
    IEnumerable<ActivityCount> Activity(ActivityFilter filter);

    /// <summary>How many facts fit.</summary>
    long CountFacts(FactFilter filter);

    /// <summary>How many hits fit.</summary>
    long CountHits(HitFilter filter);

    /// <summary>Facts of each kind that has any, in the order of <see cref="FactKind"/>.</summary>
    ImmutableArray<KeyValuePair<FactKind, long>> FactsByKind();

    /// <summary>Hits of each rule that has any, in ordinal order of rule ids.</summary>
    ImmutableArray<KeyValuePair<string, long>> HitsByRule();

    /// <summary>
    /// Every host that activity, facts or hits name, in ordinal order; the empty name is left out.
    /// </summary>
    ImmutableArray<string> Hosts();
}
