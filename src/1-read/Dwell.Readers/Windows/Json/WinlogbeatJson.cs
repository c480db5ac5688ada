using System.Collections.Frozen;
using Dwell.Model.Records;
using Dwell.Readers.Json;

namespace Dwell.Readers.Windows.Json;

/// <summary>
/// Events of Winlogbeat and Elastic Agent (<c>winlog.*</c>, since 7.0; below ECS fields, which repeat what the event has), and of
/// Winlogbeat before (the same names without <c>winlog.</c>, some others).
/// </summary>
internal sealed class WinlogbeatJson : WindowsJson
{
    private static readonly FrozenDictionary<string, (int Slot, int Rank)> Fields = new Dictionary<string, (int, int)>(StringComparer.Ordinal)
    {
        ["winlog.provider_name"] = (WindowsFields.ProviderName, 0),
        ["source_name"] = (WindowsFields.ProviderName, 1),
        ["event.provider"] = (WindowsFields.ProviderName, 2),
        ["winlog.provider_guid"] = (WindowsFields.ProviderGuid, 0),
        ["provider_guid"] = (WindowsFields.ProviderGuid, 1),
        ["winlog.event_id"] = (WindowsFields.EventId, 0),
        ["event_id"] = (WindowsFields.EventId, 1),
        ["event.code"] = (WindowsFields.EventId, 2),
        ["winlog.version"] = (WindowsFields.Version, 0),
        ["version"] = (WindowsFields.Version, 1),
        ["winlog.level"] = (WindowsFields.Level, 0),
        ["level"] = (WindowsFields.Level, 1),
        ["log.level"] = (WindowsFields.Level, 2),
        ["winlog.task"] = (WindowsFields.Task, 0),
        ["task"] = (WindowsFields.Task, 1),
        ["winlog.opcode"] = (WindowsFields.Opcode, 0),
        ["opcode"] = (WindowsFields.Opcode, 1),
        ["winlog.keywords"] = (WindowsFields.Keywords, 0),
        ["keywords"] = (WindowsFields.Keywords, 1),
        ["winlog.time_created"] = (WindowsFields.TimeCreated, 0),
        ["@timestamp"] = (WindowsFields.TimeCreated, 1),
        ["winlog.record_id"] = (WindowsFields.EventRecordId, 0),
        ["record_number"] = (WindowsFields.EventRecordId, 1),
        ["winlog.activity_id"] = (WindowsFields.CorrelationActivityId, 0),
        ["activity_id"] = (WindowsFields.CorrelationActivityId, 1),
        ["winlog.related_activity_id"] = (WindowsFields.CorrelationRelatedActivityId, 0),
        ["related_activity_id"] = (WindowsFields.CorrelationRelatedActivityId, 1),
        ["winlog.process.pid"] = (WindowsFields.ExecutionProcessId, 0),
        ["process_id"] = (WindowsFields.ExecutionProcessId, 1),
        ["winlog.process.thread.id"] = (WindowsFields.ExecutionThreadId, 0),
        ["thread_id"] = (WindowsFields.ExecutionThreadId, 1),
        ["winlog.channel"] = (WindowsFields.Channel, 0),
        ["log_name"] = (WindowsFields.Channel, 1),
        ["winlog.computer_name"] = (WindowsFields.Computer, 0),
        ["computer_name"] = (WindowsFields.Computer, 1),
        ["winlog.user.identifier"] = (WindowsFields.SecurityUserId, 0),
        ["user.identifier"] = (WindowsFields.SecurityUserId, 1),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly string[] DataPrefixes = ["winlog.event_data.", "winlog.user_data.", "event_data.", "user_data."];

    public override string Name => "Winlogbeat";

    protected override IEnumerable<(string Name, JsonTimeForm Form)> Times =>
        [("winlog.time_created", JsonTimeForm.Utc), ("@timestamp", JsonTimeForm.Utc), ("timestamp", JsonTimeForm.Any)];

    public override bool Fits(JsonKeys keys) =>
        keys.HasAny("winlog.channel", "winlog.event_id", "winlog.record_id") || keys.HasAll("log_name", "event_id", "computer_name");

    protected override Key Read(string name, JsonKeys keys)
    {
        if (Fields.TryGetValue(name, out var field))
            return System(field.Slot, field.Rank);
        foreach (var prefix in DataPrefixes)
        {
            if (name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal))
                return name.EndsWith(".xml_name", StringComparison.Ordinal) ? Beside : Data(name[prefix.Length..]);
        }

        return Beside;
    }
}
