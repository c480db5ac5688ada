using Dwell.Evidence;
using Dwell.Model.Context;
using Dwell.Model.Records;

namespace Dwell.Readers.Logs;

/// <summary>One file as readers get it: its bytes (unpacked) and what is known around it. The bytes outlive everything made of it.</summary>
public sealed record LogFile(EvidenceItem Item, EvidenceBytes Bytes, LogSurroundings Around)
{
    /// <summary>Its number in the manifest.</summary>
    public int Evidence => Item.Number;
}

/// <summary>
/// What lies around a file: what its owner said, and the other files, since a year or a zone may be known only there.
/// <paramref name="Source"/> is null where there are no others (tests, a single record).
/// </summary>
public sealed record LogSurroundings(CaseContext Context, EvidenceSource? Source)
{
    /// <summary>Nothing is known.</summary>
    public static LogSurroundings None { get; } = new(CaseContext.Empty, null);
}

/// <summary>What the readers of a run share.</summary>
public sealed record ReaderTools(ShapeTable Shapes);
