namespace Dwell.Sigma.Matching;

/// <summary>
/// Answers all simple tests of all rules about one field in one look at a value: a hash table for whole values, trees for
/// starts and ends, an automaton for what stands inside. Immutable.
/// </summary>
internal sealed class FieldIndex
{
    private readonly Dictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> _whole;
    private readonly bool _hasWhole;
    private readonly AffixIndex? _starts;
    private readonly AffixIndex? _ends;
    private readonly ContainsAutomaton? _inside;
    private readonly int[] _anyText;

    public FieldIndex(IReadOnlyCollection<(SimpleText Test, int Atom)> tests)
    {
        var whole = tests
            .Where(test => test.Test.Place == LiteralPlace.Whole)
            .GroupBy(test => test.Test.Literal, test => test.Atom, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Distinct().Order().ToArray(), StringComparer.Ordinal);
        _hasWhole = whole.Count > 0;
        _whole = whole.GetAlternateLookup<ReadOnlySpan<char>>();
        var starts = At(LiteralPlace.Start);
        _starts = starts.Count > 0 ? new AffixIndex(starts, fromEnd: false) : null;
        var ends = At(LiteralPlace.End);
        _ends = ends.Count > 0 ? new AffixIndex(ends, fromEnd: true) : null;
        var inside = At(LiteralPlace.Anywhere);
        _inside = inside.Count > 0 ? new ContainsAutomaton(inside) : null;
        _anyText = [.. At(LiteralPlace.AnyText).Select(pair => pair.Atom).Distinct().Order()];

        List<(string Literal, int Atom)> At(LiteralPlace place) =>
            [.. tests.Where(test => test.Test.Place == place).Select(test => (test.Test.Literal, test.Atom))];
    }

    /// <summary>Adds the atoms that the value proves; the value is folded.</summary>
    public void Collect(ReadOnlySpan<char> value, HitSet hits)
    {
        if (_hasWhole && _whole.TryGetValue(value, out var atoms))
            hits.Add(atoms);
        _starts?.Collect(value, hits);
        _ends?.Collect(value, hits);
        _inside?.Collect(value, hits);
        hits.Add(_anyText);
    }
}
