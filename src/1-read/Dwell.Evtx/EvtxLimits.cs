namespace Dwell.Evtx;

/// <summary>
/// What one chunk may cost. Lengths and counts in a file are claims by whoever wrote it; these bounds keep the work a
/// chunk can cause proportional to its size. Each is far above what Windows writes, and hitting one is a diagnostic.
/// </summary>
public static class EvtxLimits
{
    /// <summary>Elements inside one another. Windows writes fewer than 10.</summary>
    public const int ElementDepth = 64;

    /// <summary>BinXML values inside one another. Windows writes 1, in forwarded events 2.</summary>
    public const int InstanceDepth = 8;

    /// <summary>Template instances in one record. Windows writes 2.</summary>
    public const int InstancesPerRecord = 255;

    /// <summary>Values in one record, all instances together: a record can't hold more descriptors than this.</summary>
    public const int ValuesPerRecord = 32_768;

    /// <summary>
    /// Bytes of template definitions that are compiled a chunk. Definitions lie inside the chunk, so only overlapping
    /// ones can pass its own 65,536.
    /// </summary>
    public const int CompiledBytesPerChunk = 4 * Chunks.EvtxChunkHeader.ChunkBytes;

    /// <summary>Templates that a <see cref="Templates.EvtxTemplateCache"/> keeps; later ones are compiled for each chunk anew.</summary>
    public const int CachedTemplates = 16_384;

    /// <summary>Diagnostics that are kept for one chunk; the rest are counted.</summary>
    public const int DiagnosticsPerChunk = 64;

    /// <summary>Diagnostics that an export or a count keeps for one file.</summary>
    public const int DiagnosticsPerFile = 10_000;

    /// <summary>Different events that a count names; records of further ones are counted together. A busy collector has some thousand.</summary>
    public const int CountedEvents = 16_384;

    /// <summary>Characters of all different channels, providers and ids that a count keeps, together.</summary>
    public const int CountedCharacters = 4 * 1024 * 1024;

    /// <summary>Bytes of XML or JSON made from one record. A 64 KiB record is far below, except when one long value is named again and again.</summary>
    public const int RenderedBytesPerRecord = 4 * 1024 * 1024;
}
