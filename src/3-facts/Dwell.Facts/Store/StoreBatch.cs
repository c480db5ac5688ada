using System.Collections.Immutable;
using Dwell.Model.Facts;

namespace Dwell.Facts.Store;

/// <summary>
/// What one piece of reading gave. Batches are appended in the order of <paramref name="Sequence"/> (0, 1, 2,
/// …), whatever
/// thread made them, so that the store's content does not depend on threads. Facts of one record stand in the
/// order of
/// their mappings. The batch and its rows may be used again once it was appended.
/// </summary>
public sealed record StoreBatch(
    long Sequence,
    FactRows Facts,
    ImmutableArray<Hit> Hits,
    ImmutableArray<ActivityCount> Activity);
