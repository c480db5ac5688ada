namespace Dwell.Sigma.Matching;

/// <summary>
/// All needles as a tree of characters. Nodes are numbered level by level, so that the children of a node lie side by side:
/// node n's children are <c>FirstChild[n]</c> to <c>FirstChild[n + 1] - 1</c>, each entered by its own
/// <c>Edges</c> character. Node 0 is the root.
/// </summary>
internal sealed class Trie
{
    private readonly char[] _edges;
    private readonly int[] _firstChild;
    private readonly int[] _needleAt;

    private Trie(char[] edges, int[] firstChild, int[] needleAt)
    {
        _edges = edges;
        _firstChild = firstChild;
        _needleAt = needleAt;
    }

    public int NodeCount => _edges.Length;

    /// <summary>The character that leads into each node; the root's means nothing.</summary>
    public ReadOnlySpan<char> Edges => _edges;

    /// <summary>The first child of each node, and one more entry that ends the last.</summary>
    public ReadOnlySpan<int> FirstChild => _firstChild;

    /// <summary>The needle that ends at each node, -1 for none.</summary>
    public ReadOnlySpan<int> NeedleAt => _needleAt;

    /// <summary>The tree of needles that are ordered (ordinal), each once.</summary>
    public static Trie Build(ReadOnlySpan<string> needles)
    {
        // A node is a range of needles that share their first characters.
        var ranges = new List<(int Start, int End, int Depth)> { (0, needles.Length, 0) };
        var edges = new List<char> { '\0' };
        var firstChild = new List<int>();
        var needleAt = new List<int>();
        for (var node = 0; node < ranges.Count; node++)
        {
            var (start, end, depth) = ranges[node];
            firstChild.Add(ranges.Count);
            var endsHere = start < end && needles[start].Length == depth;
            needleAt.Add(endsHere ? start : -1);
            for (var i = endsHere ? start + 1 : start; i < end;)
            {
                var edge = needles[i][depth];
                var first = i;
                while (i < end && needles[i][depth] == edge)
                    i++;
                edges.Add(edge);
                ranges.Add((first, i, depth + 1));
            }
        }

        firstChild.Add(ranges.Count);
        return new Trie([.. edges], [.. firstChild], [.. needleAt]);
    }

    /// <summary>The child of a node for a character, or -1.</summary>
    public int Child(int node, char c)
    {
        var first = _firstChild[node];
        var found = _edges.AsSpan(first, _firstChild[node + 1] - first).IndexOf(c);
        return found < 0 ? -1 : first + found;
    }
}
