using System.Buffers;

namespace Dwell.Readers.Json;

internal sealed partial class JsonScanner
{
    private const int MostPairNameBytes = 128;

    private static readonly SearchValues<byte> WordBytes =
        SearchValues.Create("+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private static readonly SearchValues<byte> Borders = SearchValues.Create("\"{}[]"u8);

    private static bool IsBlank(byte b) => b is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';

    private void SkipBlanks()
    {
        while (At < _end && IsBlank(_bytes[At]))
            At++;
    }

    private bool TryTake(byte expected)
    {
        if (At >= _end || _bytes[At] != expected)
            return false;
        At++;
        return true;
    }

    // Behind the first quote; then behind the last. A line end inside is an error: then the place is that of the line end.
    private bool TryString(out bool isEscaped)
    {
        isEscaped = false;
        while (true)
        {
            var next = _bytes.AsSpan(At, _end - At).IndexOfAny(StringEnds);
            if (next < 0)
            {
                At = _end;
                return false;
            }

            At += next;
            switch (_bytes[At])
            {
                case (byte)'"':
                    At++;
                    return true;
                case (byte)'\n':
                    return false;
                default:
                    isEscaped = true;
                    At = Math.Min(At + 2, _end);
                    break;
            }
        }
    }

    private bool TryWord(JsonName name, int start)
    {
        var rest = _bytes.AsSpan(At, _end - At);
        var length = rest.IndexOfAnyExcept(WordBytes);
        var word = length < 0 ? rest : rest[..length];
        if (length < 0)
        {
            At = _end;
            return false;
        }

        var isNull = false;
        if (word.IsEmpty || !(word[0] is (byte)'-' or (>= (byte)'0' and <= (byte)'9') || word.SequenceEqual("true"u8)
            || word.SequenceEqual("false"u8) || (isNull = word.SequenceEqual("null"u8)) || word.SequenceEqual("NaN"u8)
            || word.SequenceEqual("Infinity"u8)))
        {
            return false;
        }

        At += word.Length;
        Entries.Add(name, start, word.Length, isNull ? JsonEntryKind.Null : JsonEntryKind.Plain);
        return true;
    }

    // Skips to behind the end of as many open objects and arrays, by their brackets and strings alone.
    private bool TrySkipNested(int open)
    {
        while (open > 0)
        {
            var next = _bytes.AsSpan(At, _end - At).IndexOfAny(Borders);
            if (next < 0)
            {
                At = _end;
                return false;
            }

            At += next + 1;
            switch (_bytes[At - 1])
            {
                case (byte)'"':
                    if (!TryString(out _))
                        return false;
                    break;
                case (byte)'{' or (byte)'[':
                    open++;
                    break;
                default:
                    open--;
                    break;
            }
        }

        return true;
    }

    /// <summary>
    /// The name that an object of an array gives itself: in <c>"Parameters":[{"Name":"To","Value":"x"}]</c> the value of the field
    /// <c>Parameters.To</c> is <c>x</c>. Null for any other object.
    /// </summary>
    private JsonName? NamedBy(JsonName array)
    {
        var start = At;
        At++;
        SkipBlanks();
        if (TryPairKey(isName: true) && TryTake((byte)'"'))
        {
            var from = At;
            if (TryString(out var isEscaped) && At - 1 - from is > 0 and <= MostPairNameBytes)
            {
                var raw = _bytes.AsSpan(from, At - 1 - from);
                SkipBlanks();
                if (TryTake((byte)','))
                {
                    SkipBlanks();
                    var behind = At;
                    if (TryPairKey(isName: false))
                    {
                        At = behind;
                        return _names.Find(array, raw, isEscaped);
                    }
                }
            }
        }

        At = start;
        return null;
    }

    private bool TryPairKey(bool isName)
    {
        if (!TryTake((byte)'"'))
            return false;
        var start = At;
        if (!TryString(out _))
            return false;
        var key = _bytes.AsSpan(start, At - 1 - start);
        var fits = isName
            ? key.SequenceEqual("Name"u8) || key.SequenceEqual("name"u8) || key.SequenceEqual("Key"u8) || key.SequenceEqual("key"u8)
                || key.SequenceEqual("@Name"u8) || key.SequenceEqual("displayName"u8) || key.SequenceEqual("DisplayName"u8)
            : key.SequenceEqual("Value"u8) || key.SequenceEqual("value"u8) || key.SequenceEqual("#text"u8) || key.SequenceEqual("NewValue"u8) || key.SequenceEqual("newValue"u8)
                || key.SequenceEqual("OldValue"u8) || key.SequenceEqual("oldValue"u8);
        SkipBlanks();
        if (!fits || !TryTake((byte)':'))
            return false;
        SkipBlanks();
        return true;
    }

    // Behind the name of a pair and its comma: its other members.
    private bool TryPair(JsonName name, int depth)
    {
        if (depth >= JsonLimits.MaxDepth)
            return TryDeep(name, At);
        JsonName? last = null;
        while (true)
        {
            if (!TryKey(name, ref last))
                return false;
            if (!TryValue(last!.Text is "Value" or "value" or "#text" ? name : last, depth))
                return false;
            SkipBlanks();
            if (TryTake((byte)'}'))
                return true;
            if (!TryTake((byte)','))
                return false;
            SkipBlanks();
        }
    }
}
