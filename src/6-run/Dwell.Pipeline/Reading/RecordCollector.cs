using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Dwell.Facts.Activity;
using Dwell.Facts.Identity;
using Dwell.Facts.Store;
using Dwell.Model.Evidence;
using Dwell.Model.Facts;
using Dwell.Model.Time;
using Dwell.Readers.Logs;

namespace Dwell.Pipeline.Reading;

/// <summary>
/// Takes batch results in the order of reading and fills the store, which it lets commit every so many batches together with
/// all that it knows itself. When all was read, records seen before lose everything but their place, since counting them twice
/// would make lower bounds false. Called by one thread at a time.
/// </summary>
internal sealed class RecordCollector
{
    private readonly IFactStore _store;
    private readonly IdentityLog _identities;
    private readonly string _inputs;
    private readonly int _batchesPerCommit;
    private readonly ActivityCounter _activity = new();
    private readonly ItemCounts[] _counts;
    private readonly string?[] _formats;
    private readonly List<Diagnostic> _fileDiagnostics = [];
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly SortedDictionary<string, long> _timeouts = new(StringComparer.Ordinal);
    private bool _isDone;

    /// <param name="store">What is filled.</param>
    /// <param name="identities">Who the records are; at the position of <paramref name="state"/>.</param>
    /// <param name="evidenceItems">How many items the manifest has.</param>
    /// <param name="inputs">The hash of the run's inputs.</param>
    /// <param name="state">Where an earlier run was; null to begin.</param>
    /// <param name="batchesPerCommit">How much a killed run loses at most.</param>
    public RecordCollector(
        IFactStore store, IdentityLog identities, int evidenceItems, string inputs, CollectorState? state, int batchesPerCommit)
    {
        _store = store;
        _identities = identities;
        _inputs = inputs;
        _batchesPerCommit = batchesPerCommit;
        _formats = new string?[evidenceItems];
        _counts = state is null ? new ItemCounts[evidenceItems] : [.. state.Counts];
        if (state is null)
            return;
        _isDone = state.IsDone;
        Records = state.Records;
        Hits = state.Hits;
        Simulated = state.Simulated;
        First = state.First;
        Last = state.Last;
        _diagnostics.AddRange(state.Diagnostics);
        AddTimeouts(state.Timeouts);
    }

    /// <summary>Batches that an earlier run has taken: they are not read again.</summary>
    public long NextBatch => _store.NextSequence;

    /// <summary>Records so far; once all was read, those that were seen for the first time.</summary>
    public long Records { get; private set; }

    /// <summary>Hits so far, for progress.</summary>
    public long Hits { get; private set; }

    public bool Simulated { get; private set; }

    public UtcInstant? First { get; private set; }

    public UtcInstant? Last { get; private set; }

    /// <summary>All diagnostics by place: a file's own come when its reading ends, which threads may shift.</summary>
    public ImmutableArray<Diagnostic> Diagnostics =>
    [
        .. _diagnostics.Concat(_fileDiagnostics).OrderBy(diagnostic => diagnostic.Evidence).ThenBy(diagnostic => diagnostic.Offset ?? -1)
            .ThenBy(diagnostic => diagnostic.Code, StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.Sentence, StringComparer.Ordinal),
    ];

    public ImmutableArray<ItemCounts> Counts => [.. _counts];

    /// <summary>Records on which a rule could not be decided in its time, by rule id: there it is not known whether it matches.</summary>
    public IReadOnlyDictionary<string, long> Timeouts => _timeouts;

    /// <summary>The name of the format that read each item; null for those that no reader got.</summary>
    public ImmutableArray<string?> Formats => [.. _formats];

    /// <summary>The items of text that no format knows, by number, ascending.</summary>
    public IEnumerable<int> UnknownText => Enumerable.Range(0, _formats.Length).Where(item => _formats[item] == TextFormat.FormatName);

    /// <summary>Notes which format reads an item.</summary>
    public void SetFormat(int item, string? format) => _formats[item] = format;

    /// <summary>Notes what was wrong with a file as a whole; every run says it again.</summary>
    public void Add(Diagnostic diagnostic) => _fileDiagnostics.Add(diagnostic);

    public void Take(BatchResult batch)
    {
        ref var counts = ref _counts[batch.Evidence];
        foreach (ref readonly var record in CollectionsMarshal.AsSpan(batch.Records))
        {
            counts.Records++;
            counts.Recovered += record.Recovered ? 1 : 0;
            _activity.Count(record.Summary);
            NoteTime(record.Summary.Time);
            if (record.Identity is { } identity)
                _identities.Add(identity, record.Place, ActivityCounter.KeyOf(record.Summary));
        }

        Records += batch.Records.Count;
        Hits += batch.Hits.Count;
        Simulated |= batch.Simulated;
        _diagnostics.AddRange(batch.Diagnostics);
        AddTimeouts(batch.Timeouts);
        _store.Append(new StoreBatch(batch.Sequence, batch.Facts, [.. batch.Hits], _activity.ToSorted()));
        _activity.Clear();
        if (_store.NextSequence % _batchesPerCommit == 0)
            Commit();
    }

    /// <summary>Ends reading: takes out what was seen before, and commits.</summary>
    public void Finish()
    {
        if (_isDone)
            return;
        var batch = _store.NextSequence;
        _store.Remove(_identities.Again().Select(Forget));
        _store.Append(new StoreBatch(batch, new FactRows(), [], _activity.ToSorted()));
        _activity.Clear();
        _isDone = true;
        Commit();
        Hits = _store.CountHits(HitFilter.All);
    }

    // What equals an earlier record was counted under the same key, so that the lowest and highest numbers stay.
    private SeenAgain Forget((SeenAgain Record, ActivityKey Key) again)
    {
        Records--;
        _counts[again.Record.Place.Evidence].Duplicates++;
        _activity.Add(new ActivityCount(again.Key, -1, -1, -1));
        return again.Record;
    }

    private void Commit() => _store.Commit(new CollectorState
    {
        Inputs = _inputs,
        IsDone = _isDone,
        Records = Records,
        Hits = Hits,
        Simulated = Simulated,
        First = First,
        Last = Last,
        Counts = Counts,
        Diagnostics = [.. _diagnostics],
        Timeouts = _timeouts.ToImmutableSortedDictionary(StringComparer.Ordinal),
        Identities = _identities.Flush(),
    }.Write());

    private void AddTimeouts(IEnumerable<KeyValuePair<string, long>> timeouts)
    {
        foreach (var (rule, count) in timeouts)
            _timeouts[rule] = _timeouts.GetValueOrDefault(rule) + count;
    }

    private void NoteTime(UtcInstant? time)
    {
        // A clock that was not set would stretch what the evidence covers by decades.
        if (time is not { Trust: not TimeTrust.Doubtful } at)
            return;
        if (First is null || at < First)
            First = at;
        if (Last is null || at > Last)
            Last = at;
    }
}

/// <summary>How many records one evidence item gave, how many of those lay outside of what its file declares, and how many other evidence had given before.</summary>
public record struct ItemCounts(long Records, long Recovered, long Duplicates);
