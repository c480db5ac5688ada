namespace Dwell.Readers.Json;

/// <summary>What stands at a place of a stream.</summary>
internal enum JsonItem : byte
{
    /// <summary>A record: its fields are in the scanner.</summary>
    Record,

    /// <summary>A line of something else.</summary>
    Text,

    /// <summary>A record that goes on behind the bytes at hand.</summary>
    Cut,
}

/// <summary>
/// Walks over the records in bytes: one a line, one behind another, in an array, in a wrapper; written in one line or in many. What is
/// no JSON is given line by line, and reading goes on at the line in which it failed, so that no byte is looked at more than a few
/// times whatever the bytes are.
/// </summary>
internal sealed class JsonStream(JsonScanner scanner)
{
    private byte[] _bytes = [];
    private int _at;
    private int _end;
    private int _textEnd;
    private bool _isLines;

    /// <summary>Where the item begins.</summary>
    public int Start { get; private set; }

    /// <summary>How many bytes it has; the line end of a text does not count.</summary>
    public int Length { get; private set; }

    /// <summary>How many objects lie around the records here: those of wrappers.</summary>
    public int WrapperDepth { get; private set; }

    /// <summary>Behind the last item.</summary>
    public int At => _at;

    /// <summary><paramref name="isLines"/>: no record has more than one line.</summary>
    public void Open(byte[] bytes, int start, int end, int wrapperDepth, bool isLines)
    {
        (_bytes, _at, _end, _isLines) = (bytes, start, end, isLines);
        WrapperDepth = wrapperDepth;
        _textEnd = start;
    }

    /// <summary>Goes to the next item; false at the end. <see cref="Start"/> and <see cref="Length"/> say where it is.</summary>
    public bool MoveNext(out JsonItem item)
    {
        while (true)
        {
            item = JsonItem.Text;
            if (_at < _textEnd)
            {
                if (TakeLine())
                    return true;
                continue;
            }

            SkipBetween();
            if (_at >= _end)
                return false;
            switch (_bytes[_at])
            {
                case (byte)'{':
                    if (TryTakeObject(out item))
                        return true;
                    break;
                case (byte)'[' when BeginsArray():
                    _at++;
                    break;
                case (byte)']' when WrapperDepth > 0:
                    LeaveWrapper();
                    break;
                case (byte)']' or (byte)',':
                    _at++;
                    break;
                default:
                    _textEnd = EndOfLine(_at);
                    break;
            }
        }
    }

    // False where a wrapper begins, or a text is to be taken.
    private bool TryTakeObject(out JsonItem item)
    {
        item = JsonItem.Record;
        var end = _isLines ? EndOfLine(_at) : _end;
        switch (scanner.Scan(_bytes, _at, end))
        {
            case JsonScan.Record:
                (Start, Length, _at) = (_at, scanner.At - _at, scanner.At);
                return true;
            case JsonScan.Wrapper:
                WrapperDepth = scanner.WrapperDepth;
                _at = scanner.At;
                return false;
            case JsonScan.Cut when !_isLines:
                (Start, Length, item) = (_at, _end - _at, JsonItem.Cut);
                _at = _textEnd = _end;
                return true;
            default:
                // The line in which it failed is read again, unless the record began in it.
                var line = _bytes.AsSpan(_at, scanner.At - _at).LastIndexOf((byte)'\n') + 1;
                _textEnd = line > 0 ? _at + line : EndOfLine(_at);
                return false;
        }
    }

    /// <summary>Gives what was found to be cut as lines of text instead: nothing follows.</summary>
    public void TakeAsText() => (_at, _textEnd) = (Start, _end);

    private bool TakeLine()
    {
        var end = Math.Min(EndOfLine(_at), _textEnd);
        var line = _bytes.AsSpan(_at, end - _at).TrimEnd("\r\n\0"u8);
        (Start, Length) = (_at, line.Length);
        _at = end;
        return !line.Trim(" \t"u8).IsEmpty;
    }

    // NUL is what stands in blocks that were allocated and not written; 0x1E begins a record in RFC 7464.
    private void SkipBetween()
    {
        while (_at < _end && _bytes[_at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' or 0 or 0x1E)
            _at++;
    }

    private bool BeginsArray()
    {
        for (var at = _at + 1; at < _end; at++)
        {
            if (_bytes[at] is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
                return _bytes[at] is (byte)'{' or (byte)'[' or (byte)']';
        }

        return true;
    }

    // What stands behind the records ("nextLink": …) is no record.
    private void LeaveWrapper()
    {
        _at++;
        for (; WrapperDepth > 0; WrapperDepth--)
        {
            if (!scanner.TryLeaveObject(_bytes, _at, _end))
            {
                WrapperDepth = 0;
                break;
            }

            _at = scanner.At;
        }
    }

    private int EndOfLine(int from)
    {
        var end = _bytes.AsSpan(from, _end - from).IndexOf((byte)'\n');
        return end < 0 ? _end : from + end + 1;
    }
}
