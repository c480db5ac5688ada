using System.Buffers.Binary;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Dwell.Evidence.Tests;

/// <summary>Archives made in memory.</summary>
internal static class Archive
{
    private static readonly DateTimeOffset Day = new(2022, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Zip(params ReadOnlySpan<(string Name, byte[] Content)> entries) => Zip(CompressionLevel.Optimal, entries);

    public static byte[] Zip(CompressionLevel level, params ReadOnlySpan<(string Name, byte[] Content)> entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                var entry = zip.CreateEntry(name, level);
                entry.LastWriteTime = Day;
                using var stream = entry.Open();
                stream.Write(content);
            }
        }

        return bytes.ToArray();
    }

    public static byte[] Tar(params ReadOnlySpan<(string Name, byte[] Content)> entries)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content), ModificationTime = Day });
        }

        return bytes.ToArray();
    }

    /// <summary>A ustar header with a right checksum, that claims <paramref name="size"/> bytes.</summary>
    public static byte[] TarHeader(char type, int size, bool isBinary)
    {
        var header = new byte[512];
        "name"u8.CopyTo(header);
        "0000644\0"u8.CopyTo(header.AsSpan(100));
        if (isBinary)
        {
            header[124] = 0x80;
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(132), size);
        }
        else
        {
            Encoding.ASCII.GetBytes(Convert.ToString(size, 8).PadLeft(11, '0'), header.AsSpan(124));
        }

        "00000000000\0        "u8.CopyTo(header.AsSpan(136));
        header[156] = (byte)type;
        "ustar"u8.CopyTo(header.AsSpan(257));
        Encoding.ASCII.GetBytes(Convert.ToString(header.Sum(value => (int)value), 8).PadLeft(6, '0') + "\0", header.AsSpan(148));
        return header;
    }

    public static byte[] Gzip(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(content);
        return bytes.ToArray();
    }
}
