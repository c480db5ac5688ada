using System.Runtime.CompilerServices;
using Dwell.Facts.DuckDb.Schema;

namespace Dwell.Facts.DuckDb.Rows;

/// <summary>
/// Decides for one column of one table whether texts are kept as words (by number) or as they are. A column of few different
/// texts (states, services, accounts, programs) costs a fifth as words; one of ids or paths would only fill the memory, and is
/// given up after <see cref="MaximumWords"/> of them.
/// </summary>
internal struct WordChoice
{
    /// <summary>New words that one column may bring.</summary>
    public const int MaximumWords = 2_048;

    // A column whose words come again less often than this is one of ids.
    private const int UsesPerWord = 8;

    private int _added;
    private long _used;
    private bool _isGivenUp;

    /// <summary>The number of the text as a word; false where it is to be kept as it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGet(NameTable names, ReadOnlySpan<byte> utf8, out int id)
    {
        id = 0;
        return !_isGivenUp && utf8.Length <= ValueForms.MaxWordBytes && TryFind(names, utf8, out id);
    }

    private bool TryFind(NameTable names, ReadOnlySpan<byte> utf8, out int id)
    {
        var isWord = names.TryGetWord(utf8, _added < MaximumWords, out id, out var isNew);
        _used++;
        if (isNew && ++_added == MaximumWords)
            _isGivenUp = _used < UsesPerWord * (long)MaximumWords;
        return isWord;
    }
}
