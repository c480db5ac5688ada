namespace Dwell.Sigma.Matching;

/// <summary>The atoms that hold for the record at hand. Clearing costs as much as was set.</summary>
internal sealed class HitSet
{
    private ulong[] _bits = [];
    private int[] _list = [];

    public int Count { get; private set; }

    /// <summary>The atoms in the order in which they were found, each once.</summary>
    public ReadOnlySpan<int> Atoms => _list.AsSpan(0, Count);

    /// <summary>Forgets all and makes room for atoms 0 to <paramref name="atoms"/> - 1.</summary>
    public void Reset(int atoms)
    {
        for (var i = 0; i < Count; i++)
            _bits[_list[i] >> 6] = 0;
        Count = 0;
        if (atoms <= _list.Length)
            return;
        _list = new int[atoms];
        _bits = new ulong[(atoms + 63) >> 6];
    }

    public bool Contains(int atom) => (_bits[atom >> 6] & (1UL << atom)) != 0;

    public void Add(int atom)
    {
        ref var word = ref _bits[atom >> 6];
        var bit = 1UL << atom;
        if ((word & bit) != 0)
            return;
        word |= bit;
        _list[Count++] = atom;
    }

    public void Add(ReadOnlySpan<int> atoms)
    {
        foreach (var atom in atoms)
            Add(atom);
    }
}
