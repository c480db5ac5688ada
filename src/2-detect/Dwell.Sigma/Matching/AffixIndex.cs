namespace Dwell.Sigma.Matching;

/// <summary>Finds which needles a text begins with, or ends with, in one walk that stops where no needle goes on.</summary>
internal sealed class AffixIndex
{
    private readonly Trie _trie;
    private readonly NeedleTable _needles;
    private readonly bool _fromEnd;

    /// <summary>An index over (needle, atom); <paramref name="fromEnd"/> for ends of texts.</summary>
    public AffixIndex(IEnumerable<(string Needle, int Atom)> pairs, bool fromEnd)
    {
        _fromEnd = fromEnd;
        _needles = NeedleTable.Build(fromEnd ? pairs.Select(pair => (Reverse(pair.Needle), pair.Atom)) : pairs);
        _trie = Trie.Build(_needles.Needles);
    }

    /// <summary>Adds the atoms of all needles at the text's start or end; the text is folded.</summary>
    public void Collect(ReadOnlySpan<char> text, HitSet hits)
    {
        var needleAt = _trie.NeedleAt;
        var node = 0;
        for (var i = 0; ; i++)
        {
            var needle = needleAt[node];
            if (needle >= 0)
                hits.Add(_needles.AtomsOf(needle));
            if (i == text.Length)
                return;
            node = _trie.Child(node, _fromEnd ? text[^(i + 1)] : text[i]);
            if (node < 0)
                return;
        }
    }

    private static string Reverse(string text) => string.Create(text.Length, text, static (target, source) =>
    {
        source.CopyTo(target);
        target.Reverse();
    });
}
