using System.Collections.Frozen;
using System.Collections.Immutable;
using Dwell.Content.Mappings;
using Dwell.Model.Records;

namespace Dwell.Facts.Mapping;

/// <summary>What is known of one log, bound to one shape.</summary>
internal sealed class BoundLog
{
    private readonly ImmutableArray<BoundField> _host;
    private readonly BoundField? _key;
    private readonly ImmutableArray<BoundEvent> _anyKey;
    private readonly FrozenDictionary<string, ImmutableArray<BoundEvent>> _byKey;
    private readonly FrozenDictionary<string, ImmutableArray<BoundEvent>>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    public BoundLog(Shape shape, LogMapping mapping)
    {
        _host = [.. mapping.Host.Select(field => BoundField.Of(shape, field))];
        _key = mapping.Key is { } key ? BoundField.Of(shape, key) : null;
        var events = mapping.Events.Select(item => (item.Values, Bound: new BoundEvent(shape, item.Mapping))).ToList();
        _anyKey = [.. events.Where(item => item.Values.IsEmpty).Select(item => item.Bound)];
        _byKey = events.SelectMany(item => item.Values).Distinct(StringComparer.OrdinalIgnoreCase).ToFrozenDictionary(
            value => value,
            value => events.Where(item => item.Values.IsEmpty || item.Values.Contains(value, StringComparer.OrdinalIgnoreCase))
                .Select(item => item.Bound).ToImmutableArray(),
            StringComparer.OrdinalIgnoreCase);
        _bySpan = _byKey.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The host that wrote the record, as written; empty when the record names none.</summary>
    public ReadOnlySpan<char> HostOf(LogRecord record)
    {
        foreach (var field in _host)
        {
            if (field.TryRead(record, out var text) && Converter.Meaningful(text) is { IsEmpty: false } host)
                return host;
        }

        return default;
    }

    /// <summary>The mappings that may fit the record, in their order.</summary>
    public ImmutableArray<BoundEvent> EventsOf(LogRecord record) =>
        _key is { } key && key.TryRead(record, out var value) && _bySpan.TryGetValue(value, out var events) ? events : _anyKey;
}
