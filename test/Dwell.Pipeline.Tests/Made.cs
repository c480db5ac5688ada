using Dwell.Simulator.Evtx;

namespace Dwell.Pipeline.Tests;

/// <summary>Records of the System log as the service manager writes them.</summary>
internal static class Made
{
    public static DateTime At(int day, int minute = 0) => new DateTime(2026, 2, 2, 8, 0, 0, DateTimeKind.Utc).AddDays(day).AddMinutes(minute);

    public static WindowsEvent Service(ulong id, DateTime at, string name, string path) => Record(id, at, 7045,
        ("ServiceName", name), ("ImagePath", path), ("ServiceType", "user mode service"), ("StartType", "auto start"), ("AccountName", "LocalSystem"));

    public static WindowsEvent State(ulong id, DateTime at, string name) => Record(id, at, 7036, ("param1", name), ("param2", "running"));

    private static WindowsEvent Record(ulong id, DateTime at, ushort eventId, params (string?, EventValue)[] data) => new()
    {
        Provider = "Service Control Manager",
        ProviderGuid = new Guid("555908d1-a6d7-4695-8e1e-26931d2012f4"),
        EventSourceName = "Service Control Manager",
        EventId = eventId,
        Qualifiers = 16384,
        Keywords = 0x8080000000000000,
        TimeUtc = at,
        RecordId = id,
        Channel = "System",
        Computer = "PC-1.corp.example",
        ProcessId = 648,
        ThreadId = 700,
        Data = data,
    };
}
