using System.Runtime.ExceptionServices;
using Dwell.Evtx.Chunks;
using Dwell.Evtx.Damage;
using Dwell.Evtx.Files;
using Dwell.Evtx.Rendering;
using Dwell.Evtx.Templates;

namespace Dwell.Evtx.Export;

/// <summary>
/// Writes all records of a file. Chunks are rendered on several threads and written in the order of the file; memory does
/// not grow with the file. The output and the summary are the same for any number of threads.
/// </summary>
public sealed class EvtxExport : IDisposable
{
    /// <summary>Blocks in memory a thread: one in work, the others waiting for their turn while the output is slow.</summary>
    private const int BatchesPerThread = 3;

    private readonly EvtxFileReader _file;
    private readonly Stream _output;
    private readonly EvtxExportOptions _options;
    private readonly Action<EvtxProgress>? _progress;
    private readonly EvtxTemplateCache _templates = new();
    private readonly Lock _reading = new();
    private readonly Lock _writing = new();
    private readonly Dictionary<long, ChunkBatch> _waiting = [];
    private readonly Stack<ChunkBatch> _free = new();
    private readonly List<EvtxDiagnostic> _diagnostics = [];
    private readonly List<Exception> _failures = [];
    private readonly SemaphoreSlim _room;
    private readonly CancellationTokenSource _stop;
    private long _nextToRead;
    private long _nextToWrite;
    private bool _isWriting;
    private EvtxExportSummary _sums = new(0, 0, 0, 0, 0, []);
    private EvtxProgress _done;

    private EvtxExport(
        EvtxFileReader file, Stream output, EvtxExportOptions options, Action<EvtxProgress>? progress, CancellationToken cancellation)
    {
        _file = file;
        _output = output;
        _options = options;
        _progress = progress;
        _room = new SemaphoreSlim(BatchesPerThread * options.Threads);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    }

    /// <summary>
    /// Reads <paramref name="input"/> to its end and writes its records to <paramref name="output"/>; neither is closed.
    /// <paramref name="progress"/> is called after each block, from one thread at a time. XML is written without the
    /// element around the events: <see cref="WriteStart"/> and <see cref="WriteEnd"/> go before the first and after the
    /// last file. Throws what the streams throw, and in strict mode <see cref="EvtxFormatException"/>.
    /// </summary>
    public static EvtxExportSummary Run(
        Stream input,
        Stream output,
        EvtxExportOptions? options = null,
        Action<EvtxProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        options ??= EvtxExportOptions.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        using var file = new EvtxFileReader(input, options.Reading, leaveOpen: true);
        using var export = new EvtxExport(file, output, options, progress, cancellation);
        return export.Run();
    }

    /// <summary>What stands before the records of all files.</summary>
    public static void WriteStart(Stream output, EvtxExportFormat format)
    {
        if (format == EvtxExportFormat.Xml)
            output.Write("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Events>\n"u8);
    }

