using System.Collections.Immutable;
using Dwell.Evidence;
using Dwell.Model.Evidence;
using Dwell.Readers.Logs;

namespace Dwell.Readers.Delimited;

/// <summary>
/// Cites a row with the <c>#Fields:</c> above it, and the <c>#Date:</c> where there is one. Rows come in the order of their offsets: the
/// file is read once.
/// </summary>
internal sealed class FieldsPieces(EvidenceBytes bytes) : LinePieces(bytes)
{
    private const int BlockBytes = 64 * 1024;
    private const int MostHeaderBytes = 64 * 1024;

    private readonly LineEncoding _encoding = LineEncoding.Of(bytes);
    private readonly EvidenceBytes _bytes = bytes;
    private readonly byte[] _buffer = new byte[BlockBytes + MostHeaderBytes];
    private readonly RowText _text = new();
    private long _next;
    private LocatorPiece? _fields;
    private LocatorPiece? _date;

    /// <inheritdoc/>
    public override ImmutableArray<LocatorPiece> Of(RecordRef record)
    {
        if (record.Offset < _next)
            (_next, _fields, _date) = (0, null, null);
        ReadTo(record.Offset);
        var pieces = base.Of(record);
        if (_fields is { } fields)
            pieces = pieces.Add(fields with { Line = LineAt(fields.Offset) });
        return _date is { } date ? pieces.Add(date with { Line = LineAt(date.Offset) }) : pieces;
    }

    private void ReadTo(long offset)
    {
        _next = Math.Max(_next, _encoding.MarkBytes);
        while (_next < offset)
        {
            var read = _bytes.ReadAt(_next, _buffer.AsSpan(0, (int)Math.Min(_buffer.Length, offset - _next)));
            if (read == 0)
                return;
            var whole = _next + read >= offset ? read : _encoding.EndOfLastLine(_buffer.AsSpan(0, read));
            whole = whole == 0 ? read : whole;
            _text.Open(_buffer, whole, _next, _encoding.Wide);
            Note(_text);
            _next += whole;
        }
    }

    private void Note(RowText text)
    {
        for (var at = 0; at < text.Length;)
        {
            var rest = text.Span[at..];
            var hash = at == 0 && rest[0] == '#' ? 0 : rest.IndexOf("\n#"u8) + 1;
            if (hash == 0 && !(at == 0 && rest[0] == '#'))
                return;
            var start = at + hash;
            var line = text.Span[start..];
            var end = line.IndexOf((byte)'\n');
            line = (end < 0 ? line : line[..end]).TrimEnd((byte)'\r');
            if (line.StartsWith(HeaderText.Fields))
                _fields = new LocatorPiece(text.OffsetOf(start), text.FileLength(start, line.Length));
            else if (line.StartsWith(HeaderText.Date))
                _date = new LocatorPiece(text.OffsetOf(start), text.FileLength(start, line.Length));
            at = start + Math.Max(1, line.Length);
        }
    }
}
