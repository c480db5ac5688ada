namespace Dwell.Model.Facts;

/// <summary>
/// The columns of facts. <c>content/fields</c> describes each and gives its Sigma, ECS and source names. Values are
/// text in the source's own writing unless said otherwise; numbers are decimal.
/// </summary>
public enum FactColumn : byte
{
    /// <summary>What the event did, in the fact's own words: <c>success</c>, <c>failure</c>, <c>created</c>, <c>deleted</c>, <c>cleared</c>, ….</summary>
    Outcome,

    /// <summary>The status code that a source gives for an outcome.</summary>
    Status,

    /// <summary>The account that acts, as <c>DOMAIN\name</c>.</summary>
    Account,

    /// <summary>Its SID or uid.</summary>
    AccountSid,

    /// <summary>The account that is acted upon (logged on, changed, asked for), as <c>DOMAIN\name</c>.</summary>
    TargetAccount,

    /// <summary>Its SID or uid.</summary>
    TargetAccountSid,

    /// <summary>The group that was changed.</summary>
    Group,

    /// <summary>Windows logon type, 2 … 13.</summary>
    LogonType,

    /// <summary>The logon session, <c>0x…</c>.</summary>
    LogonId,

    /// <summary>NTLM, Kerberos, Negotiate, ….</summary>
    AuthenticationPackage,

    /// <summary>The address that the event came from.</summary>
    SourceAddress,

    /// <summary>Its port.</summary>
    SourcePort,

    /// <summary>The host name that the event came from, as written.</summary>
    SourceHost,

    /// <summary>The address that it went to.</summary>
    DestinationAddress,

    /// <summary>Its port.</summary>
    DestinationPort,

    /// <summary>The name that it went to, as written.</summary>
    DestinationHost,

    /// <summary>tcp, udp, icmp.</summary>
    Protocol,

    /// <summary><c>true</c> when the logging host opened the connection.</summary>
    Initiated,

    /// <summary>The image of the process, a full path where the source has it.</summary>
    Process,

    /// <summary>Its id, decimal.</summary>
    ProcessId,

    /// <summary>Its GUID, where the source has one.</summary>
    ProcessGuid,

    /// <summary>Its command line.</summary>
    CommandLine,

    /// <summary>The image of the parent.</summary>
    ParentProcess,

    /// <summary>The parent's command line.</summary>
    ParentCommandLine,

    /// <summary>The image that is acted upon (opened, injected into).</summary>
    TargetProcess,

    /// <summary>Rights that were asked for or used, as written.</summary>
    Access,

    /// <summary>The file or library, a full path where the source has it.</summary>
    File,

    /// <summary>Hashes as the source writes them.</summary>
    Hashes,

    /// <summary><c>true</c>, <c>false</c>: whether the file bore a valid signature.</summary>
    Signed,

    /// <summary>Who signed it.</summary>
    Signer,

    /// <summary>What was installed: <c>service</c>, <c>task</c>, <c>run-key</c>, <c>wmi</c>, ….</summary>
    InstallationKind,

    /// <summary>The name of the object: service, task, pipe, share, log, rule.</summary>
    Name,

    /// <summary>Where the object lies: registry key, task path, share path.</summary>
    Path,

    /// <summary>What it is set to: image path, task content, registry details.</summary>
    Value,

    /// <summary>The name that was asked for (DNS), the service name (Kerberos).</summary>
    Query,

    /// <summary>The answer.</summary>
    Answer,

    /// <summary>Bytes sent by the source.</summary>
    BytesOut,

    /// <summary>Bytes received by the source.</summary>
    BytesIn,

    /// <summary>The id of the parent, decimal.</summary>
    ParentProcessId,

    /// <summary>The parent's GUID, where the source has one.</summary>
    ParentProcessGuid,
}
