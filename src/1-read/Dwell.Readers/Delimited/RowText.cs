using System.Text;
using Dwell.Readers.Logs;

namespace Dwell.Readers.Delimited;

/// <summary>The text of a block in UTF-8, and where its bytes lie in the file: UTF-16 is turned into UTF-8 once.</summary>
internal sealed class RowText
{
    private byte[] _narrow = [];
    private Encoding? _wide;
    private long _offset;
    private int _mappedTo;
    private long _mappedOffset;

    /// <summary>The bytes; those from <see cref="Length"/> on are anything.</summary>
    public byte[] Buffer { get; private set; } = [];

    /// <summary>How many of them are text.</summary>
    public int Length { get; private set; }

    /// <summary>The text.</summary>
    public ReadOnlySpan<byte> Span => Buffer.AsSpan(0, Length);

    /// <summary>Takes a block.</summary>
    public void Open(LogBlock block) => Open(block.Buffer, block.Length, block.Offset, block.Encoding?.Wide);

    /// <summary>Takes the first bytes of a buffer, which begin at an offset of the file; <paramref name="wide"/> is null for UTF-8.</summary>
    public void Open(byte[] buffer, int length, long offset, Encoding? wide)
    {
        _wide = wide;
        _offset = offset;
        _mappedTo = 0;
        _mappedOffset = offset;
        if (wide is null)
        {
            (Buffer, Length) = (buffer, length);
            return;
        }

        var chars = wide.GetString(buffer, 0, length);
        var most = Encoding.UTF8.GetMaxByteCount(chars.Length);
        if (_narrow.Length < most)
            _narrow = new byte[most];
        Length = Encoding.UTF8.GetBytes(chars, _narrow);
        Buffer = _narrow;
    }

    /// <summary>Where a place of the text lies in the file; places are asked for in ascending order.</summary>
    public long OffsetOf(int at)
    {
        if (_wide is null)
            return _offset + at;
        _mappedOffset += WideBytes(Buffer.AsSpan(_mappedTo, at - _mappedTo));
        _mappedTo = at;
        return _mappedOffset;
    }

    /// <summary>How many bytes of the file a run of the text takes.</summary>
    public int FileLength(int start, int length) => _wide is null ? length : WideBytes(Buffer.AsSpan(start, length));

    /// <summary>How many bytes a text takes in UTF-16.</summary>
    public static int WideBytes(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetCharCount(utf8) * 2;
}
