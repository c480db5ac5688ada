namespace Dwell.Readers.Audit;

/// <summary>How a value was written.</summary>
internal enum AuditValueForm : byte
{
    /// <summary>Without quotes: a word, a number, or the hex of a text.</summary>
    Bare,

    /// <summary>Between quotes: the text itself.</summary>
    Quoted,

    /// <summary>A word that belongs to no name.</summary>
    Word,
}

/// <summary>
/// Walks over <c>name=value</c> pairs and words of a record's text, as auparse's tokens: values in double quotes end at the next
/// one, the message of a program is in single quotes and holds pairs itself, the enriched part follows the byte 0x1D.
/// Places count from the start of the text.
/// </summary>
internal ref struct AuditTokens(ReadOnlySpan<byte> text)
{
    private const byte Separator = 0x1D;

    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;
    private bool _isInMessage;

    /// <summary>The name; empty for a word.</summary>
    public Range Name { get; private set; }

    /// <summary>The value, without quotes.</summary>
    public Range Value { get; private set; }

    /// <summary>How it was written.</summary>
    public AuditValueForm Form { get; private set; }

    /// <summary>Goes to the next pair or word.</summary>
    public bool MoveNext()
    {
        while (true)
        {
            while (_at < _text.Length && _text[_at] is (byte)' ' or Separator or (byte)'\'' or (byte)',' or (byte)'\t' or 0)
                _at++;
            if (_at >= _text.Length)
                return false;
            var length = _text[_at..].IndexOfAny("= '\u001D"u8);
            if (length < 0)
                length = _text.Length - _at;
            if (_at + length >= _text.Length || _text[_at + length] != '=')
            {
                (Name, Value, Form) = (default, _at..(_at + length), AuditValueForm.Word);
                _at += length;
                return true;
            }

            var name = _at..(_at + length);
            _at += length + 1;
            if (_at < _text.Length && _text[_at] == '\'' && _text[name].SequenceEqual("msg"u8))
            {
                _isInMessage = true;
                continue;
            }

            Name = name;
            ReadValue();
            return true;
        }
    }

    private void ReadValue()
    {
        if (_at < _text.Length && _text[_at] == '"')
        {
            var end = _text[(_at + 1)..].IndexOf((byte)'"');
            if (end >= 0)
            {
                (Value, Form) = ((_at + 1)..(_at + 1 + end), AuditValueForm.Quoted);
                _at += end + 2;
                return;
            }

            // The closing quote was cut off: what is there is the value.
            (Value, Form) = ((_at + 1).._text.Length, AuditValueForm.Quoted);
            _at = _text.Length;
            return;
        }

        var rest = _text[_at..];
        var length = rest.IndexOfAny((byte)' ', Separator);
        if (length < 0)
            length = rest.Length;
        length = WithoutLostSeparator(rest[..length]);
        if (_isInMessage && rest[..length].LastIndexOf((byte)'\'') is var quote and >= 0 && EndsMessage(rest, quote))
            length = quote;
        (Value, Form) = (_at..(_at + TrimmedLength(rest[..length])), AuditValueForm.Bare);
        _at += length;
    }

    // The closing quote is the last character, or the enriched part follows (whose separator a copy may have lost).
    private static bool EndsMessage(ReadOnlySpan<byte> rest, int quote) =>
        quote + 1 == rest.Length || rest[quote + 1] is Separator or (byte)' ' or (>= (byte)'A' and <= (byte)'Z');

    // Copies lose the separator as a control character: '(null)ARCH=x86_64', '0OUID="root"'.
    private static int WithoutLostSeparator(ReadOnlySpan<byte> value)
    {
        if (value.StartsWith("(null)"u8))
            return "(null)"u8.Length;
        var equals = value.IndexOf("=\""u8);
        var start = equals;
        while (start > 0 && value[start - 1] is (>= (byte)'A' and <= (byte)'Z') or (byte)'-')
            start--;
        return start > 0 && equals - start >= 2 ? start : value.Length;
    }

    // A comma or a lone quote behind a value belongs to the sentence around it.
    private static int TrimmedLength(ReadOnlySpan<byte> value) => value.TrimEnd(",\""u8).Length;
}
