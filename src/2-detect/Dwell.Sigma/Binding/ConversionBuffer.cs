namespace Dwell.Sigma.Binding;

/// <summary>Room for one converted value; grows and is used again. One per cursor and thread.</summary>
internal sealed class ConversionBuffer
{
    private char[] _chars = new char[256];
    private int _length;

    public ReadOnlySpan<char> Text => _chars.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public void Append(ReadOnlySpan<char> text)
    {
        if (text.Length > _chars.Length - _length)
            Array.Resize(ref _chars, Math.Max(_chars.Length * 2, checked(_length + text.Length)));
        text.CopyTo(_chars.AsSpan(_length));
        _length += text.Length;
    }

    public void Append(ulong number, ReadOnlySpan<char> format = default)
    {
        Span<char> digits = stackalloc char[24];
        number.TryFormat(digits, out var written, format, System.Globalization.CultureInfo.InvariantCulture);
        Append(digits[..written]);
    }
}
