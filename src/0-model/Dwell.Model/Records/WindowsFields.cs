using System.Collections.Immutable;

namespace Dwell.Model.Records;

/// <summary>
/// The System part of a Windows event as field names. Every shape of the family <c>windows</c> begins with these, in
/// this order, so that their slots are constants; EventData, UserData and the rest follow under their own names.
/// </summary>
public static class WindowsFields
{
    /// <summary>The name of the family.</summary>
    public const string Family = "windows";

    /// <summary>Slot of the provider's name.</summary>
    public const int ProviderName = 0;

    /// <summary>Slot of the provider's GUID.</summary>
    public const int ProviderGuid = 1;

    /// <summary>Slot of the classic event source's name.</summary>
    public const int ProviderEventSourceName = 2;

    /// <summary>Slot of the event id (without qualifiers).</summary>
    public const int EventId = 3;

    /// <summary>Slot of the qualifiers of a classic event id.</summary>
    public const int EventIdQualifiers = 4;

    /// <summary>Slot of the event's version.</summary>
    public const int Version = 5;

    /// <summary>Slot of the level (1 critical … 5 verbose, 0 always).</summary>
    public const int Level = 6;

    /// <summary>Slot of the task.</summary>
    public const int Task = 7;

    /// <summary>Slot of the opcode.</summary>
    public const int Opcode = 8;

    /// <summary>Slot of the keywords, a 64-bit mask in hex.</summary>
    public const int Keywords = 9;

    /// <summary>Slot of the time of creation.</summary>
    public const int TimeCreated = 10;

    /// <summary>Slot of the record id.</summary>
    public const int EventRecordId = 11;

    /// <summary>Slot of the correlation's activity id.</summary>
    public const int CorrelationActivityId = 12;

    /// <summary>Slot of the correlation's related activity id.</summary>
    public const int CorrelationRelatedActivityId = 13;

    /// <summary>Slot of the id of the process that wrote the event.</summary>
    public const int ExecutionProcessId = 14;

    /// <summary>Slot of the id of the thread that wrote the event.</summary>
    public const int ExecutionThreadId = 15;

    /// <summary>Slot of the channel.</summary>
    public const int Channel = 16;

    /// <summary>Slot of the computer's name, as written.</summary>
    public const int Computer = 17;

    /// <summary>Slot of the SID in Security/@UserID.</summary>
    public const int SecurityUserId = 18;

    /// <summary>How many slots these are.</summary>
    public const int Count = 19;

    /// <summary>The names, by slot.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        "Provider_Name", "Provider_Guid", "Provider_EventSourceName", "EventID", "EventID_Qualifiers", "Version", "Level",
        "Task", "Opcode", "Keywords", "TimeCreated", "EventRecordID", "Correlation_ActivityID", "Correlation_RelatedActivityID",
        "Execution_ProcessID", "Execution_ThreadID", "Channel", "Computer", "Security_UserID",
    ];
}
