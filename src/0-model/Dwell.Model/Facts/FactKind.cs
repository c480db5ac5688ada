namespace Dwell.Model.Facts;

/// <summary>What a fact says, whatever source said it. The words of the design.</summary>
public enum FactKind : byte
{
    /// <summary>A network connection, seen by a host or a sensor.</summary>
    Connection,

    /// <summary>A name was looked up.</summary>
    NameLookup,

    /// <summary>A web request.</summary>
    WebRequest,

    /// <summary>A certificate was seen.</summary>
    Certificate,

    /// <summary>A process listens.</summary>
    Listener,

    /// <summary>A logon, a failed one, or its end.</summary>
    Logon,

    /// <summary>A Kerberos ticket was asked for.</summary>
    KerberosTicket,

    /// <summary>An account or a group was changed.</summary>
    AccountChange,

    /// <summary>A process started.</summary>
    ProcessStart,

    /// <summary>A process loaded a library.</summary>
    ModuleLoad,

    /// <summary>A process opened another one.</summary>
    ProcessAccess,

    /// <summary>A driver was loaded.</summary>
    DriverLoad,

    /// <summary>A named pipe was made or connected to.</summary>
    Pipe,

    /// <summary>Something that starts by itself was installed or changed: service, task, run key, WMI consumer, ….</summary>
    Installation,

    /// <summary>A file was made, changed or deleted.</summary>
    FileChange,

    /// <summary>A file was opened.</summary>
    FileAccess,

    /// <summary>A share was opened, or a file over it.</summary>
    ShareAccess,

    /// <summary>A device was plugged in.</summary>
    DeviceArrival,

    /// <summary>A mail was delivered.</summary>
    MailDelivery,

    /// <summary>A session on a mailbox.</summary>
    MailboxSession,

    /// <summary>Messages were read.</summary>
    MailAccess,

    /// <summary>A rule of a mailbox was made or changed.</summary>
    MailRule,

    /// <summary>An application was given rights.</summary>
    Consent,

    /// <summary>An address was leased to a host.</summary>
    AddressLease,

    /// <summary>Another product raised an alert.</summary>
    Alert,

    /// <summary>A log was cleared, or what is audited was changed.</summary>
    AuditChange,
}
