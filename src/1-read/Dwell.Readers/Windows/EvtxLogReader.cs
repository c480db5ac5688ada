using Dwell.Evtx;
using Dwell.Evtx.Chunks;
using Dwell.Evtx.Damage;
using Dwell.Evtx.Templates;
using Dwell.Model.Evidence;
using Dwell.Model.Records;

namespace Dwell.Readers.Windows;

/// <summary>
/// Reads the chunks of event logs as <see cref="LogRecord"/>s. One reader a thread, for any number of files; the readers
/// of a run share the <see cref="ShapeTable"/> and the template cache.
/// <code>
/// reader.Open(evidence, bytes, place);
/// while (reader.MoveNext())
///     Use(reader.Record);
/// </code>
/// </summary>
public sealed class EvtxLogReader
{
    private readonly EvtxChunkReader _chunk;
    private int _evidence;

    /// <summary>A reader that hands out shapes of <paramref name="shapes"/>.</summary>
    public EvtxLogReader(ShapeTable shapes, EvtxTemplateCache templates, EvtxReadOptions? options = null)
    {
        _chunk = new EvtxChunkReader(templates, options);
        Record = new EvtxLogRecord(_chunk.Record, new WindowsLayouts(shapes));
    }

    /// <summary>The current record; one object, filled anew by each <see cref="MoveNext"/>.</summary>
    public EvtxLogRecord Record { get; }

    /// <summary>What was wrong in this chunk so far.</summary>
    public IEnumerable<Diagnostic> Diagnostics =>
        _chunk.Diagnostics.Select(item => new Diagnostic(_evidence, item.Code, item.Offset, item.Sentence, EvtxDiagnosticCodes.MeansLoss(item.Code)));

    /// <summary>
    /// Begins a chunk (see <see cref="EvtxChunkReader.Open"/>) of the evidence of that number in the manifest.
    /// </summary>
    public void Open(int evidence, ReadOnlyMemory<byte> chunk, EvtxChunkPlace place)
    {
        _evidence = evidence;
        Record.Begin(evidence);
        _chunk.Open(chunk, place);
    }

    /// <summary>Begins with the record at an offset in the chunk (see <see cref="EvtxChunkReader.OpenAt"/>).</summary>
    public void OpenAt(int evidence, ReadOnlyMemory<byte> chunk, EvtxChunkPlace place, int offsetInChunk)
    {
        _evidence = evidence;
        Record.Begin(evidence);
        _chunk.OpenAt(chunk, place, offsetInChunk);
    }

    /// <summary>Goes to the next record; false at the end of the chunk.</summary>
    public bool MoveNext()
    {
        Record.Reset();
        return _chunk.MoveNext();
    }
}
