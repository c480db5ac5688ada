using System.Collections.Concurrent;
using Dwell.Model.Records;
using Dwell.Sigma.Planning;

namespace Dwell.Sigma.Binding;

/// <summary>What the engine knows of one shape: where its records say what they are, and the plans bound to it so far.</summary>
internal sealed class ShapeBinding
{
    private readonly SourceDispatch _dispatch;
    private readonly Shape _shape;
    private readonly int _family;
    private readonly int _log;
    private readonly int _channelSlot;
    private readonly int _providerSlot;
    private readonly int _eventIdSlot;
    private readonly bool _hasOneEventIdSlot;
    private readonly ConcurrentDictionary<SourceKey, BoundPlan?> _plans = new();

    public ShapeBinding(Shape shape, SourceDispatch dispatch)
    {
        _shape = shape;
        _dispatch = dispatch;
        _family = dispatch.FamilyOf(shape.Family);
        _log = shape.Source.Length == 0 ? SourceKey.Unknown : dispatch.ChannelOf(shape.Source);
        _channelSlot = shape.Source.Length > 0 ? -1 : shape.SlotOf(RowMatch.ChannelField);
        _providerSlot = dispatch.UsesProviders ? shape.SlotOf(RowMatch.ProviderField) : -1;
        _eventIdSlot = shape.SlotOf(RowMatch.EventIdField);
        _hasOneEventIdSlot = shape.SlotsOf(RowMatch.EventIdField).Length == 1;
    }

    /// <summary>The plan for a record of the shape; null when no rule can match it.</summary>
    public BoundPlan? PlanOf(LogRecord record)
    {
        if (_family == SourceKey.Unknown)
            return null;
        var eventId = SourceKey.Unknown;
        var hasOneEventId = false;
        if (_eventIdSlot >= 0 && record.Read(_eventIdSlot, 0, out var idText) == FieldState.Text)
        {
            eventId = _dispatch.EventIdOf(idText);
            hasOneEventId = _hasOneEventIdSlot && record.CountAt(_eventIdSlot) == 1;
        }

        var channel = _channelSlot >= 0 && record.Read(_channelSlot, 0, out var channelText) == FieldState.Text
            ? _dispatch.ChannelOf(channelText)
            : _log;
        var provider = _providerSlot >= 0 && record.Read(_providerSlot, 0, out var providerText) == FieldState.Text
            ? _dispatch.ProviderOf(providerText)
            : SourceKey.Unknown;
        var key = new SourceKey(_family, channel, provider, eventId, hasOneEventId);
        return _plans.TryGetValue(key, out var plan) ? plan : Bind(key);
    }

    private BoundPlan? Bind(SourceKey key) => _plans.GetOrAdd(
        key,
        static (key, self) => self._dispatch.PlanOf(key) is { } plan ? new BoundPlan(plan, self._shape) : null,
        this);
}
