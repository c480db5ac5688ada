namespace Dwell.Evidence;

/// <summary>What a file is, by its content. The name of a file never decides.</summary>
public enum EvidenceFormat
{
    /// <summary>No bytes.</summary>
    Empty,

    /// <summary>Windows event log: starts with <c>ElfFile\0</c>.</summary>
    Evtx,

    /// <summary>
    /// Windows event log chunks without a usable file header: <c>ElfChnk\0</c> at the start or after 4 KiB.
    /// </summary>
    EvtxChunks,

    /// <summary>gzip (RFC 1952), one or more members.</summary>
    Gzip,

    /// <summary>zip, zip64.</summary>
    Zip,

    /// <summary>tar: v7, ustar, pax or GNU.</summary>
    Tar,

    /// <summary>An archive that is recognised and not unpacked: 7z, rar, xz, bzip2, zstd, cab.</summary>
    OtherArchive,

    /// <summary>XML in UTF-8 or UTF-16.</summary>
    Xml,

    /// <summary>JSON or JSON lines.</summary>
    Json,

    /// <summary>Text in UTF-8, an ASCII superset or UTF-16.</summary>
    Text,

    /// <summary>None of the others.</summary>
    Binary,
}
