namespace Dwell.Facts.Mapping;

/// <summary>Writes hardware addresses in one form, so that sources agree.</summary>
internal static class HardwareAddressText
{
    private const int MostDigits = 40;

    /// <summary>
    /// Pairs of small hex digits with colons: of <c>00-11-22-33-44-55</c>, <c>001122334455</c>, <c>0011.2233.4455</c>,
    /// <c>0:1:2:a:b:c</c>. Text of another kind is left as it is.
    /// </summary>
    public static void Write(ReadOnlySpan<char> text, TextBuffer buffer)
    {
        Span<char> digits = stackalloc char[MostDigits];
        var count = 0;
        var inPart = 0;
        var isShort = text.Count(':') == 5 || text.Count('-') == 5;
        for (var i = 0; i <= text.Length; i++)
        {
            var isEnd = i == text.Length;
            if (!isEnd && char.IsAsciiHexDigit(text[i]) && count < MostDigits - 1)
            {
                digits[count++] = char.ToLowerInvariant(text[i]);
                inPart++;
                continue;
            }

            if (!isEnd && text[i] is not (':' or '-' or '.'))
            {
                buffer.Append(text);
                return;
            }

            // Some systems leave out the first zero of a pair.
            if (isShort && inPart == 1)
            {
                digits[count] = digits[count - 1];
                digits[count - 1] = '0';
                count++;
            }

            inPart = 0;
        }

        if (count < 12 || count % 2 != 0)
        {
            buffer.Append(text);
            return;
        }

        for (var i = 0; i < count; i += 2)
        {
            if (i > 0)
                buffer.Append(":");
            buffer.Append(digits.Slice(i, 2));
        }
    }
}
