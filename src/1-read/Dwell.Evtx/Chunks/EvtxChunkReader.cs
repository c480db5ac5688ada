using System.Buffers.Binary;
using System.Globalization;
using Dwell.Evtx.Checksums;
using Dwell.Evtx.Damage;
using Dwell.Evtx.Records;
using Dwell.Evtx.Templates;

namespace Dwell.Evtx.Chunks;

/// <summary>
/// Reads the records of one chunk after another. Chunks stand on their own, so each thread has a reader; the readers of
/// one file (or run) share an <see cref="EvtxTemplateCache"/>.
/// <code>
/// reader.Open(bytes, place);
/// while (reader.MoveNext())
///     Use(reader.Record);
/// Report(reader.Diagnostics);
/// </code>
/// The work a chunk can cause is bounded whatever its bytes are (<see cref="EvtxLimits"/>).
/// </summary>
public sealed partial class EvtxChunkReader
{
    private const int RecordHeadBytes = 24;
    private const int LengthCopyBytes = 4;
    private const int LeastRecordBytes = RecordHeadBytes + LengthCopyBytes;
    private const uint DirtyFlag = 1;
    private const uint NoChecksumsFlag = 4;

    private readonly EvtxReadOptions _options;
    private readonly ChunkTemplates _templates;
    private readonly DiagnosticSink _diagnostics;
    private readonly RecordBinder _binder;
    private ReadOnlyMemory<byte> _chunk;
    private EvtxChunkPlace _place;
    private Phase _phase = Phase.Done;
    private int _at;
    private int _liveEnd;
    private bool _isTrusted;

    /// <summary>A reader that looks templates up in <paramref name="templates"/> and adds new ones to it.</summary>
    public EvtxChunkReader(EvtxTemplateCache templates, EvtxReadOptions? options = null)
    {
        _options = options ?? EvtxReadOptions.Default;
        _templates = new ChunkTemplates(templates);
        _diagnostics = new DiagnosticSink(_options.Strict);
        Record = new EvtxRecord();
        _binder = new RecordBinder(Record, _templates, _diagnostics);
    }

    private enum Phase : byte
    {
        /// <summary>Records follow one another up to the declared end.</summary>
        Live,

        /// <summary>A record was torn: the next signature is looked for, up to the declared end.</summary>
        Torn,

        /// <summary>Unused space behind the declared end.</summary>
        Slack,

        /// <summary>Nothing left.</summary>
        Done,
    }

    /// <summary>The current record; one object, filled anew by each <see cref="MoveNext"/>.</summary>
    public EvtxRecord Record { get; }

    /// <summary>The chunk's header; default when the chunk has no signature.</summary>
    public EvtxChunkHeader Header { get; private set; }

    /// <summary>What was wrong in this chunk so far.</summary>
    public IReadOnlyList<EvtxDiagnostic> Diagnostics => _diagnostics.Kept;

    /// <summary>Records given so far that were live.</summary>
    public int LiveCount { get; private set; }

    /// <summary>Records given so far that are marked recovered.</summary>
    public int RecoveredCount { get; private set; }

    /// <summary>True when the chunk is all zero: preallocated, never written.</summary>
    public bool IsUnused { get; private set; }

    /// <summary>
    /// Begins a chunk of up to 65,536 bytes (fewer when the file ends in it). The bytes must stay as they are until the
    /// next call.
    /// </summary>
    public void Open(ReadOnlyMemory<byte> chunk, EvtxChunkPlace place)
    {
        _chunk = chunk.Length > EvtxChunkHeader.ChunkBytes ? chunk[..EvtxChunkHeader.ChunkBytes] : chunk;
        _place = place;
        _templates.Clear();
        _diagnostics.Clear();
        LiveCount = 0;
        RecoveredCount = 0;
        _recoveredPartial = 0;
        Record.Begin(_chunk, place.Index, place.Offset);
        var bytes = _chunk.Span;
        IsUnused = !bytes.ContainsAnyExcept((byte)0);
        if (IsUnused)
        {
            Header = default;
            _phase = Phase.Done;
        }
        else if (EvtxChunkHeader.TryRead(bytes, out var header))
        {
            OpenWithHeader(bytes, header);
        }
        else
        {
            OpenWithoutHeader(bytes);
        }
    }

