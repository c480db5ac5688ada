using System.Buffers;

namespace Dwell.Readers.Json;

/// <summary>What was found where an object was expected.</summary>
internal enum JsonScan : byte
{
    /// <summary>A whole object.</summary>
    Record,

    /// <summary>The beginning of an object that holds an array of records; the scanner is behind its bracket.</summary>
    Wrapper,

    /// <summary>Something that is no JSON.</summary>
    Broken,

    /// <summary>The bytes ended inside.</summary>
    Cut,
}

/// <summary>
/// Reads one object of UTF-8 bytes as flat fields: keys of nested objects are joined by dots, values of arrays stand at one field.
/// Values are places in the bytes; nothing is copied. Each byte is looked at once. It takes what programs write beyond the
/// grammar where only one reading is left: control characters in strings (but no line end), <c>NaN</c>, <c>Infinity</c>.
/// </summary>
internal sealed partial class JsonScanner
{
    private static readonly SearchValues<byte> StringEnds = SearchValues.Create("\"\\\n"u8);

    private readonly JsonNames _names;
    private byte[] _bytes = [];
    private int _end;
    private bool _isWrapper;

    public JsonScanner(JsonNames names) => _names = names;

    /// <summary>The fields of the last object.</summary>
    public JsonEntries Entries { get; } = new();

    /// <summary>Where reading stands: behind the object, or where it failed.</summary>
    public int At { get; private set; }

    /// <summary>How many objects lie around the records of the last wrapper.</summary>
    public int WrapperDepth { get; private set; }

    /// <summary>True when something lay deeper than <see cref="JsonLimits.MaxDepth"/>.</summary>
    public bool WasDeep { get; private set; }

    /// <summary>Reads the object that begins at <paramref name="start"/>; no byte from <paramref name="end"/> on is looked at.</summary>
    public JsonScan Scan(byte[] bytes, int start, int end)
    {
        if (_names.Count > JsonLimits.MaxKnownNames)
            _names.Clear();
        Entries.Clear();
        WasDeep = false;
        _isWrapper = false;
        (_bytes, _end, At) = (bytes, end, start + 1);
        if (TryObject(_names.Root, 1))
            return JsonScan.Record;
        return _isWrapper ? JsonScan.Wrapper : At >= _end ? JsonScan.Cut : JsonScan.Broken;
    }

    /// <summary>Goes on behind the end of the object in which reading stands; false when it does not end.</summary>
    public bool TryLeaveObject(byte[] bytes, int start, int end)
    {
        (_bytes, _end, At) = (bytes, end, start);
        return TrySkipNested(1);
    }

    /// <summary>Adds the fields of an object, or of an array of objects, that is the text of a field; nothing when it is no JSON.</summary>
    public void ScanInner(ReadOnlySpan<byte> text, JsonName parent)
    {
        var (count, fields) = (Entries.Count, Entries.FieldCount);
        text = text.Trim(" \t\r\n"u8);
        if (text.IsEmpty || text[0] is not ((byte)'{' or (byte)'['))
            return;
        var length = text.Length;
        _bytes = Entries.Make(text, out var start);
        (At, _end) = (start + 1, start + length);
        var isRead = _bytes[start] == '{' ? TryObject(parent, 1) : !parent.IsRoot && TryArray(parent, 1);
        if (isRead && At == _end)
            Entries.MarkMade(count);
        else
            Entries.CutTo(count, fields);
    }

    // Behind '{'.
    private bool TryObject(JsonName parent, int depth)
    {
        SkipBlanks();
        if (TryTake((byte)'}'))
        {
            if (!parent.IsRoot)
                Entries.Add(parent, At, 0, JsonEntryKind.Null);
            return true;
        }

        JsonName? last = null;
        var isBesidePaging = parent.CanWrap;
        while (true)
        {
            if (!TryKey(parent, ref last))
                return false;
            var name = last!;
            if (parent.CanWrap)
            {
                if (IsUnwrapped(name, isBesidePaging))
                    name = parent;
                else if (isBesidePaging && name.CanWrap && IsWrapperHere(depth))
                    return false;
                isBesidePaging &= last!.IsPaging || last.CanWrap;
            }

            if (!TryValue(name, depth))
                return false;
            SkipBlanks();
            if (TryTake((byte)'}'))
                return true;
            if (!TryTake((byte)','))
                return false;
            SkipBlanks();
        }
    }

