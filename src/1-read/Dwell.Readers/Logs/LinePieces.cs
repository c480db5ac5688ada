using System.Collections.Immutable;
using Dwell.Evidence;
using Dwell.Model.Evidence;

namespace Dwell.Readers.Logs;

/// <summary>
/// Cites a record by its bytes, with the number of its line, from 1; further pieces may be named by a derived class. Records come
/// in the order of their offsets, so that lines are counted once.
/// </summary>
public class LinePieces(EvidenceBytes bytes) : CitedPieces
{
    private readonly byte[] _block = new byte[64 * 1024];
    private readonly bool _isWide = LineEncoding.Of(bytes).Wide is not null;
    private long _counted;
    private long _line = 1;

    /// <inheritdoc/>
    public override ImmutableArray<LocatorPiece> Of(RecordRef record) =>
        [new LocatorPiece(record.Offset, record.Length, Line: LineAt(record.Offset))];

    /// <summary>The number of the line in which an offset lies.</summary>
    protected long LineAt(long offset)
    {
        if (offset < _counted)
            (_counted, _line) = (0, 1);
        while (_counted < offset)
        {
            var read = bytes.ReadAt(_counted, _block.AsSpan(0, (int)Math.Min(_block.Length, offset - _counted)));
            if (read == 0)
                break;
            _line += _isWide ? CountWide(_block.AsSpan(0, read & ~1)) : _block.AsSpan(0, read).Count((byte)'\n');
            _counted += read;
        }

        return _line;
    }

    // A line end is the unit 0x000A; which of its bytes comes first does not matter for counting, but for where it stands.
    private static int CountWide(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        for (var i = 0; i + 1 < bytes.Length; i += 2)
            count += (bytes[i], bytes[i + 1]) is ((byte)'\n', 0) or (0, (byte)'\n') ? 1 : 0;
        return count;
    }
}
