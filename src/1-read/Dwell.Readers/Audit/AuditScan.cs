using System.Buffers;
using Dwell.Evidence;
using Dwell.Readers.Logs;

namespace Dwell.Readers.Audit;

/// <summary>Walks over the lines of a file, reading each byte once. Lines that are longer than any record are told by their length.</summary>
internal sealed class AuditScan : IDisposable
{
    private const int ReadBytes = 256 * 1024;

    private readonly EvidenceBytes _bytes;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
    private long _bufferOffset;
    private int _filled;
    private int _at;

    /// <summary>Begins at an offset.</summary>
    public AuditScan(EvidenceBytes bytes, long offset)
    {
        _bytes = bytes;
        _bufferOffset = offset;
    }

    /// <summary>How many lines lie between where the scan began and the line that it gave last.</summary>
    public long LineIndex { get; private set; } = -1;

    /// <summary>Where the next line begins.</summary>
    public long Offset => _bufferOffset + _at;

    /// <summary>
    /// The next line that is not empty; false at the end. <paramref name="wholeLength"/> tells the real length of a line of more than
    /// <see cref="LineCutter.MaxLineBytes"/>, whose <see cref="AuditLine.Length"/> is 0; else it is 0.
    /// </summary>
    public bool TryNext(out AuditLine line, out long wholeLength)
    {
        wholeLength = 0;
        while (true)
        {
            var end = _buffer.AsSpan(_at, _filled - _at).IndexOf((byte)'\n');
            if (end < 0 && !IsAtEnd())
            {
                if (_filled - _at >= LineCutter.MaxLineBytes)
                {
                    wholeLength = SkipLine(out line);
                    return true;
                }

                Fill();
                continue;
            }

            var length = end < 0 ? _filled - _at : end;
            var text = _buffer.AsSpan(_at, length).TrimEnd((byte)'\r');
            var offset = Offset;
            LineIndex++;
            _at += end < 0 ? length : length + 1;
            if (text.IsEmpty)
            {
                if (end < 0)
                {
                    line = default;
                    return false;
                }

                continue;
            }

            var head = AuditHead.Read(text);
            line = new AuditLine(offset, text.Length, head.Kind, head.Kind == AuditRecordKind.None ? 0 : head.KeyOf(text));
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        _at = _filled = 0;
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private bool IsAtEnd() => _bufferOffset + _filled >= _bytes.Length;

    // Keeps what is not yet a line, and grows for a long one.
    private void Fill()
    {
        var rest = _buffer.AsSpan(_at, _filled - _at);
        if (rest.Length > _buffer.Length / 2)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            rest.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        else
        {
            rest.CopyTo(_buffer);
        }

        _filled -= _at;
        _bufferOffset += _at;
        _at = 0;
        var read = _bytes.ReadAt(_bufferOffset + _filled, _buffer.AsSpan(_filled));
        if (read == 0)
            throw new EndOfStreamException("The evidence became shorter while it was read.");
        _filled += read;
    }

    private long SkipLine(out AuditLine line)
    {
        var start = Offset;
        var at = _bufferOffset + _filled;
        while (true)
        {
            var read = _bytes.ReadAt(at, _buffer);
            var end = _buffer.AsSpan(0, read).IndexOf((byte)'\n');
            if (end < 0 && read > 0)
            {
                at += read;
                continue;
            }

            _bufferOffset = end < 0 ? at : at + end + 1;
            _at = _filled = 0;
            line = new AuditLine(start, 0, AuditRecordKind.None, 0);
            LineIndex++;
            return _bufferOffset - start;
        }
    }
}
