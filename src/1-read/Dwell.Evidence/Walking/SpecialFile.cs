using System.Formats.Tar;

namespace Dwell.Evidence.Walking;

/// <summary>
/// Tells pipes, sockets and devices from files before they are opened: opening a pipe without a writer waits
/// forever.
/// </summary>
internal static class SpecialFile
{
    // Offset of the type flag in a ustar header (POSIX.1-2017, pax, "ustar Interchange Format").
    private const int TypeFlagOffset = 156;

    /// <summary>"named pipe", "device" or "socket"; null for an ordinary file.</summary>
    public static string? KindOf(FileInfo file)
    {
        // .NET has no question for the kind of a Unix file. Its tar writer asks the system without opening
        // what is no ordinary file, so the header that it would write tells. Only files without a length need
        // the question.
        if (OperatingSystem.IsWindows() || file.Length != 0)
            return null;
        using var header = new MemoryStream();
        try
        {
            using var tar = new TarWriter(header, TarEntryFormat.Ustar, leaveOpen: true);
            tar.WriteEntry(file.FullName, "x");
        }
        catch (IOException)
        {
            // Tar has no type for a socket, and a socket can't be opened; opening one doesn't wait either.
            return CanOpen(file) ? null : "socket";
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }

        return header.Length <= TypeFlagOffset ? null : (char)header.GetBuffer()[TypeFlagOffset] switch
        {
            '6' => "named pipe",
            '3' or '4' => "device",
            _ => null,
        };
    }

    private static bool CanOpen(FileInfo file)
    {
        try
        {
            using var handle = File.OpenHandle(file.FullName);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
