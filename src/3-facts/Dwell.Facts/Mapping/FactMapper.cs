using System.Collections.Immutable;
using Dwell.Facts.Store;
using Dwell.Model.Records;

namespace Dwell.Facts.Mapping;

/// <summary>
/// Makes facts of records. One mapper a thread over one shared <see cref="MappingPlan"/>. A record that no
/// mapping knows
/// costs two look-ups and makes no string.
/// </summary>
public sealed class FactMapper
{
    /// <summary>
    /// Longer values are cut in facts (Windows command lines end at 32,767 characters); the record itself is
    /// cited whole.
    /// </summary>
    public const int MaxValueLength = 32_768;

    private readonly MappingPlan _plan;
    private readonly MappingScratch _scratch;
    private Shape? _shape;
    private BoundLog? _log;

    /// <summary>A mapper for one thread.</summary>
    public FactMapper(MappingPlan plan)
    {
        _plan = plan;
        _scratch = new MappingScratch(plan.Codes);
    }

    /// <summary>
    /// How many values were longer than <see cref="MaxValueLength"/> and were cut, since the mapper was made.
    /// </summary>
    public long CutValues => _scratch.CutValues;

    /// <summary>
    /// Adds the record's facts (none, one, or several) to <paramref name="facts"/>, which is not cleared, in
    /// the order of
    /// the mappings. The result is what activity counts; it is there for every record.
    /// </summary>
    public RecordSummary Map(LogRecord record, FactRows facts)
    {
        var shape = record.Shape;
        if (shape.Fields.Length < WindowsFields.Count || shape.Family != WindowsFields.Family)
            return MapLog(record, facts);

        var isKnown = _plan.TryFindChannel(Text(record, WindowsFields.Channel), out var channel);
        var summary = new RecordSummary(
            RecordSummary.OtherClass,
            _scratch.Pool.Get(Text(record, WindowsFields.Computer)),
            isKnown ? channel!.Name : _scratch.Pool.Get(Text(record, WindowsFields.Channel)),
            record.Time,
            record.TryReadInteger(WindowsFields.EventRecordId, out var id) && id >= 0 ? id : -1);
        return isKnown
            && record.TryReadInteger(WindowsFields.EventId, out var eventId)
            && channel!.Find(eventId) is { } group
            ? MapEvents(record, _plan.Bind(shape, group), summary, facts)
            : summary;
    }

    private RecordSummary MapLog(LogRecord record, FactRows facts)
    {
        var shape = record.Shape;
        if (!ReferenceEquals(shape, _shape))
            (_shape, _log) = (shape, _plan.LogOf(shape));
        var host = _log is null ? "" : _scratch.Pool.Get(_log.HostOf(record));
        var summary = new RecordSummary(RecordSummary.OtherClass, host, shape.Source, record.Time, -1);
        return _log is null ? summary : MapEvents(record, _log.EventsOf(record), summary, facts);
    }

    private RecordSummary MapEvents(
        LogRecord record, ImmutableArray<BoundEvent> mappings, RecordSummary summary, FactRows facts)
    {
        var hasClass = false;
        foreach (var mapping in mappings)
        {
            if (!mapping.IsOfProvider(record))
                continue;
            if (!hasClass)
                summary = summary with { EventClass = mapping.ClassOf(record) };
            hasClass = true;
            mapping.Map(record, summary, _scratch, facts);
        }

        return summary;
    }

    private static ReadOnlySpan<char> Text(LogRecord record, int slot)
    {
        record.Read(slot, out var text);
        return text;
    }
}
