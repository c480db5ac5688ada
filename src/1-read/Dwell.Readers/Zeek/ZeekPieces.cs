using System.Collections.Immutable;
using Dwell.Model.Evidence;
using Dwell.Readers.Logs;

namespace Dwell.Readers.Zeek;

/// <summary>Cites a row with the header that stands before it. Records come in the order of their offsets.</summary>
internal sealed class ZeekPieces(LogFile file) : LinePieces(file.Bytes)
{
    private readonly LineEncoding _encoding = LineEncoding.Of(file.Bytes);
    private byte[] _bytes = new byte[256 * 1024];
    private ZeekHeader _header = ZeekHeader.None;
    private long _read;

    public override ImmutableArray<LocatorPiece> Of(RecordRef record)
    {
        if (record.Offset < _read)
            (_header, _read) = (ZeekHeader.None, 0);
        while (_read < record.Offset && ReadOn(record.Offset))
        {
        }

        return [.. base.Of(record), .. _header.Pieces];
    }

    // Whole lines only: records begin at line starts, and so does what stands before them.
    private bool ReadOn(long end)
    {
        var wanted = (int)Math.Min(_bytes.Length, end - _read);
        var read = file.Bytes.ReadAt(_read, _bytes.AsSpan(0, wanted));
        if (read == 0)
            return false;
        var whole = _encoding.EndOfLastLine(_bytes.AsSpan(0, read));
        if (whole == 0 && read == _bytes.Length && read < LineCutter.MaxLineBytes)
        {
            Array.Resize(ref _bytes, _bytes.Length * 2);
            return true;
        }

        var bytes = _bytes.AsSpan(0, whole == 0 ? read : whole);
        var skipped = _read == 0 ? _encoding.MarkBytes : 0;
        if (bytes.Length > skipped)
            _header = ZeekHeaderLines.Read(_header, bytes[skipped..], _read + skipped, _encoding);
        _read += bytes.Length;
        return true;
    }
}
