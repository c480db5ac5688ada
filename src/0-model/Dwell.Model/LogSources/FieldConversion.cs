namespace Dwell.Model.LogSources;

/// <summary>The conversions between a source's value and the value that Sigma's taxonomy expects.</summary>
public enum FieldConversion
{
    /// <summary>The value as it is.</summary>
    None,

    /// <summary><c>0x1a4</c> to <c>420</c>; anything else stays as it is.</summary>
    HexToDecimal,

    /// <summary>A mandatory label SID (<c>S-1-16-12288</c> or <c>%%…</c>) to <c>Low</c>, <c>Medium</c>, <c>High</c>, <c>System</c>.</summary>
    IntegrityLevel,

    /// <summary>All source fields joined by the argument (domain and name of an account by a backslash).</summary>
    Join,

    /// <summary>The value of the line <c>Key=value</c> or <c>Key: value</c> inside a text of lines (classic PowerShell); the argument is the key.</summary>
    LineValue,

    /// <summary>
    /// An account of SID, domain and name (in this order) as <c>DOMAIN\name</c>; the SIDs of the system, the local and the network
    /// service as <c>NT AUTHORITY\SYSTEM</c>, <c>NT AUTHORITY\LOCAL SERVICE</c>, <c>NT AUTHORITY\NETWORK SERVICE</c>, as Sysmon writes them.
    /// </summary>
    Account,

    /// <summary>
    /// A registry path of key and value name, joined by a backslash, with the kernel's root (<c>\REGISTRY\MACHINE</c>,
    /// <c>\REGISTRY\USER</c>) as <c>HKLM</c> or <c>HKU</c> and <c>ControlSet001</c> as <c>CurrentControlSet</c>, as Sysmon writes it.
    /// </summary>
    RegistryPath,

    /// <summary>
    /// A registry value of type (<c>%%1876</c>) and text: a DWORD as <c>DWORD (0x00000001)</c>, a QWORD as
    /// <c>QWORD (0x00000000-0x00000001)</c>, binary as <c>Binary Data</c>, as Sysmon writes them; text as it is.
    /// </summary>
    RegistryValue,
}
