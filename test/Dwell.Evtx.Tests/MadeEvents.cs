using Dwell.Simulator.Evtx;

namespace Dwell.Tests;

/// <summary>Events made by the writer, so that tests run without the shared samples.</summary>
internal static class MadeEvents
{
    public static IEnumerable<WindowsEvent> Many(int count)
    {
        var start = new DateTime(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc);
        for (var i = 0; i < count; i++)
        {
            yield return new WindowsEvent
            {
                Provider = i % 3 == 0 ? "Service Control Manager" : "Microsoft-Windows-Security-Auditing",
                ProviderGuid = i % 3 == 0 ? null : new Guid("54849625-5478-4994-a5ba-3e3b0328c30d"),
                EventSourceName = i % 3 == 0 ? "Service Control Manager" : null,
                EventId = (ushort)(i % 3 == 0 ? 7045 : 4688),
                Qualifiers = i % 3 == 0 ? (ushort)16384 : null,
                TimeUtc = start.AddSeconds(i),
                RecordId = (ulong)(1000 + i),
                Channel = i % 3 == 0 ? "System" : "Security",
                Computer = "WS01.example.org",
                ProcessId = 600,
                ThreadId = (uint)i,
                UserSid = "S-1-5-18",
                Data = DataOf(i),
            };
        }
    }

    private static (string? Name, EventValue Value)[] DataOf(int i) => (i % 3) switch
    {
        0 => [("ServiceName", "svc" + i), ("ImagePath", "C:\\Windows\\svc \"" + i + "\" <x> & ümlaut \u4e2d")],
        1 => [(null, "first"), (null, "second" + i), (null, "")],
        _ => [("NewProcessId", EventValue.HexInt64((ulong)i)), ("CommandLine", new string('a', 20 + (i % 90))), ("Empty", EventValue.Null)],
    };
}
