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

    /// <summary>The protocol spoken on a connection, as its sensor recognised it: <c>http</c>, <c>ssl</c>, <c>dce_rpc</c>.</summary>
    Service,

    /// <summary>How a connection went, in the sensor's own word: Zeek's <c>SF</c>, <c>S0</c>, Suricata's <c>established</c>.</summary>
    ConnectionState,

    /// <summary>What packets a connection had, in the sensor's own letters.</summary>
    History,

    /// <summary>How long it lasted, in seconds, decimal.</summary>
    Duration,

    /// <summary>Packets sent by the source.</summary>
    PacketsOut,

    /// <summary>Packets received by the source.</summary>
    PacketsIn,

    /// <summary>Bytes of a connection that its sensor did not see.</summary>
    MissedBytes,

    /// <summary>The id that a sensor or server gives the connection or session, by which its records belong together.</summary>
    SessionId,

    /// <summary>The method of a web request, the operation of a remote call.</summary>
    Method,

    /// <summary>The program that a client says it is.</summary>
    UserAgent,

    /// <summary>The address that a web request says it came from.</summary>
    Referrer,

    /// <summary>What kind of content, as recognised or declared.</summary>
    MimeType,

    /// <summary>Bytes of the object: file, message.</summary>
    Size,

    /// <summary>How a client greets: JA3, JA4, HASSH, with the name before it.</summary>
    ClientFingerprint,

    /// <summary>How a server answers: JA3S, JA4S, HASSH server, with the name before it.</summary>
    ServerFingerprint,

    /// <summary>The hash of a certificate or host key.</summary>
    CertificateFingerprint,

    /// <summary>Whom a certificate is for.</summary>
    Subject,

    /// <summary>Who issued a certificate.</summary>
    Issuer,

    /// <summary>From when a certificate is valid, as written.</summary>
    ValidFrom,

    /// <summary>Until when a certificate is valid, as written.</summary>
    ValidTo,

    /// <summary>The version of a protocol or program.</summary>
    Version,

    /// <summary>The address that a message is from.</summary>
    Sender,

    /// <summary>The addresses that a message is for, joined by <c>, </c>.</summary>
    Recipients,

    /// <summary>The id of a message.</summary>
    MessageId,

    /// <summary>The hardware address of a host.</summary>
    HardwareAddress,

    /// <summary>How severe its source calls an alert, in its own writing.</summary>
    Severity,

    /// <summary>The id of the rule or signature that raised an alert.</summary>
    RuleId,

    /// <summary>The class that its source gives an alert.</summary>
    Category,

    /// <summary>The mailbox, as its owner's name or address.</summary>
    Mailbox,

    /// <summary>The folders of a mailbox, joined by <c>, </c>.</summary>
    Folder,

    /// <summary>How many messages or files the record stands for.</summary>
    Items,

    /// <summary>The application that acts for someone, by its name.</summary>
    ClientApplication,

    /// <summary>Its id.</summary>
    ApplicationId,

    /// <summary><c>true</c> when the source left out further records of the same kind.</summary>
    Throttled,
}
