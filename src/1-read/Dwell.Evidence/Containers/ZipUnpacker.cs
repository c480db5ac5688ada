using System.IO.Compression;

namespace Dwell.Evidence.Containers;

/// <summary>zip and zip64: stored, deflate and deflate64, by the central directory.</summary>
internal static class ZipUnpacker
{
    public static void Unpack(EvidenceBytes bytes, ContainerUnpacking into, int maxEntries, CancellationToken cancellation)
    {
        if (!ZipDirectory.TryCount(bytes, maxEntries, out var count))
        {
            ZipSalvage.Unpack(bytes, into, cancellation);
            return;
        }

        if (count > maxEntries)
        {
            into.Report("limit-entries", null, $"The zip has more than {maxEntries} entries.");
            into.Refuse("*", $"not unpacked: more than {maxEntries} entries (limit entries)");
            return;
        }

        try
        {
            using var zip = new ZipArchive(bytes.AsStream(), ZipArchiveMode.Read);
            foreach (var entry in zip.Entries)
            {
                cancellation.ThrowIfCancellationRequested();
                if (into.IsExhausted)
                    into.Refuse(entry.FullName, "not unpacked: a limit was hit before it");
                else
                    UnpackEntry(entry, into, cancellation);
            }
        }
        catch (InvalidDataException)
        {
            // Thrown while the directory is read, before any entry was.
            ZipSalvage.Unpack(bytes, into, cancellation);
        }
    }

    private static void UnpackEntry(ZipArchiveEntry entry, ContainerUnpacking into, CancellationToken cancellation)
    {
        if (entry.FullName.EndsWith('/') && entry.Length == 0)
            return;
        if (entry.IsEncrypted)
        {
            into.Refuse(entry.FullName, "encrypted: unpack it with its password and give the folder");
            return;
        }

        Stream content;
        try
        {
            content = entry.Open();
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or NotSupportedException)
        {
            into.Refuse(entry.FullName, "its header is damaged, or it is compressed in a way that is not supported");
            return;
        }

        using var checkedContent = new Crc32Stream(content);
        into.Add(entry.FullName, checkedContent, cancellation);
        if (checkedContent.IsAtEnd && checkedContent.Crc != entry.Crc32)
        {
            into.Report(
                "entry-checksum",
                null,
                $"Entry '{entry.FullName}' has CRC-32 {checkedContent.Crc:x8}, its directory says {entry.Crc32:x8}.");
        }
    }
}
