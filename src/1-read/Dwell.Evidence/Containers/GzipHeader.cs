using System.Buffers;
using System.Buffers.Binary;

namespace Dwell.Evidence.Containers;

/// <summary>
/// The header of a gzip member: where its data starts, and its file name as bytes (RFC 1952 section 2.3).
/// </summary>
internal readonly record struct GzipHeader(long DataOffset, byte[] Name)
{
    private const int FixedBytes = 10;
    // Names and comments have no bound of their own; a header longer than this is no header.
    private const int MaxBytes = 128 * 1024;
    // Nearly every header ends within these.
    private const int UsualBytes = 512;
    private const byte Deflate = 8;
    private const int FlagHeaderChecksum = 0x02;
    private const int FlagExtra = 0x04;
    private const int FlagName = 0x08;
    private const int FlagComment = 0x10;

    /// <summary>The two bytes that every member starts with.</summary>
    public static ReadOnlySpan<byte> Magic => [0x1F, 0x8B];

    /// <summary>True when the two magic bytes of a member stand at <paramref name="at"/>.</summary>
    public static bool IsAt(EvidenceBytes bytes, long at)
    {
        Span<byte> found = stackalloc byte[2];
        return bytes.ReadAt(at, found) == found.Length && found.SequenceEqual(Magic);
    }

    public static bool TryRead(EvidenceBytes bytes, long at, out GzipHeader header)
    {
        Span<byte> usual = stackalloc byte[UsualBytes];
        usual = usual[..bytes.ReadAt(at, usual)];
        if (TryParse(usual, at, out header))
            return true;
        if (usual.Length < UsualBytes || !usual.StartsWith(Magic))
            return false;
        var buffer = ArrayPool<byte>.Shared.Rent(MaxBytes);
        try
        {
            return TryParse(buffer.AsSpan(0, bytes.ReadAt(at, buffer.AsSpan(0, MaxBytes))), at, out header);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool TryParse(ReadOnlySpan<byte> read, long at, out GzipHeader header)
    {
        header = default;
        if (read.Length <= FixedBytes || !read.StartsWith(Magic) || read[2] != Deflate)
            return false;
        var flags = read[3];
        var rest = read[FixedBytes..];
        if ((flags & FlagExtra) != 0)
        {
            if (rest.Length < 2)
                return false;
            var extra = BinaryPrimitives.ReadUInt16LittleEndian(rest);
            if (rest.Length - 2 < extra)
                return false;
            rest = rest[(2 + extra)..];
        }

        if (!TryTakeText(ref rest, flags & FlagName, out var name)
            || !TryTakeText(ref rest, flags & FlagComment, out _))
        {
            return false;
        }

        var checksumBytes = (flags & FlagHeaderChecksum) != 0 ? 2 : 0;
        if (rest.Length < checksumBytes)
            return false;
        header = new GzipHeader(at + read.Length - rest.Length + checksumBytes, name.ToArray());
        return true;
    }

    private static bool TryTakeText(ref ReadOnlySpan<byte> rest, int flag, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (flag == 0)
            return true;
        var end = rest.IndexOf((byte)0);
        if (end < 0)
            return false;
        text = rest[..end];
        rest = rest[(end + 1)..];
        return true;
    }
}
