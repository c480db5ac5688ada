namespace Dwell.Facts.Mapping;

/// <summary>
/// Gives equal texts one string, so that a host or an image that a million records name is kept once.
/// Bounded: long
/// texts are not kept, and a full pool is emptied, which costs memory but changes no result. Not thread-safe.
/// </summary>
internal sealed class TextPool
{
    /// <summary>More texts than this empty the pool.</summary>
    public const int MaxTexts = 65_536;

    /// <summary>Longer texts rarely come twice: command lines, scripts.</summary>
    public const int MaxLength = 200;

    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    public TextPool() => _bySpan = _texts.GetAlternateLookup<ReadOnlySpan<char>>();

    public string Get(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return "";
        if (_bySpan.TryGetValue(text, out var known))
            return known;
        var made = text.ToString();
        if (text.Length > MaxLength)
            return made;
        if (_texts.Count >= MaxTexts)
            _texts.Clear();
        _texts.Add(made);
        return made;
    }
}
