using System.Collections.Immutable;

namespace Dwell.Sigma.Matching;

/// <summary>Needles (folded) in ordinal order, each once, and for each the atoms that it proves.</summary>
internal sealed class NeedleTable
{
    private readonly int[] _starts;
    private readonly int[] _atoms;

    private NeedleTable(string[] needles, int[] starts, int[] atoms)
    {
        Needles = needles;
        _starts = starts;
        _atoms = atoms;
    }

    public string[] Needles { get; }

    public static NeedleTable Build(IEnumerable<(string Needle, int Atom)> pairs)
    {
        var groups = pairs
            .GroupBy(pair => pair.Needle, pair => pair.Atom, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, Atoms: group.Distinct().Order().ToImmutableArray()))
            .ToList();
        var starts = new int[groups.Count + 1];
        for (var i = 0; i < groups.Count; i++)
            starts[i + 1] = starts[i] + groups[i].Atoms.Length;
        return new NeedleTable([.. groups.Select(group => group.Key)], starts, [.. groups.SelectMany(group => group.Atoms)]);
    }

    public ReadOnlySpan<int> AtomsOf(int needle) => _atoms.AsSpan(_starts[needle], _starts[needle + 1] - _starts[needle]);
}
