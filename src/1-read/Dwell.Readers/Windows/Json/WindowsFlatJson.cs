using System.Collections.Frozen;
using System.Collections.Immutable;
using Dwell.Model.Records;
using Dwell.Readers.Json;

namespace Dwell.Readers.Windows.Json;

/// <summary>
/// Events whose fields of System stand beside those of their data: NXLog (<c>im_msvistalog</c>), exports of PowerShell's
/// <c>Get-WinEvent</c>, Splunk's fields, Azure's tables <c>Event</c>, <c>SecurityEvent</c> and <c>WindowsEvent</c> (data as JSON or XML
/// in <c>EventData</c>), Velociraptor's rows, EvtxECmd (data as JSON in <c>Payload</c>).
/// </summary>
internal sealed class WindowsFlatJson : WindowsJson
{
    private static readonly string[][] Names =
    [
        ["SourceName", "ProviderName", "Provider", "EventSourceName", "Source"],
        ["ProviderGuid"],
        [],
        ["EventID", "EventId", "EventCode"],
        [],
        ["Version"],
        ["Level", "EventLevel", "EventLevelName", "LevelDisplayName", "Severity"],
        ["Task", "TaskId"],
        ["OpcodeValue", "Opcode", "OpCode"],
        ["Keywords"],
        ["TimeCreated", "SystemTime", "EventTime", "TimeGenerated", "_time"],
        ["RecordNumber", "EventRecordID", "EventRecordId", "RecordId", "RecordID"],
        ["ActivityID", "ActivityId"],
        ["RelatedActivityID", "RelatedActivityId"],
        ["ExecutionProcessID", "SystemProcessId"],
        ["ThreadID", "SystemThreadId"],
        ["Channel", "LogName", "EventLog"],
        ["Computer", "Hostname", "ComputerName", "MachineName"],
        ["UserID", "SystemUserId", "UserSID", "UserId"],
    ];

    private static readonly FrozenDictionary<string, (int Slot, int Rank)> SystemFields = Names
        .SelectMany((names, slot) => names.Select((name, rank) => KeyValuePair.Create(name, (slot, rank))))
        .ToFrozenDictionary(StringComparer.Ordinal);

    // NXLog's core and im_msvistalog fields, Logstash's, Azure's columns, EvtxECmd's, Splunk's.
    private static readonly FrozenSet<string> Added = new[]
    {
        "AccountName", "AccountType", "Domain", "Category", "EventType", "EventTypeOrignal", "EventTypeOriginal", "Severity", "SeverityValue",
        "EventReceivedTime", "SourceModuleName", "SourceModuleType", "MessageSourceAddress", "@timestamp", "@version", "@metadata", "host", "port",
        "tags", "type", "Message", "message", "Opcode", "TenantId", "SourceSystem", "EventOriginId", "ManagementGroupName", "MG", "Type",
        "_ResourceId", "SourceComputerId", "TimeCollected", "Activity", "EventLevelName", "RenderedDescription", "ParameterXml", "EventCategory",
        "Payload", "PayloadData1", "PayloadData2", "PayloadData3", "PayloadData4", "PayloadData5", "PayloadData6", "MapDescription",
        "ChunkNumber", "ExtraDataOffset", "HiddenRecord", "SourceFile", "UserName", "RemoteHost", "ExecutableInfo", "_raw", "_time", "_indextime",
        "_cd", "_bkt", "_serial", "_si", "_sourcetype", "_subsecond", "source", "sourcetype", "index", "linecount", "splunk_server", "punct", "timestamp",
        "OSPath", "FQDN", "ClientId", "Fqdn", "TaskDisplayName", "OpcodeDisplayName", "LevelDisplayName", "KeywordsDisplayNames", "ContainerLog",
        "EventLevel", "TimeGenerated", "EventTime",
    }.ToFrozenSet(StringComparer.Ordinal);

    public override string Name => "Windows event (flat)";

    protected override IEnumerable<(string Name, JsonTimeForm Form)> Times =>
    [
        ("TimeCreated", JsonTimeForm.Utc), ("SystemTime", JsonTimeForm.Utc), ("@timestamp", JsonTimeForm.Utc), ("TimeGenerated", JsonTimeForm.Utc),
        ("EventTime", JsonTimeForm.Any), ("_time", JsonTimeForm.Any), ("UtcTime", JsonTimeForm.Utc),
    ];

    public override bool Fits(JsonKeys keys) =>
        keys.HasAny("EventID", "EventId", "EventCode") && keys.HasAny("Channel", "LogName", "EventLog")
        && keys.HasAny("Hostname", "Computer", "ComputerName", "MachineName", "host", "TimeCreated");

    public override ImmutableArray<JsonInner> InnerOf(JsonKeys keys)
    {
        if (keys.Has("EventData"))
            return [new("EventData", JsonInnerForm.Any, "EventData")];
        if (keys.Has("Payload"))
            return [new("Payload", JsonInnerForm.Any, "Payload")];
        return keys.First("Message", "RenderedDescription", "message") is { } message && !keys.Names.Any(name => Read(name, keys).Part == Part.Data)
            ? [new(message, JsonInnerForm.Lines, "EventData")]
            : [];
    }

    protected override Key Read(string name, JsonKeys keys)
    {
        if (InSection(name) is { } data)
            return data.Length == 0 ? Hidden : Data(data);
        if (IsWriter(name, keys))
            return System(name is "ProcessID" or "ProcessId" ? WindowsFields.ExecutionProcessId : WindowsFields.ExecutionThreadId, rank: 9);
        if (SystemFields.TryGetValue(name, out var field) && keys.First(Names[field.Slot]) == name)
            return System(field.Slot, field.Rank);
        return Added.Contains(name) && !IsData(name, keys) ? Beside : Data(name);
    }

    // The process that wrote the event, where exporters give it a name that data have too.
    private static bool IsWriter(string name, JsonKeys keys) => name switch
    {
        "ProcessID" => keys.Has("SourceModuleType") && !keys.Has("ExecutionProcessID"),
        "ProcessId" or "ThreadId" => keys.HasAny("ChunkNumber", "MapDescription", "LevelDisplayName"),
        _ => false,
    };

    private static string? InSection(string name)
    {
        if (name.StartsWith("Payload.", StringComparison.Ordinal))
            name = name[8..];
        foreach (var section in new[] { "EventData.EventData.Data.", "EventData.EventData.", "EventData.Data.", "EventData.DataItem.EventData.", "EventData.", "UserData." })
        {
            if (name.StartsWith(section, StringComparison.Ordinal))
                return section == "UserData." ? name[(name.LastIndexOf('.') + 1)..] : name[section.Length..] is "Data" or "Data.#text" ? "Data" : name[section.Length..];
        }

        return name is "EventData" or "UserData" ? "" : null;
    }

    // Names that forwarders and events share: Sysmon's registry events have a type, a new service has an account.
    private static bool IsData(string name, JsonKeys keys) => name switch
    {
        "EventType" => keys.HasAny("EventTypeOrignal", "EventTypeOriginal") || !keys.HasAny("SeverityValue", "SourceModuleType", "LogName"),
        "AccountName" => keys.Has("ImagePath") || !keys.HasAny("SeverityValue", "SourceModuleType"),
        "Domain" or "Category" or "Type" or "Severity" or "AccountType" =>
            !keys.HasAny("SeverityValue", "SourceModuleType", "SourceSystem", "LogName", "TenantId", "TimeGenerated", "MapDescription"),
        _ => false,
    };
}
