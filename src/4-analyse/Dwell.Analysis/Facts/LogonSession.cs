namespace Dwell.Analysis.Facts;

/// <summary>Windows logon sessions (LUIDs) as facts write them.</summary>
public static class LogonSession
{
    /// <summary>
    /// True for a session that belongs to one logon. The system's own (SYSTEM 0x3e7, LOCAL SERVICE 0x3e5, NETWORK SERVICE 0x3e4,
    /// anonymous 0x3e6, 0 for none) are the same on each host and tie nothing together.
    /// </summary>
    public static bool IsOfOneLogon(string? logonId) =>
        logonId is not (null or "" or "-" or "0x0" or "0x3e7" or "0x3e6" or "0x3e5" or "0x3e4" or "0x3E7" or "0x3E6" or "0x3E5" or "0x3E4");
}
