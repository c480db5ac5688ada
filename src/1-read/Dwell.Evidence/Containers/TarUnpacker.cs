using System.Formats.Tar;

namespace Dwell.Evidence.Containers;

/// <summary>tar: entries are parts of the container's own bytes and are read where they lie.</summary>
internal static class TarUnpacker
{
    public static void Unpack(EvidenceBytes bytes, ContainerUnpacking into, CancellationToken cancellation)
    {
        var stream = bytes.AsStream();
        using var reader = new TarReader(stream, leaveOpen: true);
        while (!into.IsExhausted && TryNext(reader, bytes, stream, into) is { } entry)
        {
            cancellation.ThrowIfCancellationRequested();
            switch (entry.EntryType)
            {
                case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                    into.AddPart(entry.Name, bytes, entry.DataOffset, entry.Length, cancellation);
                    break;
                case TarEntryType.Directory or TarEntryType.DirectoryList:
                    break;
                default:
                    into.Refuse(entry.Name, WordsFor(entry.EntryType) + " inside of a tar: only its name is known");
                    break;
            }
        }
    }

    private static TarEntry? TryNext(TarReader reader, EvidenceBytes bytes, Stream stream, ContainerUnpacking into)
    {
        if (TarHeader.FindTooLong(bytes, stream.Position) is { } tooLong)
        {
            into.Report(
                "limit-tar-header",
                tooLong,
                $"More than {TarHeader.MaxExtendedBytes} bytes of names and attributes stand in front of an entry; "
                + "it and the entries after it are not known.");
            return null;
        }

        try
        {
            return reader.GetNextEntry();
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or FormatException
            or ArgumentException or NotSupportedException or OverflowException)
        {
            into.Report("container-damaged", stream.Position, "The tar is damaged here; entries after it are not known.");
            return null;
        }
    }

    private static string WordsFor(TarEntryType type) => type switch
    {
        TarEntryType.SymbolicLink => "symbolic link",
        TarEntryType.HardLink => "hard link",
        TarEntryType.CharacterDevice or TarEntryType.BlockDevice => "device",
        TarEntryType.Fifo => "named pipe",
        TarEntryType.SparseFile => "sparse file",
        _ => "entry of an unknown type",
    };
}
