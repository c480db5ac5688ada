using System.Globalization;
using Dwell.Simulator.Evtx;

namespace Dwell.Simulator.Lab;

/// <summary>
/// Writes the records that Windows and Sysmon write for what happens on a host, with their field names and types.
/// </summary>
internal static class LabRecords
{
    private const ulong AuditSuccess = 0x8020000000000000;
    private const string Hashes = "SHA256=";

    /// <summary>A logon and the records that come with it.</summary>
    public static void Logon(this LabHost host, DateTime at, LabAccount who, uint type, ulong session,
        string address = "-",
        string package = "Kerberos", string workstation = "-", bool elevated = false)
    {
        var isLocal = type is 2 or 5 or 7;
        host.Add(LabProvider.Security, at, 4624, 2,
        [
            ("SubjectUserSid", EventValue.Sid(isLocal ? LabAccounts.SystemSid : "S-1-0-0")),
            ("SubjectUserName", isLocal ? host.Name + "$" : "-"),
            ("SubjectDomainName", isLocal ? LabAccounts.Domain : "-"),
            ("SubjectLogonId", EventValue.HexInt64(isLocal ? 0x3E7UL : 0)),
            ("TargetUserSid", EventValue.Sid(who.Sid)),
            ("TargetUserName", who.Name),
            ("TargetDomainName", who.Domain),
            ("TargetLogonId", EventValue.HexInt64(session)),
            ("LogonType", EventValue.UInt32(type)),
            ("LogonProcessName",
            type switch { 2 or 10 => "User32 ", 5 => "Advapi  ", _ => package == "NTLM" ? "NtLmSsp " : "Kerberos" }),
            ("AuthenticationPackageName", isLocal ? "Negotiate" : package),
            ("WorkstationName", type == 2 ? host.Name : workstation),
            ("LogonGuid", EventValue.Guid(Guid.Empty)),
            ("TransmittedServices", "-"),
            ("LmPackageName", package == "NTLM" ? "NTLM V2" : "-"),
            ("KeyLength", EventValue.UInt32(package == "NTLM" ? 128U : 0)),
            ("ProcessId", EventValue.HexInt64(isLocal ? 0x2D4UL : 0)),
            ("ProcessName", isLocal ? @"C:\Windows\System32\svchost.exe" : "-"),
            ("IpAddress", type == 2 ? "127.0.0.1" : address),
            ("IpPort", address == "-" ? "0" : Port(at)),
            ("ImpersonationLevel", "%%1833"),
            ("RestrictedAdminMode", "-"),
            ("TargetOutboundUserName", "-"),
            ("TargetOutboundDomainName", "-"),
            ("VirtualAccount", "%%1843"),
            ("TargetLinkedLogonId", EventValue.HexInt64(0)),
            ("ElevatedToken", elevated ? "%%1842" : "%%1843"),
        ], 12544, AuditSuccess, process: 724);
        if (elevated)
            host.Privileges(at.AddMilliseconds(2), who, session);
    }

    public static void Logoff(this LabHost host, DateTime at, LabAccount who, uint type, ulong session) =>
        host.Add(LabProvider.Security, at, 4634, 0,
        [
            ("TargetUserSid", EventValue.Sid(who.Sid)), ("TargetUserName", who.Name), ("TargetDomainName",
            who.Domain),
            ("TargetLogonId", EventValue.HexInt64(session)), ("LogonType", EventValue.UInt32(type)),
        ], 12545, AuditSuccess, process: 724);

    /// <summary>A logon with another account's credentials, as the client records it.</summary>
    public static void ExplicitCredentials(
        this LabHost host, DateTime at, LabAccount who, ulong session, LabAccount other, string server,
            string program, uint process) =>
        host.Add(LabProvider.Security, at, 4648, 0,
        [
            .. Subject(who, session),
            ("LogonGuid", EventValue.Guid(Guid.Empty)),
            ("TargetUserName", other.Name), ("TargetDomainName", other.Domain), ("TargetLogonGuid",
            EventValue.Guid(Guid.Empty)),
            ("TargetServerName", server), ("TargetInfo", server),
            ("ProcessId", EventValue.HexInt64(process)), ("ProcessName", program),
            ("IpAddress", "-"), ("IpPort", "-"),
        ], 12544, AuditSuccess, process: 724);

