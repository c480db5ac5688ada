namespace Dwell.Simulator.Lab;

/// <summary>A provider of events and the channel that it writes to.</summary>
internal sealed record LabProvider(string Name, string? Guid, string Channel, string FileName,
    string? SourceName = null)
{
    public static readonly LabProvider Security = new(
        "Microsoft-Windows-Security-Auditing", "54849625-5478-4994-a5ba-3e3b0328c30d", "Security", "Security.evtx");

    public static readonly LabProvider EventLogOfSecurity = Security with
    {
        Name = "Microsoft-Windows-Eventlog",
        Guid = "fc65ddd8-d6ef-4962-83d5-6e5cfe9ce148",
    };

    public static readonly LabProvider ServiceControl = new(
        "Service Control Manager", "555908d1-a6d7-4695-8e1e-26931d2012f4", "System", "System.evtx",
            "Service Control Manager");

    public static readonly LabProvider EventLog = ServiceControl with
    {
        Name = "EventLog",
        Guid = null,
        SourceName = null
    };

    public static readonly LabProvider Sysmon = new(
        "Microsoft-Windows-Sysmon", "5770385f-c22a-43e0-bf4c-06f5698ffbd9",
        "Microsoft-Windows-Sysmon/Operational", "Microsoft-Windows-Sysmon%4Operational.evtx");

    public static readonly LabProvider TaskScheduler = new(
        "Microsoft-Windows-TaskScheduler", "de7b24ea-73c8-4a09-985d-5bdadcfa9017",
        "Microsoft-Windows-TaskScheduler/Operational", "Microsoft-Windows-TaskScheduler%4Operational.evtx");

    public static readonly LabProvider PowerShell = new(
        "Microsoft-Windows-PowerShell", "a0c1853b-5c40-4b15-8766-3cf1c58f985a",
        "Microsoft-Windows-PowerShell/Operational", "Microsoft-Windows-PowerShell%4Operational.evtx");
}
