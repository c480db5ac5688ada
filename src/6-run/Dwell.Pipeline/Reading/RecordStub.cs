using Dwell.Facts.Mapping;
using Dwell.Model.Evidence;

namespace Dwell.Pipeline.Reading;

/// <summary>
/// What is left of a record after a worker read it: who it is (null when nothing tells it from its like), where it lies, what activity counts, and how many of the batch's
/// facts and hits are its own (they follow each other in the batch's lists).
/// </summary>
internal readonly record struct RecordStub(UInt128? Identity, RecordRef Place, RecordSummary Summary, int Facts, int Hits, bool Recovered);