    // "key" : and the blanks behind; compares with the key that came here last before looking it up.
    private bool TryKey(JsonName parent, ref JsonName? last)
    {
        if (!TryTake((byte)'"'))
            return false;
        var rest = _bytes.AsSpan(At, _end - At);
        var expected = last is null ? parent.FirstChild : last.Following;
        if (expected is not null && rest.Length > expected.Raw.Length && rest[expected.Raw.Length] == '"' && rest.StartsWith(expected.Raw)
            && ReferenceEquals(expected.Parent, parent))
        {
            At += expected.Raw.Length + 1;
        }
        else
        {
            var start = At;
            if (!TryString(out var isEscaped))
                return false;
            expected = _names.Find(parent, _bytes.AsSpan(start, At - 1 - start), isEscaped);
            if (last is null)
                parent.FirstChild = expected;
            else
                last.Following = expected;
        }

        last = expected;
        SkipBlanks();
        if (!TryTake((byte)':'))
            return false;
        SkipBlanks();
        return true;
    }

    private bool TryValue(JsonName name, int depth)
    {
        if (At >= _end)
            return false;
        var start = At;
        switch (_bytes[At])
        {
            case (byte)'"':
                At++;
                if (!TryString(out var isEscaped))
                    return false;
                Entries.Add(name, start + 1, At - start - 2, isEscaped ? JsonEntryKind.Escaped : JsonEntryKind.Plain);
                return true;
            case (byte)'{':
            case (byte)'[':
                At++;
                if (depth >= JsonLimits.MaxDepth)
                    return TryDeep(name, start);
                if (!(_bytes[start] == '{' ? TryObject(name, depth + 1) : TryArray(name, depth + 1)))
                    return false;
                if (name.KeepsText)
                    Entries.Add(name, start, At - start, JsonEntryKind.Plain);
                return true;
            default:
                return TryWord(name, start);
        }
    }

    // Behind '['.
    private bool TryArray(JsonName name, int depth)
    {
        SkipBlanks();
        if (TryTake((byte)']'))
        {
            Entries.Add(name, At, 0, JsonEntryKind.Null);
            return true;
        }

        while (true)
        {
            var element = At < _end && _bytes[At] == '{' ? NamedBy(name) : null;
            if (element is null ? !TryValue(name, depth) : !TryPair(element, depth + 1))
                return false;
            SkipBlanks();
            if (TryTake((byte)']'))
                return true;
            if (!TryTake((byte)','))
                return false;
            SkipBlanks();
        }
    }

    private bool TryDeep(JsonName name, int start)
    {
        WasDeep = true;
        if (!TrySkipNested(1))
            return false;
        Entries.Add(name, start, At - start, JsonEntryKind.Plain);
        return true;
    }

    // {"_source": {…}} and {"preview": false, "result": {…}}: the fields of the inner object are those of the record.
    private bool IsUnwrapped(JsonName name, bool isBesidePaging) =>
        At < _end && _bytes[At] == '{' && name.Parent!.IsRoot && (name.Text == "_source" || (isBesidePaging && name.Text == "result"));

    private bool IsWrapperHere(int depth)
    {
        if (At >= _end || _bytes[At] != '[')
            return false;
        var at = At + 1;
        while (at < _end && IsBlank(_bytes[at]))
            at++;
        if (at >= _end || _bytes[at] != '{')
            return false;
        (_isWrapper, WrapperDepth, At) = (true, depth, at);
        return true;
    }
}
