using System.Collections.Immutable;
using Dwell.Evtx.Chunks;
using Dwell.Evtx.Damage;
using Dwell.Evtx.Files;
using Dwell.Model.Evidence;
using Dwell.Readers.Logs;

namespace Dwell.Readers.Windows;

/// <summary>Gives the chunks of an event log, some at a time.</summary>
internal sealed class EvtxCutter(LogFile file) : LogCutter
{
    private const int MaxChunks = LogBlock.UsualBytes / EvtxChunkHeader.ChunkBytes;
    private readonly EvtxFileReader _reader = new(file.Bytes.AsStream());
    private bool _isOpen = true;
    private IOException? _failed;

    public override bool Next(LogBlock block)
    {
        if (_failed is not null)
            throw _failed;
        var chunks = ImmutableArray.CreateBuilder<(EvtxChunkPlace, int)>(MaxChunks);
        try
        {
            while (_isOpen && chunks.Count < MaxChunks)
            {
                var at = chunks.Count * EvtxChunkHeader.ChunkBytes;
                var length = _reader.ReadChunk(block.Buffer.AsSpan(at, EvtxChunkHeader.ChunkBytes), out var place);
                if (length == 0)
                    _isOpen = false;
                else
                    chunks.Add((place, length));
            }
        }
        catch (IOException failed) when (chunks.Count > 0)
        {
            // What was read before the disk failed is given first.
            _failed = failed;
        }

        if (!_isOpen)
            ReportFile();
        if (chunks.Count == 0)
            return false;
        block.Offset = chunks[0].Item1.Offset;
        block.Length = ((chunks.Count - 1) * EvtxChunkHeader.ChunkBytes) + chunks[^1].Item2;
        block.State = new EvtxBlockState(chunks.ToImmutable());
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _reader.Dispose();
        base.Dispose(disposing);
    }

    private void ReportFile()
    {
        if (Diagnostics.Count > 0)
            return;
        foreach (var odd in _reader.Diagnostics)
            Report(new Diagnostic(file.Evidence, odd.Code, odd.Offset, odd.Sentence, EvtxDiagnosticCodes.MeansLoss(odd.Code)));
    }
}
