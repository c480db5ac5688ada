using System.Buffers;
using System.Text;

namespace Dwell.Sigma.Matching;

/// <summary>
/// Comparison without case: each UTF-16 unit becomes the small letter of its capital, which joins what Unicode's simple
/// case folding joins inside the basic plane (K, k and the Kelvin sign; Σ, σ and ς). Texts of equal fold are equal to
/// Sigma. Scripts with case beyond the basic plane (Deseret, Adlam, …) compare exactly.
/// </summary>
internal static class CaseFold
{
    private static readonly char[] Table = MakeTable();

    public static char Fold(char c) => Table[c];

    public static string Fold(string text) =>
        string.Create(text.Length, text, static (target, source) => Fold(source, target));

    /// <summary>Writes the fold of <paramref name="source"/> to <paramref name="target"/>, which is at least as long.</summary>
    public static void Fold(ReadOnlySpan<char> source, Span<char> target)
    {
        // Most values are ASCII, which the framework folds with vectors.
        if (Ascii.ToLower(source, target, out var done) == OperationStatus.Done)
            return;
        var table = Table;
        for (var i = done; i < source.Length; i++)
            target[i] = table[source[i]];
    }

    private static char[] MakeTable()
    {
        var table = new char[char.MaxValue + 1];
        for (var c = 0; c < table.Length; c++)
            table[c] = char.ToLowerInvariant(char.ToUpperInvariant((char)c));
        return table;
    }
}
