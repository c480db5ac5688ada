namespace Dwell.Readers.Audit;

/// <summary>A line as the scan of a file found it, in file offsets, without its end.</summary>
internal readonly record struct AuditLine(long Offset, int Length, AuditRecordKind Kind, ulong Key)
{
    /// <summary>The offset behind its last byte.</summary>
    public long End => Offset + Length;
}

/// <summary>A line of a block: places count from the block's start.</summary>
internal struct BlockLine(int start, int length, bool isFirst)
{
    /// <summary>The place of its first byte.</summary>
    public readonly int Start = start;

    /// <summary>How many bytes, without the line end.</summary>
    public readonly int Length = length;

    /// <summary>True for the first line of an event, or one that is none.</summary>
    public readonly bool IsFirst = isFirst;

    /// <summary>The index of the next line of the same event; 0 when it was the last.</summary>
    public int Next;
}

/// <summary>
/// The lines of a block in the order of the file, each first line followed by those of its event, which may stand behind lines
/// that belong to the next block. Immutable once the block is out.
/// </summary>
internal sealed record AuditLayout(BlockLine[] Lines);