    /// <summary>A ticket for logging on, at the domain controller.</summary>
    public static void TicketGranted(this LabHost host, DateTime at, LabAccount who, string address) =>
        host.Add(LabProvider.Security, at, 4768, 0,
        [
            ("TargetUserName", who.Name), ("TargetDomainName", "HALDEN.EXAMPLE"), ("TargetSid",
            EventValue.Sid(who.Sid)),
            ("ServiceName", "krbtgt"), ("ServiceSid", EventValue.Sid("S-1-5-21-2801554400-913377201-1666060606-502")),
            ("TicketOptions", EventValue.HexInt32(0x40810010)), ("Status", EventValue.HexInt32(0)),
            ("TicketEncryptionType", EventValue.HexInt32(0x12)), ("PreAuthType", "2"),
            ("IpAddress", "::ffff:" + address), ("IpPort", Port(at)),
            ("CertIssuerName", ""), ("CertSerialNumber", ""), ("CertThumbprint", ""),
        ], 14339, AuditSuccess, process: 724);

    /// <summary>A ticket for a service, at the domain controller.</summary>
    public static void ServiceTicket(this LabHost host, DateTime at, LabAccount who, string service,
        string address) =>
        host.Add(LabProvider.Security, at, 4769, 0,
        [
            ("TargetUserName", who.Name + "@HALDEN.EXAMPLE"), ("TargetDomainName", "HALDEN.EXAMPLE"),
            ("ServiceName", service),
            ("ServiceSid", EventValue.Sid("S-1-5-21-2801554400-913377201-1666060606-1003")),
            ("TicketOptions", EventValue.HexInt32(0x40810000)), ("TicketEncryptionType", EventValue.HexInt32(0x12)),
            ("IpAddress", "::ffff:" + address), ("IpPort", Port(at)), ("Status", EventValue.HexInt32(0)),
            ("LogonGuid", EventValue.Guid(Guid.Empty)), ("TransmittedServices", "-"),
        ], 14337, AuditSuccess, process: 724);

    /// <summary>A password checked the old way, at the domain controller.</summary>
    public static void PasswordChecked(this LabHost host, DateTime at, LabAccount who, string workstation) =>
        host.Add(LabProvider.Security, at, 4776, 0,
        [
            ("PackageName", "MICROSOFT_AUTHENTICATION_PACKAGE_V1_0"), ("TargetUserName", who.Name),
            ("Workstation", workstation), ("Status", EventValue.HexInt32(0)),
        ], 14336, AuditSuccess, process: 724);

