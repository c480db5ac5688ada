using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Dwell.Evidence.Containers;

/// <summary>
/// Unpacks a zip whose directory is gone, as after an interrupted copy, by the header in front of each entry
/// (APPNOTE.TXT 6.3.10, section 4.3.7).
/// </summary>
internal static class ZipSalvage
{
    private const int HeaderBytes = 30;
    private const int ScanBytes = 64 * 1024;
    private const ushort FlagEncrypted = 0x0001;
    private const ushort FlagSizesBehind = 0x0008;
    private const ushort MethodStored = 0;
    private const ushort MethodDeflate = 8;

    private static ReadOnlySpan<byte> Signature => "PK\x03\x04"u8;

    public static void Unpack(EvidenceBytes zip, ContainerUnpacking into, CancellationToken cancellation)
    {
        into.Report(
            "container-damaged",
            null,
            "The zip has no usable directory, as after a cut copy: entries were found by their own headers.");
        for (var at = Next(zip, 0); at is { } start && !into.IsExhausted;)
        {
            cancellation.ThrowIfCancellationRequested();
            at = Next(zip, TryReadHeader(zip, start, out var header) ? Unpack(zip, header, into, cancellation) : start + 1);
        }
    }

    // Gives the offset from which to look for the next header.
    private static long Unpack(EvidenceBytes zip, LocalHeader header, ContainerUnpacking into, CancellationToken cancellation)
    {
        var isSizeKnown = (header.Flags & FlagSizesBehind) == 0 && header.PackedBytes != uint.MaxValue;
        if (header.Name.EndsWith('/'))
            return header.DataOffset;
        if ((header.Flags & FlagEncrypted) != 0)
        {
            into.Refuse(header.Name, "encrypted: unpack it with its password and give the folder");
        }
        else if (header.Method == MethodStored)
        {
            var length = isSizeKnown ? header.PackedBytes : (Next(zip, header.DataOffset) ?? zip.Length) - header.DataOffset;
            into.AddPart(header.Name, zip, header.DataOffset, length, cancellation);
        }
        else if (header.Method == MethodDeflate)
        {
            var rest = new SliceBytes(zip, header.DataOffset, zip.Length - header.DataOffset);
            using var content = new Crc32Stream(new DeflateStream(rest.AsStream(), CompressionMode.Decompress));
            into.Add(header.Name, content, cancellation);
            if (isSizeKnown && content.IsAtEnd && content.Crc != header.Crc32)
                into.Report("entry-checksum", header.DataOffset, $"Entry '{header.Name}' is cut, or its CRC-32 is wrong.");
        }
        else
        {
            into.Refuse(header.Name, "compressed in a way that is not supported");
        }

        // A size is a claim: one that leads out of the file leads nowhere, and the search goes on behind the header.
        return isSizeKnown && header.PackedBytes <= zip.Length - header.DataOffset
            ? header.DataOffset + header.PackedBytes
            : header.DataOffset;
    }

    private static bool TryReadHeader(EvidenceBytes zip, long at, out LocalHeader header)
    {
        header = default;
        Span<byte> bytes = stackalloc byte[HeaderBytes];
        if (zip.ReadAt(at, bytes) != HeaderBytes)
            return false;
        var name = new byte[BinaryPrimitives.ReadUInt16LittleEndian(bytes[26..])];
        var dataOffset = at + HeaderBytes + name.Length + BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]);
        if (name.Length == 0 || dataOffset > zip.Length || zip.ReadAt(at + HeaderBytes, name) != name.Length)
            return false;
        header = new LocalHeader(
            Encoding.UTF8.GetString(name),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[14..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[18..]),
            dataOffset);
        return true;
    }

    private static long? Next(EvidenceBytes zip, long from)
    {
        var block = new byte[ScanBytes];
        while (from < zip.Length)
        {
            var read = zip.ReadAt(from, block);
            var found = block.AsSpan(0, read).IndexOf(Signature);
            if (found >= 0)
                return from + found;
            // A signature may lie across two blocks.
            from += Math.Max(1, read - Signature.Length + 1);
        }

        return null;
    }

    private readonly record struct LocalHeader(
        string Name, ushort Flags, ushort Method, uint Crc32, uint PackedBytes, long DataOffset);
}