    /// <summary>
    /// Opens a chunk at one record, for reading a single citation: the record at <paramref name="offsetInChunk"/> is the
    /// only one that <see cref="MoveNext"/> gives. Nothing else of the chunk needs to be there but the definitions it names.
    /// </summary>
    public void OpenAt(ReadOnlyMemory<byte> chunk, EvtxChunkPlace place, int offsetInChunk)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offsetInChunk);
        _chunk = chunk;
        _place = place;
        _templates.Clear();
        _diagnostics.Clear();
        LiveCount = 0;
        RecoveredCount = 0;
        _recoveredPartial = 0;
        IsUnused = false;
        Header = default;
        Record.Begin(_chunk, place.Index, place.Offset);
        _isTrusted = place.IsDeclared;
        _at = offsetInChunk;
        var length = chunk.Length - offsetInChunk < RecordHeadBytes
            ? 0
            : BinaryPrimitives.ReadUInt32LittleEndian(chunk.Span[(offsetInChunk + 4)..]);
        _liveEnd = (int)Math.Min((uint)chunk.Length, offsetInChunk + (long)length);
        _phase = _liveEnd > _at ? Phase.Live : Phase.Done;
        _singleRecord = true;
    }

    /// <summary>Goes to the next record; false at the end of the chunk.</summary>
    public bool MoveNext()
    {
        var chunk = _chunk.Span;
        while (_phase != Phase.Done)
        {
            if (_phase == Phase.Live ? TryReadLive(chunk) : TryRecover(chunk))
                return true;
        }

        return false;
    }

    private void OpenWithHeader(ReadOnlySpan<byte> chunk, EvtxChunkHeader header)
    {
        Header = header;
        _singleRecord = false;
        _at = EvtxChunkHeader.HeaderBytes;
        _liveEnd = chunk.Length;
        _isTrusted = _place.IsDeclared;
        _phase = Phase.Live;
        if (header.FreeSpaceOffset is >= EvtxChunkHeader.HeaderBytes and <= EvtxChunkHeader.ChunkBytes)
            _liveEnd = Math.Min(chunk.Length, (int)header.FreeSpaceOffset);
        else
            ReportBounds(header);
        if (chunk.Length < EvtxChunkHeader.ChunkBytes)
            Report(EvtxDiagnosticCodes.ChunkTorn, chunk.Length, $"The file ends {chunk.Length} bytes into a chunk.");
        if (_options.VerifyChecksums && (header.Flags & NoChecksumsFlag) == 0)
            VerifyChecksums(chunk, header);
    }

    private void OpenWithoutHeader(ReadOnlySpan<byte> chunk)
    {
        Header = default;
        _singleRecord = false;
        _isTrusted = false;
        _at = 0;
        _liveEnd = 0;
        _phase = _options.Recover ? Phase.Slack : Phase.Done;
        var what = chunk.Length < EvtxChunkHeader.HeaderBytes
            ? "The file ends inside the header of a chunk."
            : "A chunk does not begin with its signature; what looks like records in it is marked recovered.";
        Report(chunk.Length < EvtxChunkHeader.HeaderBytes ? EvtxDiagnosticCodes.ChunkTorn : EvtxDiagnosticCodes.ChunkSignature, 0, what);
    }

    private void VerifyChecksums(ReadOnlySpan<byte> chunk, EvtxChunkHeader header)
    {
        if (EvtxChunkHeader.ComputeHeaderChecksum(chunk) != header.HeaderChecksum)
            Report(EvtxDiagnosticCodes.ChunkHeaderChecksum, 0, "The checksum of the chunk's header differs.");

        // A chunk that was still being written has its header updated later than its records.
        if ((header.Flags & DirtyFlag) == 0 && chunk.Length == EvtxChunkHeader.ChunkBytes
            && Crc32.Of(chunk[EvtxChunkHeader.HeaderBytes.._liveEnd]) != header.RecordsChecksum)
            Report(EvtxDiagnosticCodes.ChunkRecordsChecksum, EvtxChunkHeader.HeaderBytes, "The checksum of the chunk's records differs.");
    }

    private bool TryReadLive(ReadOnlySpan<byte> chunk)
    {
        if (_at >= _liveEnd)
        {
            EndLive();
            return false;
        }

        var problem = TryReadHead(chunk, _at, _liveEnd, out var length);
        if (problem is not null && !chunk[_at.._liveEnd].ContainsAnyExcept((byte)0))
        {
            Report(problem, _at, $"Only zeros stand here, {_liveEnd - _at} bytes before the end of the records that the chunk declares.");
            _at = _liveEnd;
            return false;
        }

        if (problem is not null)
        {
            Report(problem, _at, "No whole record stands where one should; reading goes on at the next signature.");
            _at++;
            _phase = _options.Recover ? Phase.Torn : Phase.Done;
            return false;
        }

        return Give(chunk, length, isRecovered: !_isTrusted);
    }

    private void EndLive()
    {
        _phase = _options.Recover && !_singleRecord ? Phase.Slack : Phase.Done;
        if (_phase == Phase.Done && !_singleRecord)
            ReportRecovered();
    }

    /// <summary>Checks signature and length of the record at an offset; null when both hold, else the code of what does not.</summary>
    private static string? TryReadHead(ReadOnlySpan<byte> chunk, int at, int end, out int length)
    {
        length = 0;
        if (end - at < LeastRecordBytes || BinaryPrimitives.ReadUInt32LittleEndian(chunk[at..]) != RecordSignature)
            return EvtxDiagnosticCodes.RecordSignature;
        var claimed = BinaryPrimitives.ReadUInt32LittleEndian(chunk[(at + 4)..]);
        if (claimed < LeastRecordBytes || claimed > (uint)(end - at))
            return EvtxDiagnosticCodes.RecordLength;
        length = (int)claimed;
        return null;
    }

    /// <summary>Binds the record at the cursor and moves behind it; false when it holds no BinXML at all.</summary>
    private bool Give(ReadOnlySpan<byte> chunk, int length, bool isRecovered)
    {
        var at = _at;
        _at += length;
        var head = chunk.Slice(at, RecordHeadBytes);
        var id = BinaryPrimitives.ReadUInt64LittleEndian(head[8..]);
        var written = BinaryPrimitives.ReadInt64LittleEndian(head[16..]);
        Record.Begin(at, length, id, written, isRecovered);
        var end = at + length - LengthCopyBytes;
        if (BinaryPrimitives.ReadUInt32LittleEndian(chunk[end..]) != (uint)length)
            Report(EvtxDiagnosticCodes.RecordLengthCopy, at, "The copy of a record's length differs from it.");
        if (!_binder.TryBind(chunk, at + RecordHeadBytes, end))
        {
            Report(EvtxDiagnosticCodes.RecordEmpty, at, string.Create(CultureInfo.InvariantCulture, $"Record {id} holds no readable BinXML."));
            return false;
        }

        if (!isRecovered)
        {
            LiveCount++;
            return true;
        }

        RecoveredCount++;
        _recoveredPartial += Record.Partial ? 1 : 0;
        return true;
    }

    private void ReportBounds(EvtxChunkHeader header) => Report(
        EvtxDiagnosticCodes.ChunkBounds,
        0,
        $"The chunk declares that its records end at {header.FreeSpaceOffset}, outside of 512 to 65,536; it is read to its end.");

    private void Report(string code, int at, FormattableString sentence) =>
        Report(code, at, sentence.ToString(CultureInfo.InvariantCulture));

    private void Report(string code, int at, string sentence) =>
        _diagnostics.Add(code, _place.Offset + at, _place.Index, sentence);
}
