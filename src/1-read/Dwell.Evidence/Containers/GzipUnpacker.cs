using System.IO.Compression;
using System.Text;

namespace Dwell.Evidence.Containers;

/// <summary>gzip: one entry, of all members in a row.</summary>
internal static class GzipUnpacker
{
    // RFC 1952 section 2.3.
    private const int HeaderBytes = 10;
    private const int MaxHeaderBytes = 1024;
    private const int FlagExtra = 0x04;
    private const int FlagName = 0x08;

    /// <summary>The entry's name where the header gives none; the file's own name may differ from copy to copy.</summary>
    private const string NoName = "unpacked";

    public static void Unpack(EvidenceBytes bytes, ContainerUnpacking into, CancellationToken cancellation)
    {
        using var unpacked = new GZipStream(bytes.AsStream(), CompressionMode.Decompress);
        into.Add(NameOf(bytes), unpacked, cancellation);
    }

    private static string NameOf(EvidenceBytes bytes)
    {
        Span<byte> header = stackalloc byte[MaxHeaderBytes];
        header = header[..bytes.ReadAt(0, header)];
        if (header.Length <= HeaderBytes || (header[3] & FlagName) == 0)
            return NoName;
        var at = HeaderBytes;
        if ((header[3] & FlagExtra) != 0 && header.Length >= at + 2)
            at += 2 + (header[at] | (header[at + 1] << 8));
        if (at >= header.Length)
            return NoName;
        var end = header[at..].IndexOf((byte)0);
        return end <= 0 ? NoName : Encoding.Latin1.GetString(header.Slice(at, end));
    }
}
