namespace Dwell.Evtx.Damage;

/// <summary>The codes of <see cref="EvtxDiagnostic"/>; stable, for programs.</summary>
public static class EvtxDiagnosticCodes
{
    /// <summary>The file does not begin with the EVTX signature, or is shorter than a file header.</summary>
    public const string FileHeader = "evtx-file-header";

    /// <summary>The checksum of the file header differs.</summary>
    public const string FileChecksum = "evtx-file-checksum";

    /// <summary>A version other than 3.0 to 3.2.</summary>
    public const string FileVersion = "evtx-file-version";

    /// <summary>The file was not closed properly, its header may be older than its chunks.</summary>
    public const string FileDirty = "evtx-file-dirty";

    /// <summary>The header declares another number of chunks than the file has.</summary>
    public const string ChunkCount = "evtx-chunk-count";

    /// <summary>A chunk lies behind the declared ones; its records are marked recovered.</summary>
    public const string ChunkBeyondCount = "evtx-chunk-beyond-count";

    /// <summary>A chunk does not begin with the chunk signature; its records are marked recovered.</summary>
    public const string ChunkSignature = "evtx-chunk-signature";

    /// <summary>The file ends inside a chunk.</summary>
    public const string ChunkTorn = "evtx-chunk-torn";

    /// <summary>The checksum of a chunk header differs.</summary>
    public const string ChunkHeaderChecksum = "evtx-chunk-header-checksum";

    /// <summary>The checksum over a chunk's records differs.</summary>
    public const string ChunkRecordsChecksum = "evtx-chunk-records-checksum";

    /// <summary>The chunk declares an end of its records that lies outside of it.</summary>
    public const string ChunkBounds = "evtx-chunk-bounds";

    /// <summary>The chunk declares a range of record ids that its records do not have.</summary>
    public const string ChunkRecordIds = "evtx-chunk-record-ids";

    /// <summary>No record begins where one should; reading goes on at the next signature.</summary>
    public const string RecordSignature = "evtx-record-signature";

    /// <summary>A record declares a length that does not fit; reading goes on at the next signature.</summary>
    public const string RecordLength = "evtx-record-length";

    /// <summary>The two copies of a record's length differ.</summary>
    public const string RecordLengthCopy = "evtx-record-length-copy";

    /// <summary>A record without readable BinXML.</summary>
    public const string RecordEmpty = "evtx-record-empty";

    /// <summary>Values of a record reach behind its end; those are read as null.</summary>
    public const string RecordValues = "evtx-record-values";

    /// <summary>Records were found in unused or damaged space of a chunk; said once a chunk, with how many.</summary>
    public const string RecordsRecovered = "evtx-records-recovered";

    /// <summary>The template that a record names is not there; its values are kept without their names.</summary>
    public const string TemplateMissing = "evtx-template-missing";

    /// <summary>A template ends early or holds what the format does not allow; what was read of it is used.</summary>
    public const string TemplateDamaged = "evtx-template-damaged";

    /// <summary>A bound of <see cref="EvtxLimits"/> was hit.</summary>
    public const string LimitHit = "evtx-limit";

    /// <summary>More diagnostics in this chunk than are kept.</summary>
    public const string More = "evtx-more-diagnostics";

    /// <summary>
    /// True for codes that say that something could not be read; the others (a dirty header, a checksum, records found
    /// where none were declared) say that something is odd.
    /// </summary>
    public static bool MeansLoss(string code) => code is FileHeader or ChunkCount or ChunkTorn or ChunkSignature or RecordSignature
        or RecordLength or RecordEmpty or RecordValues or TemplateMissing or TemplateDamaged or LimitHit or More;
}
