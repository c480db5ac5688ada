namespace Dwell.Readers.Audit;

/// <summary>The types of records that are read in a way of their own.</summary>
internal enum AuditRecordType : byte
{
    /// <summary>Any other.</summary>
    Other,

    /// <summary>The system call.</summary>
    Syscall,

    /// <summary>Arguments of a program that was started.</summary>
    Execve,

    /// <summary>A file that the system call touched.</summary>
    Path,

    /// <summary>The end of the event, which says nothing else.</summary>
    End,

    /// <summary>Belongs to a system call and says nothing without it.</summary>
    Detail,
}

/// <summary>Tells types by their names.</summary>
internal static class AuditRecordTypes
{
    private static readonly NameTable Details = new(
    [
        "CWD", "PROCTITLE", "SOCKADDR", "FD_PAIR", "OBJ_PID", "IPC", "IPC_SET_PERM", "MQ_OPEN", "MQ_SENDRECV", "MQ_NOTIFY",
        "MQ_GETSETATTR", "CAPSET", "MMAP", "BPRM_FCAPS", "SOCKETCALL", "OPENAT2", "AVC_PATH", "PPID", "PARENT_INFO", "PID", "EXECVE_ENV",
        "CONTAINER_INFO", "CONTAINER_ID", "SCRIPT",
    ]);

    /// <summary>The type with this name.</summary>
    public static AuditRecordType Of(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("SYSCALL"u8))
            return AuditRecordType.Syscall;
        if (name.SequenceEqual("PATH"u8))
            return AuditRecordType.Path;
        if (name.SequenceEqual("EXECVE"u8))
            return AuditRecordType.Execve;
        if (name.SequenceEqual("EOE"u8))
            return AuditRecordType.End;
        return Details.Find(name) >= 0 ? AuditRecordType.Detail : AuditRecordType.Other;
    }
}
