using System.Collections.Immutable;
using Dwell.Facts.Identity;
using Dwell.Facts.Mapping;
using Dwell.Facts.Store;
using Dwell.Model.Facts;
using Dwell.Model.Records;
using Dwell.Readers.Logs;
using Dwell.Sigma;

namespace Dwell.Pipeline.Reading;

/// <summary>Reads batches: records, their identity, facts and hits. One a thread; what threads share is immutable or safe.</summary>
internal sealed class BatchWorker : IDisposable
{
    // The simulator writes this provider into everything that it makes (samples/README.md).
    private const string SimulatorProvider = "Dwell-Simulator";
    private const int RecordsBetweenLooks = 1024;

    private readonly ReaderTools _tools;
    private readonly Dictionary<LogFormat, LogBlockReader> _readers = new(ReferenceEqualityComparer.Instance);
    private readonly SigmaMatcher _matcher;
    private readonly FactMapper _mapper;
    private readonly RecordIdentity _identity = new();
    private readonly string[] _ruleIds;
    private ImmutableSortedDictionary<int, long> _timeouts = ImmutableSortedDictionary<int, long>.Empty;

    public BatchWorker(ReaderTools tools, SigmaEngine engine, MappingPlan plan)
    {
        _tools = tools;
        _matcher = engine.CreateMatcher();
        _mapper = new FactMapper(plan);
        _ruleIds = [.. engine.RuleSet.Rules.Select(rule => rule.Id)];
    }

    public BatchResult Read(LogBlock block, FactRows facts, CancellationToken cancellation)
    {
        var result = new BatchResult(block.Sequence, block.Evidence, facts);
        if (!_readers.TryGetValue(block.Format, out var reader))
            _readers.Add(block.Format, reader = block.Format.CreateReader(_tools));
        reader.Open(block);
        while (reader.MoveNext())
        {
            if (result.Records.Count % RecordsBetweenLooks == 0)
                cancellation.ThrowIfCancellationRequested();
            Take(reader.Record, result);
        }

        result.Diagnostics.AddRange(reader.Diagnostics);
        AddTimeouts(result);
        return result;
    }

    public void Dispose() => _identity.Dispose();

    private void Take(LogRecord record, BatchResult result)
    {
        var facts = result.Facts.Count;
        var summary = _mapper.Map(record, result.Facts);
        var matches = _matcher.Match(record);
        foreach (var rule in matches)
            result.Hits.Add(new Hit(_ruleIds[rule], record.Ref, summary.Time, summary.Host, summary.Source));
        result.Simulated |= IsMarked(record);
        result.Records.Add(new RecordStub(
            _identity.TryOf(record, out var identity) ? identity : null, record.Ref, summary, result.Facts.Count - facts, matches.Length, record.Recovered));
    }

    // The matcher counts from its beginning; a batch tells its own, so that it is the same whoever read the others.
    private void AddTimeouts(BatchResult result)
    {
        var timeouts = _matcher.Timeouts;
        foreach (var (rule, count) in timeouts)
        {
            if (count - _timeouts.GetValueOrDefault(rule) is > 0 and var more)
                result.Timeouts.Add(new(_ruleIds[rule], more));
        }

        _timeouts = timeouts;
    }

    private static bool IsMarked(LogRecord record) =>
        record.Shape.Family == WindowsFields.Family
        && record.Read(WindowsFields.ProviderName, out var provider) == FieldState.Text && provider.SequenceEqual(SimulatorProvider);
}
