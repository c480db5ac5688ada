namespace Dwell.Simulator.Evtx;

/// <summary>
/// One Windows event: its System part and what the provider says. What is null leaves its attribute or element out,
/// as Windows does.
/// </summary>
public sealed record WindowsEvent
{
    public required string Provider { get; init; }

    public Guid? ProviderGuid { get; init; }

    /// <summary>
    /// The name of the classic source behind a manifest provider (Service Control Manager has one).
    /// </summary>
    public string? EventSourceName { get; init; }

    public required ushort EventId { get; init; }

    /// <summary>The upper half of a classic event id.</summary>
    public ushort? Qualifiers { get; init; }

    public byte Version { get; init; }

    public byte Level { get; init; } = 4;

    public ushort Task { get; init; }

    public byte Opcode { get; init; }

    public ulong Keywords { get; init; } = 0x8000000000000000;

    /// <summary>When it happened, UTC.</summary>
    public required DateTime TimeUtc { get; init; }

    public required ulong RecordId { get; init; }

    public Guid? ActivityId { get; init; }

    public required string Channel { get; init; }

    public required string Computer { get; init; }

    public uint ProcessId { get; init; }

    public uint ThreadId { get; init; }

    /// <summary>The SID in Security/@UserID.</summary>
    public string? UserSid { get; init; }

    /// <summary>
    /// EventData: <c>Data</c> elements, with a Name attribute where the name is not null. Not used beside <see
    /// cref="UserData"/>.
    /// </summary>
    public IReadOnlyList<(string? Name, EventValue Value)> Data { get; init; } = [];

    /// <summary>The <c>Binary</c> element behind the data of classic events.</summary>
    public EventValue? Binary { get; init; }

    /// <summary>UserData, in place of EventData.</summary>
    public UserData? UserData { get; init; }
}

/// <summary>The one element inside of UserData, and the elements in it.</summary>
public sealed record UserData(string Element, string? XmlNamespace,
    IReadOnlyList<(string Name, EventValue Value)> Fields);
