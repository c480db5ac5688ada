using System.Text;

namespace Dwell.Readers.Json;

/// <summary>Bytes of UTF-16 as UTF-8, with the way back to their places.</summary>
internal sealed class JsonWide
{
    private byte[] _bytes = [];
    private int _at;
    private int _units;

    public byte[] Bytes => _bytes;

    public int Length { get; private set; }

    public void Open(ReadOnlySpan<byte> wide, Encoding encoding)
    {
        var text = encoding.GetString(wide[..(wide.Length & ~1)]);
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_bytes.Length < most)
            _bytes = new byte[most];
        Length = Encoding.UTF8.GetBytes(text, _bytes);
        (_at, _units) = (0, 0);
    }

    /// <summary>Where a place of the UTF-8 lies in the UTF-16, in bytes. Places are asked for in ascending order.</summary>
    public int PlaceOf(int at)
    {
        if (at < _at)
            (_at, _units) = (0, 0);
        for (; _at < at; _at++)
            _units += (_bytes[_at] & 0xC0) == 0x80 ? 0 : _bytes[_at] >= 0xF0 ? 2 : 1;
        return _units * 2;
    }
}
