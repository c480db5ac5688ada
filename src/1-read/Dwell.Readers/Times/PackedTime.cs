using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Dwell.Evidence;
using Dwell.Readers.Logs;

namespace Dwell.Readers.Times;

/// <summary>The time of last change that a gzip, tar or zip kept of a file: unlike that on a disk, copying leaves it.</summary>
internal static class PackedTime
{
    // Entries of a tar or zip that are looked through for the one.
    private const int MostEntries = 4096;
    private const int TarBlock = 512;

    /// <summary>The time in UTC ticks (of a zip: by a clock that it does not name), and what kept it; null when nothing did.</summary>
    public static (long Ticks, string Keeper)? Of(LogFile file)
    {
        if (file.Around.Source is not { } source || file.Item.Parent is not { } number)
            return null;
        var parent = source.Manifest.Items[number];
        using var bytes = source.Open(parent);
        return parent.Format switch
        {
            EvidenceFormat.Gzip => OfGzip(bytes) is { } ticks ? (ticks, "gzip") : null,
            EvidenceFormat.Tar => OfTar(bytes, file.Item.Entries[^1]) is { } ticks ? (ticks, "tar") : null,
            EvidenceFormat.Zip => OfZip(bytes, file.Item.Entries[^1]) is { } ticks ? (ticks, "zip") : null,
            _ => null,
        };
    }

    // RFC 1952, 2.3: MTIME, seconds since 1970, at offset 4; 0 when there is none.
    private static long? OfGzip(EvidenceBytes bytes)
    {
        Span<byte> header = stackalloc byte[8];
        if (bytes.ReadAt(0, header) != header.Length)
            return null;
        var seconds = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        return seconds == 0 ? null : TicksOf(seconds);
    }

    // POSIX ustar: name at 0 (100 bytes), size at 124, mtime at 136 (12 octal digits each), prefix at 345 (155 bytes).
    private static long? OfTar(EvidenceBytes bytes, string entry)
    {
        Span<byte> header = stackalloc byte[TarBlock];
        long at = 0;
        for (var count = 0; count < MostEntries && bytes.ReadAt(at, header) == TarBlock; count++)
        {
            var prefix = TextOf(header.Slice(345, 155));
            var name = TextOf(header[..100]);
            if (header.Slice(257, 5).SequenceEqual("ustar"u8) && header[262] == 0 && prefix.Length > 0)
                name = prefix + "/" + name;
            if (name == entry && header[156] is 0 or (byte)'0' or (byte)'7')
                return Octal(header.Slice(136, 12)) is > 0 and var seconds ? TicksOf(seconds) : null;
            if (Octal(header.Slice(124, 12)) is not { } size || size > bytes.Length - at)
                return null;
            at += TarBlock + (size + TarBlock - 1) / TarBlock * TarBlock;
        }

        return null;
    }

    private static long? OfZip(EvidenceBytes bytes, string entry)
    {
        try
        {
            using var zip = new ZipArchive(bytes.AsStream(), ZipArchiveMode.Read);
            return zip.Entries.Count <= MostEntries && zip.GetEntry(entry) is { } found ? found.LastWriteTime.DateTime.Ticks : null;
        }
        catch (InvalidDataException)
        {
            // What was salvaged from a damaged zip has no directory.
            return null;
        }
    }

    private static long TicksOf(long seconds) => DateTime.UnixEpoch.Ticks + Math.Min(seconds, uint.MaxValue) * TimeSpan.TicksPerSecond;

    private static string TextOf(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    private static long? Octal(ReadOnlySpan<byte> field)
    {
        long value = 0;
        var digits = 0;
        foreach (var b in field)
        {
            if (b is >= (byte)'0' and <= (byte)'7')
                (value, digits) = (value * 8 + b - '0', digits + 1);
            else if (b is not (0 or (byte)' '))
                return null;
        }

        return digits > 0 ? value : null;
    }
}
