using Dwell.Model.Findings;

namespace Dwell.Analysis.Ranking;

/// <summary>
/// The total order of findings with their present weight: heavier first, then earlier, then by method. Names of hosts and
/// accounts decide nothing (a renamed organisation keeps its ranks); only true twins are told apart by their id.
/// </summary>
internal readonly record struct RankOrder(double Score, Finding Finding) : IComparable<RankOrder>
{
    public int CompareTo(RankOrder other)
    {
        var order = other.Score.CompareTo(Score);
        if (order == 0)
            order = Nullable.Compare(Finding.First, other.Finding.First);
        if (order == 0)
            order = string.CompareOrdinal(Finding.Kind, other.Finding.Kind);
        if (order == 0)
            order = string.CompareOrdinal(Finding.Subject.Method, other.Finding.Subject.Method);
        if (order == 0)
            order = Nullable.Compare(Finding.Last, other.Finding.Last);
        if (order == 0)
            order = Finding.Count.CompareTo(other.Finding.Count);
        return order != 0 ? order : string.CompareOrdinal(Finding.Id, other.Finding.Id);
    }
}
