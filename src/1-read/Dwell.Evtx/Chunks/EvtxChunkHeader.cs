using System.Buffers.Binary;
using Dwell.Evtx.Checksums;

namespace Dwell.Evtx.Chunks;

/// <summary>The first 512 bytes of a chunk (libevtx, "Windows XML Event Log format", Chunk header).</summary>
public readonly record struct EvtxChunkHeader
{
    /// <summary>Bytes of a chunk.</summary>
    public const int ChunkBytes = 65_536;

    /// <summary>Bytes before the first record.</summary>
    public const int HeaderBytes = 512;

    private const int ChecksummedFirst = 120;
    private const int ChecksummedAgainFrom = 128;

    private EvtxChunkHeader(ReadOnlySpan<byte> chunk)
    {
        FirstRecordNumber = BinaryPrimitives.ReadUInt64LittleEndian(chunk[8..]);
        LastRecordNumber = BinaryPrimitives.ReadUInt64LittleEndian(chunk[16..]);
        FirstRecordId = BinaryPrimitives.ReadUInt64LittleEndian(chunk[24..]);
        LastRecordId = BinaryPrimitives.ReadUInt64LittleEndian(chunk[32..]);
        LastRecordOffset = BinaryPrimitives.ReadUInt32LittleEndian(chunk[44..]);
        FreeSpaceOffset = BinaryPrimitives.ReadUInt32LittleEndian(chunk[48..]);
        RecordsChecksum = BinaryPrimitives.ReadUInt32LittleEndian(chunk[52..]);
        Flags = BinaryPrimitives.ReadUInt32LittleEndian(chunk[120..]);
        HeaderChecksum = BinaryPrimitives.ReadUInt32LittleEndian(chunk[124..]);
    }

    /// <summary>The signature, <c>ElfChnk</c> and a NUL.</summary>
    public static ReadOnlySpan<byte> Signature => "ElfChnk\0"u8;

    /// <summary>Number of the first record in the file.</summary>
    public ulong FirstRecordNumber { get; }

    /// <summary>Number of the last record in the file.</summary>
    public ulong LastRecordNumber { get; }

    /// <summary>Id of the first record.</summary>
    public ulong FirstRecordId { get; }

    /// <summary>Id of the last record.</summary>
    public ulong LastRecordId { get; }

    /// <summary>Where the last record begins, from the start of the chunk.</summary>
    public uint LastRecordOffset { get; }

    /// <summary>Where the records end, from the start of the chunk.</summary>
    public uint FreeSpaceOffset { get; }

    /// <summary>CRC-32 of the bytes from 512 to <see cref="FreeSpaceOffset"/>.</summary>
    public uint RecordsChecksum { get; }

    /// <summary>The flags as written; 1 dirty, 4 without checksums.</summary>
    public uint Flags { get; }

    /// <summary>CRC-32 of the bytes 0 to 119 and 128 to 511.</summary>
    public uint HeaderChecksum { get; }

    /// <summary>Reads a header; false when the bytes are fewer than 512 or lack <see cref="Signature"/>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> chunk, out EvtxChunkHeader header)
    {
        header = default;
        if (chunk.Length < HeaderBytes || !chunk.StartsWith(Signature))
            return false;
        header = new EvtxChunkHeader(chunk);
        return true;
    }

    /// <summary>The checksum that the header of this chunk should have; <paramref name="chunk"/> holds at least 512 bytes.</summary>
    public static uint ComputeHeaderChecksum(ReadOnlySpan<byte> chunk) =>
        Crc32.Append(Crc32.Of(chunk[..ChecksummedFirst]), chunk[ChecksummedAgainFrom..HeaderBytes]);
}
