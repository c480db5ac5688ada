using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Dwell.Content.Mappings;

/// <summary>
/// A named table from values to words: what a code means, which registry path starts what. Values without
/// <c>*</c> are
/// looked up; patterns are tried in the order of the file, and a pattern marked as <c>except</c> ends the
/// search without
/// a word.
/// </summary>
public sealed class ValueTable
{
    private readonly FrozenDictionary<string, string> _words;
    private readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _wordsBySpan;
    private readonly ImmutableArray<Row> _patterns;

    internal ValueTable(string name, IEnumerable<Row> rows)
    {
        Name = name;
        Rows = [.. rows];
        _words = Rows.Where(row => !row.IsPattern && row.Word is not null)
            .ToFrozenDictionary(row => row.Pattern.Text, row => row.Word!, StringComparer.OrdinalIgnoreCase);
        _wordsBySpan = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        _patterns = [.. Rows.Where(row => row.IsPattern || row.Word is null)];
    }

    /// <summary>The table's name.</summary>
    public string Name { get; }

    /// <summary>All rows, in the order of the file.</summary>
    public ImmutableArray<Row> Rows { get; }

    /// <summary>
    /// True when a row fits the value; <paramref name="word"/> is then its word, null for an exception. False
    /// leaves
    /// <paramref name="word"/> null.
    /// </summary>
    public bool TryFind(ReadOnlySpan<char> value, out string? word)
    {
        if (_wordsBySpan.TryGetValue(value, out word))
            return true;
        foreach (var row in _patterns)
        {
            if (!row.Pattern.Fits(value))
                continue;
            word = row.Word;
            return true;
        }

        return false;
    }

    /// <summary>One row; <paramref name="Word"/> is null for an exception.</summary>
    public sealed record Row(WildcardPattern Pattern, string? Word)
    {
        /// <summary>True when the value has a <c>*</c>.</summary>
        public bool IsPattern => Pattern.Text.Contains('*', StringComparison.Ordinal);
    }
}
