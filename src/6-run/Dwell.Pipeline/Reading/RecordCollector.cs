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
/// Takes batch results in the order of reading and fills the store: a record seen before adds nothing but its place, since
/// counting it twice would make lower bounds false. Called by one thread at a time.
/// </summary>
internal sealed class RecordCollector(IFactStore store, int evidenceItems)
{
    private readonly RecordIndex _index = new();
    private readonly ActivityCounter _activity = new();
    private readonly ItemCounts[] _counts = new ItemCounts[evidenceItems];
    private readonly string?[] _formats = new string?[evidenceItems];
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly SortedDictionary<string, long> _timeouts = new(StringComparer.Ordinal);

    /// <summary>Records that were seen for the first time.</summary>
    public long Records { get; private set; }

    /// <summary>Hits so far, for progress.</summary>
    public long Hits { get; private set; }

    public RecordIndex Index => _index;

    public bool Simulated { get; private set; }

    public UtcInstant? First { get; private set; }

    public UtcInstant? Last { get; private set; }

    /// <summary>All diagnostics by place: a file's own come when its reading ends, which threads may shift.</summary>
    public ImmutableArray<Diagnostic> Diagnostics =>
    [
        .. _diagnostics.OrderBy(diagnostic => diagnostic.Evidence).ThenBy(diagnostic => diagnostic.Offset ?? -1)
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

    public void Add(Diagnostic diagnostic) => _diagnostics.Add(diagnostic);

    public void AddTimeouts(IEnumerable<KeyValuePair<string, long>> timeouts)
    {
        foreach (var (rule, count) in timeouts)
            _timeouts[rule] = _timeouts.GetValueOrDefault(rule) + count;
    }

    public void Take(BatchResult batch)
    {
        var facts = new FactRows();
        var hits = ImmutableArray.CreateBuilder<Hit>(batch.Hits.Count);
        int fact = 0, hit = 0;
        ref var counts = ref _counts[batch.Evidence];
        foreach (ref readonly var record in CollectionsMarshal.AsSpan(batch.Records))
        {
            counts.Records++;
            counts.Recovered += record.Recovered ? 1 : 0;
            if (record.Identity is not { } identity || _index.TryAdd(identity, record.Place, out _))
            {
                Records++;
                _activity.Count(record.Summary);
                NoteTime(record.Summary.Time);
                for (var i = 0; i < record.Facts; i++)
                    facts.Add(batch.Facts[fact + i]);
                hits.AddRange(CollectionsMarshal.AsSpan(batch.Hits).Slice(hit, record.Hits));
            }
            else
            {
                counts.Duplicates++;
            }

            fact += record.Facts;
            hit += record.Hits;
        }

        Hits += hits.Count;
        Simulated |= batch.Simulated;
        _diagnostics.AddRange(batch.Diagnostics);
        store.Append(new StoreBatch(batch.Sequence, facts, hits.ToImmutable(), _activity.ToSorted()));
        _activity.Clear();
    }

    private void NoteTime(UtcInstant? time)
    {
        if (time is not { } at)
            return;
        if (First is null || at < First)
            First = at;
        if (Last is null || at > Last)
            Last = at;
    }
}

/// <summary>How many records one evidence item gave, how many of those lay outside of what its file declares, and how many other evidence had given before.</summary>
public record struct ItemCounts(long Records, long Recovered, long Duplicates);
