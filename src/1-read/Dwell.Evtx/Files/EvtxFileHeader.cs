using System.Buffers.Binary;
using Dwell.Evtx.Checksums;

namespace Dwell.Evtx.Files;

/// <summary>The first 4,096 bytes of a file, of which 128 mean something (libevtx, "Windows XML Event Log format", File header).</summary>
public sealed record EvtxFileHeader
{
    /// <summary>Bytes before the first chunk.</summary>
    public const int HeaderBytes = 4096;

    private const int ChecksummedBytes = 120;
    private const uint DirtyFlag = 1;
    private const uint FullFlag = 2;
    private const uint NoChecksumsFlag = 4;

    /// <summary>The signature, <c>ElfFile</c> and a NUL.</summary>
    public static ReadOnlySpan<byte> Signature => "ElfFile\0"u8;

    /// <summary>Number of the oldest chunk.</summary>
    public required ulong FirstChunk { get; init; }

    /// <summary>Number of the newest chunk.</summary>
    public required ulong LastChunk { get; init; }

    /// <summary>The id that the next record would get.</summary>
    public required ulong NextRecordId { get; init; }

    /// <summary>Major version; 3.</summary>
    public required int MajorVersion { get; init; }

    /// <summary>Minor version; 1, since Windows 10 2004 also 2.</summary>
    public required int MinorVersion { get; init; }

    /// <summary>How many chunks the file declares, modulo 65,536.</summary>
    public required int ChunkCount { get; init; }

    /// <summary>The flags as written.</summary>
    public required uint Flags { get; init; }

    /// <summary>True when the stored checksum is that of the header's bytes.</summary>
    public required bool ChecksumMatches { get; init; }

    /// <summary>True when the log was not closed properly: the header may be older than the chunks.</summary>
    public bool IsDirty => (Flags & DirtyFlag) != 0;

    /// <summary>True when the log was full.</summary>
    public bool IsFull => (Flags & FullFlag) != 0;

    /// <summary>True when the writer left the checksums out.</summary>
    public bool HasNoChecksums => (Flags & NoChecksumsFlag) != 0;

    /// <summary>Reads a header of at least 128 bytes; false when they do not begin with <see cref="Signature"/>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out EvtxFileHeader? header)
    {
        header = null;
        if (bytes.Length < 128 || !bytes.StartsWith(Signature))
            return false;
        header = new EvtxFileHeader
        {
            FirstChunk = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]),
            LastChunk = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]),
            NextRecordId = BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]),
            MinorVersion = BinaryPrimitives.ReadUInt16LittleEndian(bytes[36..]),
            MajorVersion = BinaryPrimitives.ReadUInt16LittleEndian(bytes[38..]),
            ChunkCount = BinaryPrimitives.ReadUInt16LittleEndian(bytes[42..]),
            Flags = BinaryPrimitives.ReadUInt32LittleEndian(bytes[120..]),
            ChecksumMatches = Crc32.Of(bytes[..ChecksummedBytes]) == BinaryPrimitives.ReadUInt32LittleEndian(bytes[124..]),
        };
        return true;
    }
}
