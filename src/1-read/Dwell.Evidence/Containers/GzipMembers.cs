using System.Buffers.Binary;
using System.IO.Compression;

namespace Dwell.Evidence.Containers;

/// <summary>
/// The unpacked bytes of all members of a gzip. The platform's own gzip stream ends a cut file without a word
/// and drops data whose checksum is wrong; this one gives every byte first, and then throws <see
/// cref="InvalidDataException"/>. <paramref name="onMember"/> is called for each member, and may throw: a
/// gzip of nothing but empty members gives no byte for a long time.
/// </summary>
internal sealed class GzipMembers(EvidenceBytes bytes, Action onMember, CancellationToken cancellation) : Stream
{
    private const int TrailerBytes = 8;
    // What the platform's inflater may have read beyond the end of its data: its input buffer.
    private const int ReadAheadBytes = 64 * 1024;

    // Read again for each member, which may be as small as 20 bytes.
    private readonly byte[] _tail = new byte[ReadAheadBytes + TrailerBytes];
    private Stream? _packed;
    private DeflateStream? _inflate;
    private long _next;
    private long _dataOffset;
    private uint _crc;
    private uint _length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            if (_inflate is null && !OpenMember())
                return 0;
            var read = _inflate!.Read(buffer);
            if (read == 0)
            {
                CloseMember();
                continue;
            }

            _crc = Crc32.Append(_crc, buffer[..read]);
            _length += (uint)read;
            return read;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inflate?.Dispose();
        base.Dispose(disposing);
    }

    private bool OpenMember()
    {
        cancellation.ThrowIfCancellationRequested();
        if (_next >= bytes.Length || IsPaddingFrom(_next))
            return false;
        onMember();
        if (!GzipHeader.TryRead(bytes, _next, out var header))
            throw new InvalidDataException($"No gzip member at {_next}.");
        _dataOffset = header.DataOffset;
        _packed = bytes.AsStream();
        _packed.Position = _dataOffset;
        _inflate = new DeflateStream(_packed, CompressionMode.Decompress);
        (_crc, _length) = (0, 0);
        return true;
    }

    // The inflater doesn't say where its data ended. The trailer is known, though, up to its place: the
    // checksum and length of what came out; and it lies in what was read last.
    private void CloseMember()
    {
        var end = Math.Min(_packed!.Position + TrailerBytes, bytes.Length);
        var start = Math.Max(_dataOffset, end - ReadAheadBytes - TrailerBytes);
        var tail = _tail.AsSpan(0, (int)(end - start));
        tail = tail[..bytes.ReadAt(start, tail)];
        Span<byte> trailer = stackalloc byte[TrailerBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _crc);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], _length);
        long? found = null;
        for (var at = 0; at <= tail.Length - TrailerBytes; at++)
        {
            var match = tail[at..].IndexOf(trailer);
            if (match < 0)
                break;
            at += match;
            var behind = start + at + TrailerBytes;
            found ??= behind;
            // An empty member's trailer is eight zeros, which may match too early.
            if (behind != bytes.Length && !IsMemberAt(tail[(at + TrailerBytes)..], behind))
                continue;
            found = behind;
            break;
        }

        _inflate!.Dispose();
        _inflate = null;
        _next = found ?? throw new InvalidDataException("The gzip member is cut, or its checksum is wrong.");
    }

    // Among zeros every place matches: what was read already is looked at first.
    private bool IsMemberAt(ReadOnlySpan<byte> known, long offset) =>
        known.Length >= GzipHeader.Magic.Length
            ? known.StartsWith(GzipHeader.Magic)
            : GzipHeader.IsAt(bytes, offset);

    // Tapes and some writers fill up with zeros. Most members are followed by another one: one byte tells.
    private bool IsPaddingFrom(long offset)
    {
        var wanted = 1;
        while (offset < bytes.Length)
        {
            cancellation.ThrowIfCancellationRequested();
            var rest = _tail.AsSpan(0, wanted);
            rest = rest[..bytes.ReadAt(offset, rest)];
            if (rest.IsEmpty)
                return true;
            if (rest.ContainsAnyExcept((byte)0))
                return false;
            offset += rest.Length;
            wanted = _tail.Length;
        }

        return true;
    }
}
