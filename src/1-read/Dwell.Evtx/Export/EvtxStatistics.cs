using System.Collections.Immutable;
using Dwell.Evtx.Chunks;
using Dwell.Evtx.Damage;
using Dwell.Evtx.Fields;
using Dwell.Evtx.Files;
using Dwell.Evtx.Records;
using Dwell.Evtx.Templates;
using Dwell.Evtx.Values;

namespace Dwell.Evtx.Export;

/// <summary>How often an event occurs in a file: its channel, provider and id as written.</summary>
public sealed record EvtxEventCount(string Channel, string Provider, string EventId, long Count);

/// <summary>
/// What is in a file. <see cref="FirstWritten"/> and <see cref="LastWritten"/> are the earliest and latest time (FILETIME,
/// from the records' heads) of live records, null when there is none. Events count live records, most frequent first.
/// </summary>
public sealed record EvtxStatistics(
    long Chunks,
    long Live,
    long Recovered,
    long Partial,
    long? FirstWritten,
    long? LastWritten,
    ImmutableArray<EvtxEventCount> Events,
    IReadOnlyList<EvtxDiagnostic> Diagnostics)
{
    /// <summary>Reads <paramref name="input"/> to its end; it is not closed.</summary>
    public static EvtxStatistics Read(
        Stream input, EvtxReadOptions? options = null, Action<EvtxProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var file = new EvtxFileReader(input, options, leaveOpen: true);
        return new Counter(options).Count(file, progress, cancellation);
    }

    private sealed class Counter(EvtxReadOptions? options)
    {
        private readonly Dictionary<EvtxTemplate, EventKey> _keys = [];
        private readonly Dictionary<(string, string, string), long> _events = [];
        private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _texts =
            new Dictionary<string, string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

        private long _first = long.MaxValue;
        private long _last = long.MinValue;

        public EvtxStatistics Count(EvtxFileReader file, Action<EvtxProgress>? progress, CancellationToken cancellation)
        {
            var reader = new EvtxChunkReader(new EvtxTemplateCache(), options);
            var buffer = new byte[EvtxChunkHeader.ChunkBytes];
            var diagnostics = new List<EvtxDiagnostic>();
            long chunks = 0, live = 0, recovered = 0, partial = 0, bytes = 0;
            while (file.ReadChunk(buffer, out var place) is > 0 and var length)
            {
                cancellation.ThrowIfCancellationRequested();
                reader.Open(buffer.AsMemory(0, length), place);
                while (reader.MoveNext())
                {
                    partial += reader.Record.Partial ? 1 : 0;
                    if (!reader.Record.Recovered)
                        CountRecord(reader.Record);
                }

                chunks += reader.IsUnused ? 0 : 1;
                live += reader.LiveCount;
                recovered += reader.RecoveredCount;
                bytes += length;
                diagnostics.AddRange(reader.Diagnostics.Take(EvtxLimits.DiagnosticsPerFile - diagnostics.Count));
                progress?.Invoke(new EvtxProgress(bytes, live + recovered));
            }

            diagnostics.AddRange(file.Diagnostics);
            return new EvtxStatistics(
                chunks, live, recovered, partial, live > 0 ? _first : null, live > 0 ? _last : null, Events(), diagnostics);
        }

        private void CountRecord(EvtxRecord record)
        {
            _first = Math.Min(_first, record.WrittenFileTime);
            _last = Math.Max(_last, record.WrittenFileTime);
            var template = record.Instances[0].Template;
            if (!_keys.TryGetValue(template, out var fields))
            {
                fields = EventKey.Of(EvtxFieldLayout.Of(record));
                _keys.Add(template, fields);
            }

            var key = (TextOf(record, fields.Channel), TextOf(record, fields.Provider), TextOf(record, fields.EventId));
            _events[key] = _events.GetValueOrDefault(key) + 1;
        }

        private string TextOf(EvtxRecord record, EvtxField? field)
        {
            if (field is not { Parts: [var part] })
                return "";
            if (part.Instance < 0)
                return part.Text;

            // Only the outer template counts here: its values are the same instance in each of its records.
            var value = part.Instance == 0 ? record.ValueAt(record.Instances[0], part.Slot) : default;
            if (value.IsNull)
                return "";
            var bytes = record.BytesOf(value);
            Span<char> formatted = stackalloc char[ValueText.MostCharacters];
            var text = value.Type == EvtxValueType.String ? ValueText.Characters(bytes)
                : ValueText.TryFormat(bytes, value.Type, formatted, out var written) ? formatted[..written]
                : ValueText.ToText(bytes, value.Type);
            if (!_texts.TryGetValue(text, out var kept))
            {
                kept = text.ToString();
                _texts.Dictionary.Add(kept, kept);
            }

            return kept;
        }

        private ImmutableArray<EvtxEventCount> Events() =>
        [
            .. _events
                .Select(item => new EvtxEventCount(item.Key.Item1, item.Key.Item2, item.Key.Item3, item.Value))
                .OrderByDescending(item => item.Count)
                .ThenBy(item => item.Channel, StringComparer.Ordinal)
                .ThenBy(item => item.Provider, StringComparer.Ordinal)
                .ThenBy(item => item.EventId, StringComparer.Ordinal),
        ];
    }

    private sealed record EventKey(EvtxField? Channel, EvtxField? Provider, EvtxField? EventId)
    {
        public static EventKey Of(EvtxFieldLayout layout) =>
            new(Find(layout, "Channel"), Find(layout, "Provider_Name"), Find(layout, "EventID"));

        private static EvtxField? Find(EvtxFieldLayout layout, string name) =>
            layout.Fields.FirstOrDefault(field => field.Section == EvtxSection.System && field.Name == name);
    }
}
