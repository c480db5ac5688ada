namespace Dwell.Readers.Json;

/// <summary>Records that no other dialect knows: all their fields, and a time where a usual field holds one.</summary>
internal sealed class AnyJson : JsonDialect
{
    private static readonly string[] TimeFields =
    [
        "@timestamp", "timestamp", "Timestamp", "_time", "time", "Time", "ts", "eventTime", "EventTime", "event_time", "TimeCreated",
        "TimeGenerated", "CreationTime", "CreationDate", "creationTime", "createdDateTime", "activityDateTime", "ActivityDateTime", "datetime",
        "DateTime", "dateTime", "date", "Date", "published", "occurredAt", "occurred_at", "created_at", "createdAt", "event.created",
        "eventTimestamp", "event_timestamp", "start_time", "startTime", "StartTime", "logged_at", "isotimestamp", "metadata.eventCreationTime",
        "id.time", "date_time", "log_time", "logTime", "UtcTime", "generated_at", "received_at", "event.timestamp", "p_event_time",
    ];

    public override string Name => "any";

    public override bool Fits(JsonKeys keys) => true;

    public override JsonPlan Plan(JsonKeys keys, ReadOnlySpan<string> decided) =>
        JsonPlan.Whole(keys, "json", "json/record", id: null, JsonTimeForm.Any, TimeFields);
}
