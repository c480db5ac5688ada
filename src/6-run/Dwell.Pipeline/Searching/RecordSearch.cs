using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
using Dwell.Case;
using Dwell.Content.Store;
using Dwell.Evidence;
using Dwell.Evidence.Citations;
using Dwell.Facts.Mapping;
using Dwell.Model.Context;
using Dwell.Model.Evidence;
using Dwell.Model.Records;
using Dwell.Pipeline.Reading;
using Dwell.Pipeline.Showing;
using Dwell.Readers;
using Dwell.Readers.Logs;

namespace Dwell.Pipeline.Searching;

/// <summary>
/// Looks through all raw records of a case's evidence, mapped or not. Blocks are read on some threads, hits come in the order of
/// the evidence. Memory does not follow the size of the evidence.
/// </summary>
public sealed class RecordSearch
{
    private readonly SearchQuery _query;
    private readonly CaseContext _context;
    private readonly EvidenceSource _source;
    private readonly LogFormats _formats = new();
    private readonly ReaderTools _tools = new(new ShapeTable());
    private readonly MappingPlan _plan;
    private readonly RecordSentences _sentences;
    private readonly ConcurrentBag<Worker> _idle = [];
    private readonly ConcurrentQueue<Diagnostic> _diagnostics = [];
    private long _records;
    private long _undated;

    private RecordSearch(SearchQuery query, CaseContext context, EvidenceSource source)
    {
        _query = query;
        _context = context;
        _source = source;
        _plan = RecordSentences.PlanOf(ContentStore.Embedded);
        _sentences = new RecordSentences(ContentStore.Embedded);
    }

    /// <summary>
    /// Runs a query over the evidence of a case where it lies now. <paramref name="use"/> gets the first <paramref name="most"/> hits
    /// in the order of the evidence. Throws <see cref="CaseException"/> when the evidence is nowhere.
    /// </summary>
    public static async Task<SearchSummary> RunAsync(
        CaseFolder folder, string? evidence, SearchQuery query, CaseContext context, int threads, long most, Action<SearchHit> use, CancellationToken cancellation)
    {
        using var found = CaseEvidence.Open(folder, evidence, cited: null, options: null, cancellation);
        var search = new RecordSearch(query, context, found.Source);
        return await search.RunAsync(threads, most, use, cancellation);
    }

    private async Task<SearchSummary> RunAsync(int threads, long most, Action<SearchHit> use, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var results = Channel.CreateBounded<Task<List<RawHit>>>(Math.Max(1, threads));
        var producing = Task.Run(() => ProduceAsync(results.Writer, stop.Token), CancellationToken.None);
        using var citations = new CitationMaker(_source, new LogCitedPieces(_formats));
        long hits = 0;
        try
        {
            await foreach (var block in results.Reader.ReadAllAsync(stop.Token))
            {
                foreach (var hit in await block)
                {
                    if (hits++ < most)
                        use(new SearchHit(hit.Time, hit.Host, hit.Source, citations.Make(hit.Place), hit.Says, hit.Fields));
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
            await producing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await producing;
        var manifest = _source.Manifest;
        var losses = manifest.Diagnostics.Concat(_diagnostics).Where(found => found.IsLoss)
            .OrderBy(found => found.Evidence).ThenBy(found => found.Offset ?? -1).ThenBy(found => found.Code, StringComparer.Ordinal)
            .Select(found => (manifest.Items[found.Evidence].Path, found));
        return new SearchSummary(_records, hits, _undated, manifest.Rejected.Length, [.. losses]);
    }

    private async Task ProduceAsync(ChannelWriter<Task<List<RawHit>>> results, CancellationToken cancellation)
    {
        try
        {
            foreach (var block in new EvidenceBlocks(_source, _formats, _context, _diagnostics.Enqueue).All())
                await results.WriteAsync(Task.Run(() => Search(block, cancellation), CancellationToken.None), cancellation);
            results.Complete();
        }
        catch (Exception failed)
        {
            results.Complete(failed);
            throw;
        }
    }

    private List<RawHit> Search(LogBlock block, CancellationToken cancellation)
    {
        if (!_idle.TryTake(out var worker))
            worker = new Worker(_query, _plan, _tools);
        using (block)
        {
            var hits = new List<RawHit>();
            var (records, undated) = (0L, worker.Matcher.Undated);
            var reader = worker.ReaderOf(block.Format);
            reader.Open(block);
            while (reader.MoveNext())
            {
                if (records++ % 1024 == 0)
                    cancellation.ThrowIfCancellationRequested();
                if (worker.Matcher.Fits(reader.Record))
                    hits.Add(HitOf(reader.Record, worker.Matcher));
            }

            foreach (var odd in reader.Diagnostics)
                _diagnostics.Enqueue(odd);
            Interlocked.Add(ref _records, records);
            Interlocked.Add(ref _undated, worker.Matcher.Undated - undated);
            _idle.Add(worker);
            return hits;
        }
    }

    private RawHit HitOf(LogRecord record, SearchMatcher matcher)
    {
        lock (_sentences)
        {
            return new RawHit(
                record.Time, matcher.Summary.Host, matcher.Summary.Source, record.Ref, _sentences.Of(record), CitedRecords.FieldsOf(record));
        }
    }

    private sealed class Worker(SearchQuery query, MappingPlan plan, ReaderTools tools)
    {
        private readonly Dictionary<LogFormat, LogBlockReader> _readers = new(ReferenceEqualityComparer.Instance);

        public SearchMatcher Matcher { get; } = new(query, plan);

        public LogBlockReader ReaderOf(LogFormat format)
        {
            if (!_readers.TryGetValue(format, out var reader))
                _readers.Add(format, reader = format.CreateReader(tools));
            return reader;
        }
    }

    private sealed record RawHit(
        Model.Time.UtcInstant? Time, string Host, string Source, RecordRef Place, string Says, ImmutableArray<ShownField> Fields);
}
