using System.Collections.Concurrent;
using System.Threading.Channels;
using Dwell.Evidence;
using Dwell.Facts.Mapping;
using Dwell.Facts.Store;
using Dwell.Model.Context;
using Dwell.Model.Evidence;
using Dwell.Model.Records;
using Dwell.Readers;
using Dwell.Readers.Logs;
using Dwell.Sigma;

namespace Dwell.Pipeline.Reading;

/// <summary>
/// Reads all evidence on some threads and hands the results to the collector in the order of reading. At most a few batches a
/// thread are under way, so memory does not follow the size of the evidence.
/// </summary>
internal sealed class EvidenceReading(
    EvidenceSource source, LogFormats formats, CaseContext context, SigmaEngine engine, MappingPlan plan, RecordCollector collector, int threads)
{
    private const int BatchesPerThread = 4;
    private readonly ReaderTools _tools = new(new ShapeTable());
    private readonly Lock _collecting = new();
    private readonly Dictionary<long, BatchResult> _waiting = [];
    private readonly ConcurrentBag<FactRows> _rows = [];
    private readonly long _first = collector.NextBatch;
    private long _next = collector.NextBatch;

    /// <summary>Reads everything; <paramref name="progress"/> hears of each batch.</summary>
    public async Task RunAsync(IProgress<ReadingProgress>? progress, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var batches = Channel.CreateBounded<LogBlock>(1);
        using var places = new SemaphoreSlim(threads * BatchesPerThread);
        var workers = Enumerable.Range(0, threads).Select(_ => Task.Run(() => WorkAsync(batches.Reader, places, progress, stop), CancellationToken.None)).ToList();
        try
        {
            await ProduceAsync(batches.Writer, places, stop.Token);
            batches.Writer.Complete();
        }
        catch (Exception failed)
        {
            await stop.CancelAsync();
            batches.Writer.Complete(failed);
            await Task.WhenAll(workers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ThrowFirstFailure(workers);
            throw;
        }

        await Task.WhenAll(workers);
    }

    private static void ThrowFirstFailure(List<Task> workers)
    {
        foreach (var worker in workers)
        {
            if (worker.Exception?.InnerException is { } inner and not OperationCanceledException and not ChannelClosedException)
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(inner);
        }
    }

    private async Task ProduceAsync(ChannelWriter<LogBlock> writer, SemaphoreSlim places, CancellationToken cancellation)
    {
        using var blocks = new EvidenceBlocks(source, formats, context, Report, Recognised).All().GetEnumerator();
        while (true)
        {
            await places.WaitAsync(cancellation);
            if (!blocks.MoveNext())
                break;

            // What an earlier run has taken is only cut, for what later blocks need from it.
            if (blocks.Current.Sequence < _first)
            {
                blocks.Current.Dispose();
                places.Release();
                continue;
            }

            await writer.WriteAsync(blocks.Current, cancellation);
        }
    }

    private void Recognised(EvidenceItem item, LogFormat format)
    {
        lock (_collecting)
            collector.SetFormat(item.Number, format.Name);
        if (format is TextFormat)
            Report(new Diagnostic(item.Number, "format-unknown", null, "No format is known for it: read as lines of text, without facts.", IsLoss: false));
    }

    private void Report(Diagnostic diagnostic)
    {
        lock (_collecting)
            collector.Add(diagnostic);
    }

    private async Task WorkAsync(ChannelReader<LogBlock> batches, SemaphoreSlim places, IProgress<ReadingProgress>? progress, CancellationTokenSource stop)
    {
        using var worker = new BatchWorker(_tools, engine, plan);
        try
        {
            await foreach (var batch in batches.ReadAllAsync(stop.Token))
            {
                BatchResult result;
                using (batch)
                    result = worker.Read(batch, _rows.TryTake(out var rows) ? rows : new FactRows(), stop.Token);
                Collect(result, places, progress);
            }

        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    private void Collect(BatchResult result, SemaphoreSlim places, IProgress<ReadingProgress>? progress)
    {
        lock (_collecting)
        {
            _waiting.Add(result.Sequence, result);
            while (_waiting.Remove(_next, out var ready))
            {
                collector.Take(ready);
                ready.Facts.Clear();
                _rows.Add(ready.Facts);
                _next++;
                places.Release();
                progress?.Report(new ReadingProgress(ready.Evidence, collector.Records, collector.Hits));
            }
        }
    }
}

/// <summary>How far reading is: the evidence item being read, records and hits so far.</summary>
public readonly record struct ReadingProgress(int Evidence, long Records, long Hits);
