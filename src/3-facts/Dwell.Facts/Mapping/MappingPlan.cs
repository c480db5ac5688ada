using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using Dwell.Content.Mappings;
using Dwell.Model.Records;

namespace Dwell.Facts.Mapping;

/// <summary>
/// The mappings of a run, found by channel and event id or by log, and bound once per shape. Made once, shared by the
/// mappers of
/// all threads.
/// </summary>
public sealed class MappingPlan
{
    private readonly FrozenDictionary<string, Channel> _channels;
    private readonly FrozenDictionary<string, Channel>.AlternateLookup<ReadOnlySpan<char>> _channelsBySpan;
    private readonly ConcurrentDictionary<(Shape, EventGroup), ImmutableArray<BoundEvent>> _bound = new();
    private readonly FrozenDictionary<string, LogMapping> _logs;
    private readonly ConcurrentDictionary<Shape, BoundLog?> _boundLogs = new(ReferenceEqualityComparer.Instance);

    /// <summary>Plans the mappings of a catalogue.</summary>
    public MappingPlan(MappingCatalog catalog)
    {
        Codes = catalog.Tables.GetValueOrDefault(MappingCatalog.MessageCodes);
        _logs = catalog.Logs.ToFrozenDictionary(mapping => mapping.Log, StringComparer.Ordinal);
        _channels = catalog.Events
            .GroupBy(mapping => mapping.Channel, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(
                group => group.Key,
                group => new Channel(group.First().Channel, group),
                StringComparer.OrdinalIgnoreCase);
        _channelsBySpan = _channels.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    internal ValueTable? Codes { get; }

    /// <summary>What is known of the log that records of the shape are of; null when nothing is.</summary>
    internal BoundLog? LogOf(Shape shape)
    {
        if (_boundLogs.TryGetValue(shape, out var bound))
            return bound;
        var made = MappingOf(shape.Source) is { } mapping ? new BoundLog(shape, mapping) : null;
        return shape.IsKept ? _boundLogs.GetOrAdd(shape, made) : made;
    }

    // A log's own mapping, else that of its family (app/*): applications share their words.
    private LogMapping? MappingOf(string source)
    {
        if (_logs.TryGetValue(source, out var mapping))
            return mapping;
        var slash = source.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 ? _logs.GetValueOrDefault(string.Concat(source.AsSpan(0, slash), "/*")) : null;
    }

    /// <summary>A channel that mappings know, by its name in any case.</summary>
    internal bool TryFindChannel(ReadOnlySpan<char> name, out Channel? channel) =>
        _channelsBySpan.TryGetValue(name, out channel);

    /// <summary>
    /// The mappings of a channel and event id, bound to the shape; one object per shape and group.
    /// </summary>
    internal ImmutableArray<BoundEvent> Bind(Shape shape, EventGroup group) =>
        _bound.TryGetValue((shape, group), out var bound)
            ? bound
            : !shape.IsKept ? MakeBound(shape, group)
            : _bound.GetOrAdd((shape, group), static key => MakeBound(key.Item1, key.Item2));

    private static ImmutableArray<BoundEvent> MakeBound(Shape shape, EventGroup group) =>
        [.. group.Mappings.Select(mapping => new BoundEvent(shape, mapping))];

    /// <summary>A channel as mappings write it, and its events.</summary>
    internal sealed class Channel(string name, IEnumerable<EventMapping> mappings)
    {
        private readonly FrozenDictionary<long, EventGroup> _events = mappings
            .SelectMany(mapping => mapping.EventIds.Select(id => (Id: (long)id, Mapping: mapping)))
            .GroupBy(pair => pair.Id)
            .ToFrozenDictionary(group => group.Key, group => new EventGroup([.. group.Select(pair => pair.Mapping)]));

        public string Name { get; } = name;

        public EventGroup? Find(long eventId) => _events.GetValueOrDefault(eventId);
    }

    /// <summary>The mappings of one channel and event id; compared by reference.</summary>
    internal sealed class EventGroup(ImmutableArray<EventMapping> mappings)
    {
        public ImmutableArray<EventMapping> Mappings { get; } = mappings;
    }
}
