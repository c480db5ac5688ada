using System.Runtime.InteropServices;

namespace Dwell.Evtx.Values;

/// <summary>
/// The items of an array value, one after another: numbers, times and GUIDs stand side by side, texts are separated by
/// NULs, SIDs follow one another with their own lengths. Items are spans over the value's bytes. Remaining bytes that
/// make no whole item are the last item, so that nothing is lost.
/// </summary>
public ref struct ArrayItems
{
    private readonly EvtxValueType _type;
    private ReadOnlySpan<byte> _rest;

    /// <summary>The items of <paramref name="bytes"/>, whose type is <paramref name="type"/> (with or without the array bit).</summary>
    public ArrayItems(ReadOnlySpan<byte> bytes, EvtxValueType type)
    {
        _type = type & ~EvtxValueType.Array;
        _rest = bytes;
        Current = default;
    }

    /// <summary>The bytes of the item.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>How many bytes are left behind the item; with the whole length this gives its place.</summary>
    public readonly int Left => _rest.Length;

    /// <summary>Bytes of each item of the type (with or without the array bit); 0 where items differ in width.</summary>
    public static int SizeOf(EvtxValueType type) => ValueSizes.FixedSizeOf(type & ~EvtxValueType.Array);

    /// <summary>How many items there are.</summary>
    public static int Count(ReadOnlySpan<byte> bytes, EvtxValueType type)
    {
        if (SizeOf(type) is > 0 and var size)
            return (bytes.Length + size - 1) / size;
        var items = new ArrayItems(bytes, type);
        var count = 0;
        while (items.MoveNext())
            count++;
        return count;
    }

    /// <summary>Itself, for <c>foreach</c>.</summary>
    public readonly ArrayItems GetEnumerator() => this;

    /// <summary>Goes to the next item; false at the end.</summary>
    public bool MoveNext()
    {
        if (_rest.IsEmpty)
            return false;
        var (length, separator) = _type switch
        {
            EvtxValueType.String => LengthOfText(),
            EvtxValueType.AnsiString => LengthOfAnsi(),
            EvtxValueType.Sid when _rest.Length >= 2 => (8 + (4 * _rest[1]), 0),
            EvtxValueType.SizeT => (_rest.Length % 8 == 0 ? 8 : 4, 0),
            _ => (ValueSizes.FixedSizeOf(_type), 0),
        };
        if (length > _rest.Length || (length == 0 && separator == 0))
            length = _rest.Length;
        Current = _rest[..length];
        _rest = _rest[Math.Min(_rest.Length, length + separator)..];
        return true;
    }

    private readonly (int Length, int Separator) LengthOfText()
    {
        var end = MemoryMarshal.Cast<byte, char>(_rest).IndexOf('\0');
        return end < 0 ? (_rest.Length, 0) : (2 * end, 2);
    }

    private readonly (int Length, int Separator) LengthOfAnsi()
    {
        var end = _rest.IndexOf((byte)0);
        return end < 0 ? (_rest.Length, 0) : (end, 1);
    }
}
