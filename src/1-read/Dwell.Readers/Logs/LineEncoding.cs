using System.Buffers.Binary;
using System.Text;
using Dwell.Evidence;

namespace Dwell.Readers.Logs;

/// <summary>
/// How the characters of a text file are written, by its byte order mark: UTF-16 in either order, else UTF-8 (and whatever
/// agrees with ASCII: bytes that are no UTF-8 read as U+FFFD, the citation keeps them).
/// </summary>
public sealed class LineEncoding
{
    private static readonly LineEncoding Utf8 = new(null, 0);
    private static readonly LineEncoding Utf8Marked = new(null, 3);
    private static readonly LineEncoding LittleEndian = new(Encoding.Unicode, 2);
    private static readonly LineEncoding BigEndian = new(Encoding.BigEndianUnicode, 2);

    private LineEncoding(Encoding? wide, int markBytes)
    {
        Wide = wide;
        MarkBytes = markBytes;
    }

    /// <summary>UTF-16 as it is written; null for UTF-8.</summary>
    public Encoding? Wide { get; }

    /// <summary>Bytes of the byte order mark.</summary>
    public int MarkBytes { get; }

    /// <summary>The encoding of a file.</summary>
    public static LineEncoding Of(EvidenceBytes bytes)
    {
        Span<byte> start = stackalloc byte[3];
        start = start[..bytes.ReadAt(0, start)];
        if (start.SequenceEqual(Encoding.UTF8.Preamble))
            return Utf8Marked;
        if (start.Length < 2)
            return Utf8;
        return BinaryPrimitives.ReadUInt16BigEndian(start) switch
        {
            0xFFFE => LittleEndian,
            0xFEFF => BigEndian,
            _ => Utf8,
        };
    }

    /// <summary>Where in the file a place of its first text lies, which was read as UTF-8 without the mark.</summary>
    public long OffsetOf(int at, ReadOnlySpan<byte> text) => MarkBytes + (Wide is null ? at : Encoding.UTF8.GetCharCount(text[..at]) * 2L);

    /// <summary>Bytes up to and with the last line end; 0 when there is none.</summary>
    public int EndOfLastLine(ReadOnlySpan<byte> bytes)
    {
        for (var rest = bytes; ;)
        {
            var at = rest.LastIndexOf((byte)'\n');
            if (at < 0)
                return 0;
            if (LineEndAt(bytes, at) is var end and > 0)
                return end;
            rest = rest[..at];
        }
    }

    /// <summary>Bytes up to and with the first line end; 0 when there is none.</summary>
    public int EndOfFirstLine(ReadOnlySpan<byte> bytes)
    {
        for (var from = 0; from < bytes.Length;)
        {
            var at = bytes[from..].IndexOf((byte)'\n');
            if (at < 0)
                return 0;
            if (LineEndAt(bytes, from + at) is var end and > 0)
                return end;
            from += at + 1;
        }

        return 0;
    }

    // Where the line ends whose '\n' has a byte at this place; 0 when that byte is a part of another character.
    private int LineEndAt(ReadOnlySpan<byte> bytes, int at)
    {
        if (Wide is null)
            return at + 1;
        if (ReferenceEquals(this, LittleEndian))
            return at % 2 == 0 && at + 1 < bytes.Length && bytes[at + 1] == 0 ? at + 2 : 0;
        return at % 2 == 1 && bytes[at - 1] == 0 ? at + 1 : 0;
    }
}