    /// <summary>A process start, by Sysmon and, where it is audited, in the Security log.</summary>
    public static LabProcess Start(this LabHost host, DateTime at, uint process, string image, string command,
        LabProcess parent,
        LabAccount who, ulong session, string integrity = "Medium", string company = "Microsoft Corporation")
    {
        var started = new LabProcess(process, at, image, command, who);
        host.Add(LabProvider.Sysmon, at, 1, 5,
        [
            .. SysmonHead(host, at, process, at),
            ("Image", image), ("FileVersion", "10.0.19041.1"), ("Description", "-"), ("Product", "-"), ("Company",
            company),
            ("OriginalFileName", image[(image.LastIndexOf('\\') + 1)..]), ("CommandLine", command),
            ("CurrentDirectory", @"C:\Windows\system32\"), ("User", who.FullName),
            ("LogonGuid", EventValue.Guid(host.ProcessGuid((uint)session, LabScenario.Start))),
            ("LogonId", EventValue.HexInt64(session)), ("TerminalSessionId",
            EventValue.UInt32(who == LabAccounts.System ? 0U : 1U)),
            ("IntegrityLevel", integrity), ("Hashes", Hashes + HashOf(image)),
            ("ParentProcessGuid", EventValue.Guid(host.ProcessGuid(parent.Id, parent.Started))),
            ("ParentProcessId", EventValue.UInt32(parent.Id)), ("ParentImage", parent.Image), ("ParentCommandLine",
            parent.Command),
            ("ParentUser", parent.Account.FullName),
        ], 1, process: 2212);
        if (host.HasFullAudit)
            host.AuditedStart(at.AddMilliseconds(1), started, parent, who, session, integrity);
        return started;
    }

    /// <summary>A connection that the process opened, by Sysmon.</summary>
    public static void Connect(this LabHost host, DateTime at, LabProcess process, string address, ushort port,
        string name = "") =>
        host.Add(LabProvider.Sysmon, at, 3, 5,
        [
            .. SysmonHead(host, at, process.Id, process.Started),
            ("Image", process.Image), ("User", process.Account.FullName), ("Protocol", "tcp"),
            ("Initiated", EventValue.Boolean(true)), ("SourceIsIpv6", EventValue.Boolean(false)), ("SourceIp",
            host.Address),
            ("SourceHostname", host.FullName), ("SourcePort",
            EventValue.UInt16(ushort.Parse(Port(at), CultureInfo.InvariantCulture))),
            ("SourcePortName", "-"), ("DestinationIsIpv6", EventValue.Boolean(false)), ("DestinationIp", address),
            ("DestinationHostname", name), ("DestinationPort", EventValue.UInt16(port)), ("DestinationPortName", "-"),
        ], 3, process: 2212);

    public static void AskName(this LabHost host, DateTime at, LabProcess process, string name, string address) =>
        host.Add(LabProvider.Sysmon, at, 22, 5,
        [
            .. SysmonHead(host, at, process.Id, process.Started),
            ("QueryName", name), ("QueryStatus", "0"), ("QueryResults", address + ";"), ("Image", process.Image),
            ("User", process.Account.FullName),
        ], 22, process: 2212);

    public static void WriteFile(this LabHost host, DateTime at, LabProcess process, string file) =>
        host.Add(LabProvider.Sysmon, at, 11, 2,
        [
            .. SysmonHead(host, at, process.Id, process.Started),
            ("Image", process.Image), ("TargetFilename", file), ("CreationUtcTime", SysmonTime(at)), ("User",
            process.Account.FullName),
        ], 11, process: 2212);

    public static void SetRegistry(this LabHost host, DateTime at, LabProcess process, string target, string value) =>
        host.Add(LabProvider.Sysmon, at, 13, 2,
        [
            ("RuleName", "-"), ("EventType", "SetValue"), ("UtcTime", SysmonTime(at)),
            ("ProcessGuid", EventValue.Guid(host.ProcessGuid(process.Id, process.Started))), ("ProcessId",
            EventValue.UInt32(process.Id)),
            ("Image", process.Image), ("TargetObject", target), ("Details", value), ("User",
            process.Account.FullName),
        ], 13, process: 2212);

    /// <summary>A process that opened another one, by Sysmon.</summary>
    public static void OpenProcess(this LabHost host, DateTime at, LabProcess source, LabProcess target,
        uint rights) =>
        host.Add(LabProvider.Sysmon, at, 10, 3,
        [
            ("RuleName", "-"), ("UtcTime", SysmonTime(at)),
            ("SourceProcessGUID", EventValue.Guid(host.ProcessGuid(source.Id, source.Started))),
            ("SourceProcessId", EventValue.UInt32(source.Id)), ("SourceThreadId", EventValue.UInt32(source.Id + 12)),
            ("SourceImage", source.Image),
            ("TargetProcessGUID", EventValue.Guid(host.ProcessGuid(target.Id, target.Started))),
            ("TargetProcessId", EventValue.UInt32(target.Id)), ("TargetImage", target.Image),
            ("GrantedAccess", EventValue.HexInt32(rights)),
            ("CallTrace",
            @"C:\Windows\SYSTEM32\ntdll.dll+9d4c4|C:\Windows\System32\KERNELBASE.dll+2bcbe|C:\Users\Public\Libraries\wsync.exe+41f2"),
            ("SourceUser", source.Account.FullName), ("TargetUser", target.Account.FullName),
        ], 10, process: 2212);

    /// <summary>
    /// A service that was installed, as the service manager logs it and, where it is audited, the Security log.
    /// </summary>
    public static void InstallService(
        this LabHost host, DateTime at, string name, string path, string start, LabAccount who, ulong session)
    {
        host.Add(LabProvider.ServiceControl, at, 7045, 0,
        [
            ("ServiceName", name), ("ImagePath", path), ("ServiceType", "user mode service"), ("StartType", start),
            ("AccountName", "LocalSystem"),
        ], keywords: 0x8080000000000000, qualifiers: 16384, process: 648);
        if (!host.HasFullAudit)
            return;
        host.Add(LabProvider.Security, at.AddMilliseconds(1), 4697, 1,
        [
            .. Subject(who, session),
            ("ServiceName", name), ("ServiceFileName", path), ("ServiceType", EventValue.HexInt32(0x10)),
            ("ServiceStartType", EventValue.UInt32(start == "auto start" ? 2U : 3U)), ("ServiceAccount",
            "LocalSystem"),
            ("ClientProcessStartKey", EventValue.UInt64(0)), ("ClientProcessId", EventValue.UInt32(0)),
            ("ParentProcessId", EventValue.UInt32(0)),
        ], 12289, AuditSuccess, process: 724);
    }

    public static void ServiceState(this LabHost host, DateTime at, string name, string state) =>
        host.Add(LabProvider.ServiceControl, at, 7036, 0, [("param1", name), ("param2", state)],
            keywords: 0x8080000000000000, qualifiers: 16384, process: 648);

    /// <summary>A classic record of the log service: 6005 started, 6006 stopped, 6013 uptime.</summary>
    public static void LogServiceSays(this LabHost host, DateTime at, ushort id, params string[] texts) =>
        host.Add(LabProvider.EventLog, at, id, 0, [(null, EventValue.Strings(texts.Length == 0 ? [""] : texts))],
            keywords: 0x80000000000000, qualifiers: 32768, process: 0);

    /// <summary>What a user of a share did to a file or pipe.</summary>
    public static void UseShare(this LabHost host, DateTime at, LabAccount who, ulong session, string from,
        string share, string target,
        uint rights, string accesses) =>
        host.Add(LabProvider.Security, at, 5145, 0,
        [
            .. Subject(who, session),
            ("ObjectType", "File"), ("IpAddress", from), ("IpPort", Port(at)), ("ShareName", @"\\*\" + share),
            ("ShareLocalPath", share == "Projects" ? @"\??\D:\Projects" : ""), ("RelativeTargetName", target),
            ("AccessMask", EventValue.HexInt32(rights)), ("AccessList", accesses), ("AccessReason", "-"),
        ], 12811, AuditSuccess, process: 4);

    /// <summary>The Security log was emptied.</summary>
    public static void ClearSecurityLog(this LabHost host, DateTime at, LabAccount who, ulong session) =>
        host.Add(LabProvider.EventLogOfSecurity, at, 1102, 0, [], 104, 0x4020000000000000, userData: new UserData(
            "LogFileCleared", "http://manifests.microsoft.com/win/2004/08/windows/eventlog",
            [
                ("SubjectUserSid", EventValue.Sid(who.Sid)), ("SubjectUserName", who.Name), ("SubjectDomainName",
                who.Domain),
                ("SubjectLogonId", EventValue.HexInt64(session)),
            ]), process: 1044);

    /// <summary>
    /// A record of the task scheduler: 106 registered, 129 process made, 200 action started, 201 ended.
    /// </summary>
    public static void Task(this LabHost host, DateTime at, ushort id, string task,
        params (string?, EventValue)[] rest) =>
        host.Add(LabProvider.TaskScheduler, at, id, 0, [("TaskName", task), .. rest], id, process: 1180);

    /// <summary>A script block, as PowerShell logs it.</summary>
    public static void ScriptBlock(this LabHost host, DateTime at, LabProcess process, string text) =>
        host.Add(LabProvider.PowerShell, at, 4104, 1,
        [
            ("MessageNumber", EventValue.Int32(1)), ("MessageTotal", EventValue.Int32(1)), ("ScriptBlockText", text),
            ("ScriptBlockId", host.ProcessGuid(process.Id, at).ToString()), ("Path", ""),
        ], 2, 0, process: process.Id);

    private static void Privileges(this LabHost host, DateTime at, LabAccount who, ulong session) =>
        host.Add(LabProvider.Security, at, 4672, 0,
        [
            .. Subject(who, session),
            ("PrivilegeList",
            "SeSecurityPrivilege\n\t\t\tSeBackupPrivilege\n\t\t\tSeRestorePrivilege\n\t\t\tSeDebugPrivilege"),
        ], 12548, AuditSuccess, process: 724);

    private static void AuditedStart(
        this LabHost host, DateTime at, LabProcess started, LabProcess parent, LabAccount who, ulong session,
            string integrity) =>
        host.Add(LabProvider.Security, at, 4688, 2,
        [
            .. Subject(who, session),
            ("NewProcessId", EventValue.HexInt64(started.Id)), ("NewProcessName", started.Image),
            ("TokenElevationType", "%%1936"),
            ("ProcessId", EventValue.HexInt64(parent.Id)), ("CommandLine", started.Command),
            ("TargetUserSid", EventValue.Sid("S-1-0-0")), ("TargetUserName", "-"), ("TargetDomainName", "-"),
            ("TargetLogonId", EventValue.HexInt64(0)), ("ParentProcessName", parent.Image),
            ("MandatoryLabel",
            EventValue.Sid(integrity switch { "System" => "S-1-16-16384", "High" => "S-1-16-12288", _ =>
                "S-1-16-8192" })),
        ], 13312, AuditSuccess, process: 4);

    private static (string?, EventValue)[] Subject(LabAccount who, ulong session) =>
    [
        ("SubjectUserSid", EventValue.Sid(who.Sid)), ("SubjectUserName", who.Name), ("SubjectDomainName", who.Domain),
        ("SubjectLogonId", EventValue.HexInt64(session)),
    ];

    private static (string?, EventValue)[] SysmonHead(LabHost host, DateTime at, uint process, DateTime started) =>
    [
        ("RuleName", "-"), ("UtcTime", SysmonTime(at)), ("ProcessGuid",
        EventValue.Guid(host.ProcessGuid(process, started))),
        ("ProcessId", EventValue.UInt32(process)),
    ];

    private static string SysmonTime(DateTime at) =>
        at.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    // Clients take a new port for each connection.
    private static string Port(DateTime at) =>
        (49152 + (at.Ticks / TimeSpan.TicksPerSecond % 16000)).ToString(CultureInfo.InvariantCulture);

    private static string HashOf(string image) => Convert.ToHexString(
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(image)));
}

/// <summary>A running program.</summary>
internal sealed record LabProcess(uint Id, DateTime Started, string Image, string Command, LabAccount Account);
