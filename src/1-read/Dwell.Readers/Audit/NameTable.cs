using System.Numerics;
using System.Text;

namespace Dwell.Readers.Audit;

/// <summary>Finds the number of a name by its bytes, without making a string. Open addressing over FNV-1a; immutable.</summary>
internal sealed class NameTable
{
    private readonly byte[][] _names;
    private readonly short[] _slots;
    private readonly int _mask;

    public NameTable(IReadOnlyList<string> names)
    {
        _names = [.. names.Select(Encoding.UTF8.GetBytes)];
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)names.Count * 4);
        _mask = size - 1;
        _slots = new short[size];
        for (var i = 0; i < _names.Length; i++)
        {
            var at = (int)HashOf(_names[i]) & _mask;
            while (_slots[at] != 0)
                at = (at + 1) & _mask;
            _slots[at] = (short)(i + 1);
        }
    }

    /// <summary>The number, from 0; -1 when there is none.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        for (var at = (int)HashOf(name) & _mask; _slots[at] != 0; at = (at + 1) & _mask)
        {
            if (name.SequenceEqual(_names[_slots[at] - 1]))
                return _slots[at] - 1;
        }

        return -1;
    }

    private static uint HashOf(ReadOnlySpan<byte> name)
    {
        var hash = 2_166_136_261U;
        foreach (var b in name)
            hash = (hash ^ b) * 16_777_619U;
        return hash ^ (hash >> 15);
    }
}
