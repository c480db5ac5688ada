namespace Dwell.Readers.Audit;

/// <summary>Bounds of what belongs to one audit event. The kernel never passes them; a forged log may.</summary>
public static class AuditLimits
{
    /// <summary>
    /// Bytes between two records of one event. The kernel puts the records of an event into its queue one after the other; other
    /// processors' records come between them, some dozens at most, of at most 8,970 bytes each (MAX_AUDIT_MESSAGE_LENGTH).
    /// </summary>
    public const int MostBytesBetween = 256 * 1024;

    /// <summary>Records of one event: an execve of the largest argument list (2 MiB, in records of 7,500 bytes) has 600.</summary>
    public const int MostLines = 4096;

    /// <summary>Bytes of an event from its first to its last record.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    /// <summary>Bytes of a line in which its head (node, type, event id) must stand.</summary>
    public const int HeadBytes = 1024;

    /// <summary>Fields of a record beyond those that are known by name.</summary>
    public const int MostOtherFields = 32;

    /// <summary>Bytes of the name of a field.</summary>
    public const int MostNameBytes = 64;

    /// <summary>Arguments of a program that are fields of their own (a0 to a15); the command line has them all.</summary>
    public const int ArgumentFields = 16;

    /// <summary>Values of one field in one event.</summary>
    public const int MostValues = 1024;
}
