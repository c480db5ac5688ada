using Dwell.Model.Evidence;

namespace Dwell.Facts.Store;

/// <summary>A record that lies in the evidence more than once: a further place of it, and the first in the order of reading.</summary>
public readonly record struct SeenAgain(RecordRef Place, RecordRef First);
