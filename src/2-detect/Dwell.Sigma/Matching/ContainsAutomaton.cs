using System.Collections.Frozen;

namespace Dwell.Sigma.Matching;

/// <summary>
/// Finds all needles inside a text in one pass (Aho and Corasick 1975). The states near the root, where ordinary text
/// stays, have a full row of transitions by character class; the many deep ones only have their children and the link
/// to the longest suffix that is a state too. So thousands of needles take a few MB, and the time stays linear in
/// the text whatever it says.
/// </summary>
internal sealed class ContainsAutomaton
{
    // 1 MiB of rows: what a core keeps in its second-level cache.
    private const int RowBudget = 256 * 1024;
    private const int AsciiChars = 128;

    private readonly NeedleTable _needles;
    private readonly Trie _trie;
    private readonly ushort[] _asciiClass = new ushort[AsciiChars];
    private readonly FrozenDictionary<char, ushort> _otherClass;
    private readonly int _classes;
    private readonly int _rowStates;
    private readonly int[] _rows;
    private readonly int[] _fail;

    // The nearest state on the way of suffixes, the state itself included, at which a needle ends; 0 for none.
    private readonly int[] _output;

    /// <summary>An automaton over (needle, atom); needles are folded and not empty.</summary>
    public ContainsAutomaton(IEnumerable<(string Needle, int Atom)> pairs)
    {
        _needles = NeedleTable.Build(pairs);
        _trie = Trie.Build(_needles.Needles);
        _otherClass = MakeClasses(out _classes);
        _rowStates = Math.Clamp(RowBudget / _classes, Math.Min(_trie.NodeCount, 1), _trie.NodeCount);
        _rows = new int[_rowStates * _classes];
        _fail = new int[_trie.NodeCount];
        _output = new int[_trie.NodeCount];
        Link();
    }

    /// <summary>Adds the atoms of all needles inside the text; the text is folded.</summary>
    public void Collect(ReadOnlySpan<char> text, HitSet hits)
    {
        var asciiClass = _asciiClass;
        var rows = _rows;
        var output = _output;
        var state = 0;
        foreach (var c in text)
        {
            var kind = c < AsciiChars ? asciiClass[c] : ClassOfOther(c);
            if (kind == 0)
            {
                // No needle holds the character.
                state = 0;
                continue;
            }

            state = state < _rowStates ? rows[state * _classes + kind] : NextDeep(state, c, kind);
            if (output[state] != 0)
                AddOutputs(output[state], hits);
        }
    }

    private FrozenDictionary<char, ushort> MakeClasses(out int classes)
    {
        var next = 1;
        var others = new Dictionary<char, ushort>();
        foreach (var c in _trie.Edges[1..])
        {
            if (c < AsciiChars ? _asciiClass[c] != 0 : others.ContainsKey(c))
                continue;
            if (c < AsciiChars)
                _asciiClass[c] = (ushort)next++;
            else
                others.Add(c, (ushort)next++);
        }

        classes = next;
        return others.ToFrozenDictionary();
    }

    // States are in the order of their depth: what a state's links need is there before it.
    private void Link()
    {
        var edges = _trie.Edges;
        var firstChild = _trie.FirstChild;
        for (var node = 0; node < _trie.NodeCount; node++)
        {
            if (node < _rowStates)
                FillRow(node);
            for (var child = firstChild[node]; child < firstChild[node + 1]; child++)
            {
                var c = edges[child];
                _fail[child] = node == 0 ? 0 : Next(_fail[node], c, ClassOf(c));
                _output[child] = _trie.NeedleAt[child] >= 0 ? child : _output[_fail[child]];
            }
        }
    }

    private void FillRow(int node)
    {
        var row = _rows.AsSpan(node * _classes, _classes);
        if (node > 0)
            _rows.AsSpan(_fail[node] * _classes, _classes).CopyTo(row);
        for (var child = _trie.FirstChild[node]; child < _trie.FirstChild[node + 1]; child++)
            row[ClassOf(_trie.Edges[child])] = child;
    }

    private int Next(int state, char c, int kind) => state < _rowStates ? _rows[state * _classes + kind] : NextDeep(state, c, kind);

    private int NextDeep(int state, char c, int kind)
    {
        while (state >= _rowStates)
        {
            var child = _trie.Child(state, c);
            if (child >= 0)
                return child;
            state = _fail[state];
        }

        return _rows[state * _classes + kind];
    }

    private void AddOutputs(int state, HitSet hits)
    {
        for (; state != 0; state = _output[_fail[state]])
            hits.Add(_needles.AtomsOf(_trie.NeedleAt[state]));
    }

    private int ClassOf(char c) => c < AsciiChars ? _asciiClass[c] : ClassOfOther(c);

    private int ClassOfOther(char c) => _otherClass.TryGetValue(c, out var kind) ? kind : 0;
}
