namespace Dwell.Evidence.Recognition;

/// <summary>A format that is recognised so that its rejection can be put in words.</summary>
internal sealed record KnownFormat(string Name, bool IsArchive);

/// <summary>
/// First bytes of formats that Dwell does not read; each as its format's specification gives them.
/// </summary>
internal static class KnownMagic
{
    private static readonly (int Offset, byte[] Magic, KnownFormat Format)[] Table =
    [
        (0, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], new("7z archive", true)),
        (0, [.. "Rar!\x1A\x07"u8], new("rar archive", true)),
        (0, [0xFD, .. "7zXZ\0"u8], new("xz archive", true)),
        (0, [.. "BZh"u8], new("bzip2 archive", true)),
        (0, [0x28, 0xB5, 0x2F, 0xFD], new("zstd archive", true)),
        (0, [.. "MSCF\0\0\0\0"u8], new("cab archive", true)),
        (4, [.. "LfLe"u8], new("event log of Windows XP or 2003 (.evt)", false)),
        (0, [.. "regf"u8], new("registry hive", false)),
        (0, [.. "SQLite format 3\0"u8], new("SQLite database", false)),
        (4, [0xEF, 0xCD, 0xAB, 0x89], new("ESE database", false)),
        (0, [0xD4, 0xC3, 0xB2, 0xA1], new("packet capture", false)),
        (0, [0xA1, 0xB2, 0xC3, 0xD4], new("packet capture", false)),
        (0, [0x0A, 0x0D, 0x0D, 0x0A], new("packet capture", false)),
        (0, [.. "MZ"u8], new("Windows program", false)),
        (0, [0x7F, .. "ELF"u8], new("program", false)),
        (0, [.. "%PDF-"u8], new("PDF document", false)),
        (0, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], new("compound file (Office, Outlook message)", false)),
        (0, [.. "!BDN"u8], new("Outlook mailbox (.pst, .ost)", false)),
    ];

    /// <summary>The known format whose magic the content has; null when there is none.</summary>
    public static KnownFormat? NameOf(ReadOnlySpan<byte> head)
    {
        foreach (var (offset, magic, format) in Table)
        {
            if (head.Length > offset && head[offset..].StartsWith(magic))
                return format;
        }

        return null;
    }
}
