namespace Dwell.Facts.Mapping;

/// <summary>Characters that a conversion writes; grows, and is used again for the next value.</summary>
internal sealed class TextBuffer
{
    private char[] _chars = new char[256];
    private int _length;

    public ReadOnlySpan<char> Written => _chars.AsSpan(0, _length);

    public int Length => _length;

    public void Clear() => _length = 0;

    public TextBuffer Append(ReadOnlySpan<char> text)
    {
        if (_chars.Length - _length < text.Length)
            Array.Resize(ref _chars, Math.Max(_chars.Length * 2, _length + text.Length));
        text.CopyTo(_chars.AsSpan(_length));
        _length += text.Length;
        return this;
    }

    public TextBuffer Append<T>(T value, ReadOnlySpan<char> format = default)
        where T : ISpanFormattable
    {
        Span<char> digits = stackalloc char[64];
        value.TryFormat(digits, out var written, format, System.Globalization.CultureInfo.InvariantCulture);
        return Append(digits[..written]);
    }
}
