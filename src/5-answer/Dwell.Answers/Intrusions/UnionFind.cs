namespace Dwell.Answers.Intrusions;

/// <summary>Disjoint sets over 0 … count - 1, with path halving; the smaller index stands for its set.</summary>
internal sealed class UnionFind(int count)
{
    private readonly int[] _parent = [.. Enumerable.Range(0, count)];

    public int Find(int item)
    {
        while (_parent[item] != item)
            item = _parent[item] = _parent[_parent[item]];
        return item;
    }

    public void Join(int left, int right)
    {
        int a = Find(left), b = Find(right);
        if (a != b)
            _parent[Math.Max(a, b)] = Math.Min(a, b);
    }
}
