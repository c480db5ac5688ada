using Dwell.Evtx.Templates;
using Dwell.Model.Evidence;
using Dwell.Model.Records;
using Dwell.Readers.Logs;

namespace Dwell.Readers.Windows;

/// <summary>Reads the chunks of a block one after the other.</summary>
internal sealed class EvtxBlockReader(ShapeTable shapes, EvtxTemplateCache templates) : LogBlockReader
{
    private readonly EvtxLogReader _reader = new(shapes, templates);
    private readonly List<Diagnostic> _diagnostics = [];
    private LogBlock? _block;
    private EvtxBlockState? _state;
    private int _chunk;

    public override LogRecord Record => _reader.Record;

    public override IEnumerable<Diagnostic> Diagnostics => _diagnostics;

    public override void Open(LogBlock block)
    {
        _block = block;
        _state = (EvtxBlockState)block.State!;
        _chunk = -1;
        _diagnostics.Clear();
    }

    public override bool MoveNext()
    {
        while (_chunk < 0 || !_reader.MoveNext())
        {
            if (_chunk >= 0)
                _diagnostics.AddRange(_reader.Diagnostics);
            if (++_chunk >= _state!.Chunks.Length)
            {
                _chunk = _state.Chunks.Length - 1;
                return false;
            }

            OpenChunk();
        }

        return true;
    }

    private void OpenChunk()
    {
        var (place, length) = _state!.Chunks[_chunk];
        var bytes = _block!.Bytes.Slice(_chunk * Evtx.Chunks.EvtxChunkHeader.ChunkBytes, length);
        if (_state.OnlyAt is { } only)
            _reader.OpenAt(_block.Evidence, bytes, place, only);
        else
            _reader.Open(_block.Evidence, bytes, place);
    }
}
