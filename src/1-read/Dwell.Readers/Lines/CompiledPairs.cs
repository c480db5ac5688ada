using System.Text;
using Dwell.Content.Lines;

namespace Dwell.Readers.Lines;

/// <summary>Takes <c>key=value</c> pairs apart. A key's first value counts: what comes later may have been put there.</summary>
internal sealed class CompiledPairs
{
    /// <summary>The slot of a capture that holds pairs: it is no field of the record.</summary>
    public const int Slot = -2;

    /// <summary>Keys that can be told apart: one bit each.</summary>
    public const int MostKeys = 64;

    private readonly byte[] _separator;
    private readonly byte[] _assignment;
    private readonly (byte[] Key, int Slot)[] _keys;

    public CompiledPairs(LinePairs pairs, Func<string, int> slotOf)
    {
        _separator = Encoding.UTF8.GetBytes(pairs.Separator);
        _assignment = Encoding.UTF8.GetBytes(pairs.Assignment);
        _keys = [.. pairs.Fields.Select(pair => (Encoding.UTF8.GetBytes(pair.Key), slotOf(pair.Value)))];
    }

    /// <summary>Adds the captures of the pairs within <paramref name="text"/>[<paramref name="start"/>..<paramref name="end"/>].</summary>
    public void Read(ReadOnlySpan<byte> text, int start, int end, CaptureBuffer captures)
    {
        ulong seen = 0;
        for (var at = start; at < end;)
        {
            var rest = text[at..end];
            var key = KeyAt(rest);
            var valueStart = key < 0 ? 0 : _keys[key].Key.Length + _assignment.Length;
            var (from, length, next) = ValueAt(rest, valueStart);
            if (key >= 0 && (seen & (1UL << key)) == 0)
            {
                seen |= 1UL << key;
                captures.Add(_keys[key].Slot, at + from, at + from + length);
            }

            at += next;
        }
    }

    private int KeyAt(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < _keys.Length; i++)
        {
            if (text.StartsWith(_keys[i].Key) && text[_keys[i].Key.Length..].StartsWith(_assignment))
                return i;
        }

        return -1;
    }

    // <value> and "value" end at their closing mark, so that a separator inside of them is no end.
    private (int From, int Length, int Next) ValueAt(ReadOnlySpan<byte> text, int start)
    {
        var from = start;
        var searched = start;
        var close = start < text.Length ? text[start] switch { (byte)'<' => (byte)'>', (byte)'"' => (byte)'"', _ => (byte)0 } : (byte)0;
        if (start > 0 && close != 0 && text[(start + 1)..].IndexOf(close) is >= 0 and var inside)
        {
            from = start + 1;
            searched = from + inside + 1;
            var after = EndOf(text, searched);
            return (from, inside, after.Next);
        }

        var (valueEnd, next) = EndOf(text, searched);
        return (from, valueEnd - from, next);
    }

    private (int End, int Next) EndOf(ReadOnlySpan<byte> text, int from)
    {
        var at = text[from..].IndexOf(_separator);
        if (at < 0)
            return (text.Length, text.Length);
        var next = from + at + _separator.Length;
        while (next < text.Length && text[next] == ' ')
            next++;
        return (from + at, next);
    }
}
