using System.Globalization;
using Dwell.Evtx.Chunks;
using Dwell.Evtx.Damage;

namespace Dwell.Evtx.Files;

/// <summary>
/// Reads a file chunk by chunk, from any stream, seekable or not, open or dirty, of any size: only one chunk at a time
/// is in memory, in a buffer of the caller's. The chunks can be handed to any number of <see cref="EvtxChunkReader"/>s.
/// A file that begins with a chunk (carved, or its header lost) is read from its first byte.
/// </summary>
public sealed class EvtxFileReader : IDisposable
{
    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly DiagnosticSink _diagnostics;
    private ReadOnlyMemory<byte> _readAhead;
    private long _offset;
    private long _next;
    private long _lastUsed = -1;
    private bool _isAtEnd;

    /// <summary>Reads the header at once. A file without a valid one is read all the same, with a diagnostic.</summary>
    public EvtxFileReader(Stream stream, EvtxReadOptions? options = null, bool leaveOpen = false)
    {
        _stream = stream;
        _leaveOpen = leaveOpen;
        _diagnostics = new DiagnosticSink((options ?? EvtxReadOptions.Default).Strict);
        ReadHeader(options ?? EvtxReadOptions.Default);
    }

    /// <summary>The file's header; null when it has none.</summary>
    public EvtxFileHeader? Header { get; private set; }

    /// <summary>What was wrong with the header and the number of chunks; complete when <see cref="ReadChunk"/> gave 0.</summary>
    public IReadOnlyList<EvtxDiagnostic> Diagnostics => _diagnostics.Kept;

    /// <summary>Where the first chunk begins: behind the header, or at 0 when the file begins with a chunk.</summary>
    public long FirstChunkOffset { get; private set; } = EvtxFileHeader.HeaderBytes;

    /// <summary>Chunks given so far.</summary>
    public long ChunkCount => _next;

    /// <summary>Opens a file for reading, also one that is being written.</summary>
    public static EvtxFileReader Open(string path, EvtxReadOptions? options = null) =>
        new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0), options);

    /// <summary>True when the bytes begin like an EVTX file; 8 bytes are enough.</summary>
    public static bool IsEvtx(ReadOnlySpan<byte> start) => start.StartsWith(EvtxFileHeader.Signature);

    /// <summary>
    /// Reads the next chunk into <paramref name="buffer"/> (at least 65,536 bytes) and returns how many bytes it has: fewer
    /// when the file ends in it, 0 when there is none.
    /// </summary>
    public int ReadChunk(Span<byte> buffer, out EvtxChunkPlace place)
    {
        place = default;
        if (_isAtEnd)
            return 0;
        var chunk = buffer[..EvtxChunkHeader.ChunkBytes];
        _readAhead.Span.CopyTo(chunk);
        var length = _readAhead.Length;
        _readAhead = default;
        length += _stream.ReadAtLeast(chunk[length..], chunk.Length - length, throwOnEndOfStream: false);
        if (length < chunk.Length)
            _isAtEnd = true;
        if (length == 0)
        {
            CheckCount();
            return 0;
        }

        place = new EvtxChunkPlace(_next, _offset, IsDeclared(_next));
        if (chunk[..length].StartsWith(EvtxChunkHeader.Signature))
            NoteChunk(place);
        _next++;
        _offset += length;
        if (_isAtEnd)
            CheckCount();
        return length;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_leaveOpen)
            _stream.Dispose();
    }

    private void ReadHeader(EvtxReadOptions options)
    {
        var bytes = new byte[EvtxFileHeader.HeaderBytes];
        var length = _stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        _offset = length;
        _isAtEnd = length < bytes.Length;
        if (!EvtxFileHeader.TryRead(bytes.AsSpan(0, length), out var header))
        {
            if (bytes.AsSpan(0, length).StartsWith(EvtxChunkHeader.Signature))
            {
                FirstChunkOffset = 0;
                _offset = 0;
                _isAtEnd = false;
                _readAhead = bytes.AsMemory(0, length);
            }

            _diagnostics.Add(EvtxDiagnosticCodes.FileHeader, 0, null, "The file does not begin with the header of an event log.");
            return;
        }

        Header = header;
        if (_isAtEnd)
            _diagnostics.Add(EvtxDiagnosticCodes.FileHeader, length, null, "The file ends inside its header.");
        if (header!.MajorVersion != 3 || header.MinorVersion > 2)
            _diagnostics.Add(EvtxDiagnosticCodes.FileVersion, 36, null, Format($"The file is of version {header.MajorVersion}.{header.MinorVersion}; 3.0 to 3.2 are known."));
        if (options.VerifyChecksums && !header.ChecksumMatches && !header.HasNoChecksums)
            _diagnostics.Add(EvtxDiagnosticCodes.FileChecksum, 124, null, "The checksum of the file's header differs.");
        if (header.IsDirty)
            _diagnostics.Add(EvtxDiagnosticCodes.FileDirty, 120, null, "The log was not closed properly; all chunks that are there count as its own.");
    }

    /// <summary>
    /// A clean header counts its chunks, modulo 65,536; what lies behind is left over. The count of a dirty header is older
    /// than its chunks and says nothing.
    /// </summary>
    private bool IsDeclared(long index) =>
        Header is not { IsDirty: false } header || index < header.ChunkCount || index > ushort.MaxValue;

    private void NoteChunk(EvtxChunkPlace place)
    {
        _lastUsed = place.Index;
        if (!place.IsDeclared)
            _diagnostics.Add(EvtxDiagnosticCodes.ChunkBeyondCount, place.Offset, place.Index, Format($"The header declares {Header!.ChunkCount} chunks; this one lies behind them."));
    }

    private void CheckCount()
    {
        if (Header is { IsDirty: false } header && _lastUsed + 1 < header.ChunkCount)
            _diagnostics.Add(EvtxDiagnosticCodes.ChunkCount, 42, null, Format($"The header declares {header.ChunkCount} chunks; {_lastUsed + 1} are there."));
    }

    private static string Format(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
