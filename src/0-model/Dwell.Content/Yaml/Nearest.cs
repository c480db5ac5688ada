namespace Dwell.Content.Yaml;

/// <summary>Finds the known word that a misspelt one probably meant.</summary>
public static class Nearest
{
    // More than a third of the letters wrong is another word, not a slip.
    private const int SlipShare = 3;

    /// <summary>
    /// The known word within a third of the letters, the ordinally first of the nearest; null when none is
    /// near.
    /// </summary>
    public static string? To(string word, IEnumerable<string> known)
    {
        return To(word, known, Math.Max(1, word.Length / SlipShare));
    }

    /// <summary>
    /// The nearest known word, however far, the ordinally first of several; null when none is known.
    /// </summary>
    public static string? Among(string word, IEnumerable<string> known) => To(word, known, int.MaxValue - 1);

    /// <summary><c> (did you mean 'x'?)</c>, or nothing.</summary>
    public static string Hint(string word, IEnumerable<string> known) =>
        To(word, known) is { } near ? $" (did you mean '{near}'?)" : "";

    private static string? To(string word, IEnumerable<string> known, int farthest)
    {
        string? best = null;
        var bestDistance = farthest + 1;
        foreach (var candidate in known.Order(StringComparer.Ordinal))
        {
            var distance = Distance(word, candidate);
            if (distance < bestDistance)
                (best, bestDistance) = (candidate, distance);
        }

        return best;
    }

    // Levenshtein's distance with one row (Wagner and Fischer 1974).
    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
