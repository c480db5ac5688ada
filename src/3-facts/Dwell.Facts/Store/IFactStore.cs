using System.Collections.Immutable;
using Dwell.Model.Evidence;
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
    /// <summary>The sequence that the next batch must have.</summary>
    long NextSequence { get; }

    /// <summary>What the last <see cref="Commit"/> that is still there was given; null when there was none.</summary>
    string? State { get; }

    /// <summary>
    /// Adds a batch; throws <see cref="ArgumentException"/> when its sequence is not the one after the last.
    /// </summary>
    void Append(StoreBatch batch);

    /// <summary>
    /// Makes all that was appended last, together with what its reader needs to go on after it. A store that is opened again
    /// holds what it held at its last commit.
    /// </summary>
    void Commit(string state);

    /// <summary>
    /// Takes the facts and hits at these places out, since the same record was read before, and keeps the places. The counts
    /// of activity are the caller's: it appends them with negative numbers of records. A place comes at most once.
    /// </summary>
    void Remove(IEnumerable<SeenAgain> records);

    /// <summary>
    /// The further places of records by their first ones, each in the order of places; records that were seen once are absent.
    /// </summary>
    ImmutableDictionary<RecordRef, ImmutableArray<RecordRef>> OthersOf(IReadOnlyCollection<RecordRef> firsts);

    /// <summary>
    /// Facts by time (undated last), then evidence, offset, and the order in which they were appended.
    /// </summary>
    IEnumerable<Fact> Facts(FactFilter filter);

    /// <summary>Facts of these records, in the order of <see cref="Facts"/>.</summary>
    IEnumerable<Fact> FactsAt(IReadOnlyCollection<RecordRef> records);

    /// <summary>Hits by time (undated last), then evidence, offset, rule id.</summary>
    IEnumerable<Hit> Hits(HitFilter filter);

    /// <summary>
    /// Activity by host, source, class and hour; one row a key, whatever number of batches it came in; none where no record is
    /// left.
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