    /// <summary>What stands behind the records of all files.</summary>
    public static void WriteEnd(Stream output, EvtxExportFormat format)
    {
        if (format == EvtxExportFormat.Xml)
            output.Write("</Events>\n"u8);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_free.TryPop(out var batch))
            batch.Dispose();
        _room.Dispose();
        _stop.Dispose();
    }

    private EvtxExportSummary Run()
    {
        // The threads are plain ones: they compute all the time, and each keeps its reader and buffers.
        var others = new Thread[_options.Threads - 1];
        for (var i = 0; i < others.Length; i++)
        {
            others[i] = new Thread(Work) { IsBackground = true, Name = "evtx export" };
            others[i].Start();
        }

        Work();
        foreach (var thread in others)
            thread.Join();
        if (_failures.Count > 0)
            ExceptionDispatchInfo.Throw(_failures[0]);
        _diagnostics.AddRange(_file.Diagnostics);
        return _sums with { Diagnostics = _diagnostics };
    }

    /// <summary>One thread: takes a batch, renders it, hands it on, until there is none. A failure ends all threads and is thrown by the caller.</summary>
    private void Work()
    {
        var reader = new EvtxChunkReader(_templates, _options.Reading);
        try
        {
            while (TryTake() is { } batch)
            {
                Render(reader, batch);
                HandOn(batch);
            }
        }
        catch (Exception failure) when (Note(failure))
        {
        }
    }

    /// <summary>Keeps the failure and wakes the others; what they then throw comes after it.</summary>
    private bool Note(Exception failure)
    {
        lock (_reading)
            _failures.Add(failure);
        _stop.Cancel();
        return true;
    }

    private ChunkBatch? TryTake()
    {
        _room.Wait(_stop.Token);
        lock (_reading)
        {
            _stop.Token.ThrowIfCancellationRequested();
            var batch = Rent();
            if (batch.TryFill(_file, _nextToRead))
            {
                _nextToRead++;
                return batch;
            }

            batch.Dispose();
            _room.Release();
            return null;
        }
    }

    private ChunkBatch Rent()
    {
        lock (_writing)
            return _free.TryPop(out var batch) ? batch : new ChunkBatch();
    }

    private void Render(EvtxChunkReader reader, ChunkBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            batch.Open(reader, i);
            while (reader.MoveNext())
                RenderRecord(reader, batch);
            batch.Chunks += reader.IsUnused ? 0 : 1;
            batch.Live += reader.LiveCount;
            batch.Recovered += reader.RecoveredCount;
            batch.Diagnostics.AddRange(reader.Diagnostics);
        }
    }

    private void RenderRecord(EvtxChunkReader reader, ChunkBatch batch)
    {
        var record = reader.Record;
        batch.Partial += record.Partial ? 1 : 0;
        if (record.Recovered && !_options.WithRecovered)
            return;
        var isJson = _options.Format == EvtxExportFormat.JsonLines;
        var output = batch.Output;
        if (record.Recovered && !isJson)
            output.Append("<!-- recovered -->"u8);
        if (!(isJson ? EvtxJson.TryAppend(record, output) : EvtxXml.TryAppend(record, output)))
        {
            batch.NotRendered++;
            return;
        }

        if (record.Recovered && isJson)
        {
            output.Truncate(output.Length - 1);
            output.Append(",\"Recovered\":true}"u8);
        }

        output.Append((byte)'\n');
    }

    /// <summary>
    /// Puts the batch where its turn will find it. The thread that brings the awaited one writes it and all that follow;
    /// the others go on rendering.
    /// </summary>
    private void HandOn(ChunkBatch batch)
    {
        lock (_writing)
        {
            _waiting.Add(batch.Sequence, batch);
            if (_isWriting)
                return;
            _isWriting = true;
        }

        while (NextToWrite() is { } next)
        {
            _output.Write(next.Output.Written);
            Sum(next);
            lock (_writing)
                _free.Push(next);
            _room.Release();
        }
    }

    private ChunkBatch? NextToWrite()
    {
        lock (_writing)
        {
            if (_waiting.Remove(_nextToWrite, out var batch))
            {
                _nextToWrite++;
                return batch;
            }

            _isWriting = false;
            return null;
        }
    }

    private void Sum(ChunkBatch batch)
    {
        _sums = new EvtxExportSummary(
            _sums.Chunks + batch.Chunks,
            _sums.Live + batch.Live,
            _sums.Recovered + batch.Recovered,
            _sums.Partial + batch.Partial,
            _sums.NotRendered + batch.NotRendered,
            []);
        var room = EvtxLimits.DiagnosticsPerFile - _diagnostics.Count;
        _diagnostics.AddRange(batch.Diagnostics.Take(room));
        _done = new EvtxProgress(_done.Bytes + batch.Bytes, _done.Records + batch.Live + batch.Recovered);
        _progress?.Invoke(_done);
    }
}
