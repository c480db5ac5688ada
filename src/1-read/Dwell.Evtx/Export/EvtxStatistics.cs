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
    /// <summary>
    /// Live records that <see cref="Events"/> leaves out, since <see cref="EvtxLimits.CountedEvents"/> or
    /// <see cref="EvtxLimits.CountedCharacters"/> was reached; 0 for what Windows writes.
    /// </summary>
    public long Others { get; init; }

    /// <summary>Templates that are kept until the end of the file.</summary>
    internal int KeptTemplates { get; private init; }

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

        // Templates that no other chunk shares, such as the stand-ins for damaged ones: each file can hold any number.
        private readonly Dictionary<EvtxTemplate, EventKey> _keysOfChunk = [];
        private readonly Dictionary<(string, string, string), long> _events = [];
        private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _texts =
            new Dictionary<string, string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

        private long _characters;
        private long _others;
        private long _first = long.MaxValue;
        private long _last = long.MinValue;

        private bool HasRoom => _events.Count < EvtxLimits.CountedEvents;

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

                _keysOfChunk.Clear();
                chunks += reader.IsUnused ? 0 : 1;
                live += reader.LiveCount;
                recovered += reader.RecoveredCount;
                bytes += length;
                diagnostics.AddRange(reader.Diagnostics.Take(EvtxLimits.DiagnosticsPerFile - diagnostics.Count));
                progress?.Invoke(new EvtxProgress(bytes, live + recovered));
            }

            diagnostics.AddRange(file.Diagnostics);
            return new EvtxStatistics(
                chunks, live, recovered, partial, live > 0 ? _first : null, live > 0 ? _last : null, Events(), diagnostics)
            {
                Others = _others,
                KeptTemplates = _keys.Count,
            };
        }

        private void CountRecord(EvtxRecord record)
        {
            _first = Math.Min(_first, record.WrittenFileTime);
            _last = Math.Max(_last, record.WrittenFileTime);
            var fields = FieldsOf(record);
            if (TextOf(record, fields.Channel) is { } channel
                && TextOf(record, fields.Provider) is { } provider
                && TextOf(record, fields.EventId) is { } id
                && (HasRoom || _events.ContainsKey((channel, provider, id))))
                _events[(channel, provider, id)] = _events.GetValueOrDefault((channel, provider, id)) + 1;
            else
                _others++;
        }

        private EventKey FieldsOf(EvtxRecord record)
        {
            var template = record.Instances[0].Template;
            var isShared = template.Fingerprint is not null;
            if ((isShared && _keys.TryGetValue(template, out var fields)) || _keysOfChunk.TryGetValue(template, out fields))
                return fields;
            fields = EventKey.Of(EvtxFieldLayout.Of(record));
            (isShared && _keys.Count < EvtxLimits.CachedTemplates ? _keys : _keysOfChunk).Add(template, fields);
            return fields;
        }

        /// <summary>Null when it is a new text and there is no room for one more.</summary>
        private string? TextOf(EvtxRecord record, EvtxField? field)
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
                if (!HasRoom || _characters + text.Length > EvtxLimits.CountedCharacters)
                    return null;
                _characters += text.Length;
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
