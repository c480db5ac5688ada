namespace Dwell.Facts.DuckDb.Rows;

/// <summary>Merges sorted sequences into one.</summary>
internal static class SortedMerge
{
    /// <summary>All items in order; sequences are few, each is read as it is needed.</summary>
    public static IEnumerable<T> Of<T>(IReadOnlyList<IEnumerable<T>> sequences, Comparison<T> compare)
    {
        var heads = new List<IEnumerator<T>>();
        try
        {
            foreach (var sequence in sequences)
            {
                var head = sequence.GetEnumerator();
                heads.Add(head);
                if (head.MoveNext())
                    continue;
                head.Dispose();
                heads.Remove(head);
            }

            while (heads.Count > 0)
            {
                var least = heads[0];
                for (var i = 1; i < heads.Count; i++)
                {
                    if (compare(heads[i].Current, least.Current) < 0)
                        least = heads[i];
                }

                yield return least.Current;
                if (least.MoveNext())
                    continue;
                least.Dispose();
                heads.Remove(least);
            }
        }
        finally
        {
            foreach (var head in heads)
                head.Dispose();
        }
    }
}
