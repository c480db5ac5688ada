using Dwell.Model.Time;

namespace Dwell.Answers.Scope;

/// <summary>A time in which something was recorded without a break: <paramref name="From"/> included, <paramref name="To"/> not.</summary>
internal readonly record struct Stretch(UtcInstant From, UtcInstant To)
{
    /// <summary>The stretches in order, those that overlap or touch as one.</summary>
    public static List<Stretch> Union(IEnumerable<Stretch> stretches)
    {
        var union = new List<Stretch>();
        foreach (var next in stretches.OrderBy(stretch => stretch.From).ThenBy(stretch => stretch.To))
        {
            if (union.Count > 0 && next.From <= union[^1].To)
                union[^1] = union[^1] with { To = next.To > union[^1].To ? next.To : union[^1].To };
            else
                union.Add(next);
        }

        return union;
    }

    /// <summary>Where both lists, each in order and without overlaps, have a stretch.</summary>
    public static List<Stretch> Intersection(List<Stretch> left, List<Stretch> right)
    {
        var both = new List<Stretch>();
        for (int i = 0, j = 0; i < left.Count && j < right.Count;)
        {
            var from = left[i].From > right[j].From ? left[i].From : right[j].From;
            var to = left[i].To < right[j].To ? left[i].To : right[j].To;
            if (from < to)
                both.Add(new Stretch(from, to));
            if (left[i].To < right[j].To)
                i++;
            else
                j++;
        }

        return both;
    }
}
