using System.Collections.Immutable;

namespace Dwell.Content.Mappings;

/// <summary>
/// A text in which <c>*</c> stands for any characters, none included; it must fit the whole value, without
/// regard to
/// case (ordinal). Matching takes time linear in the value for each piece of the pattern.
/// </summary>
public sealed class WildcardPattern
{
    private readonly ImmutableArray<string> _pieces;

    /// <summary>
    /// Makes the pattern; there is no escape, since no path or word of Windows has a <c>*</c> in it.
    /// </summary>
    public WildcardPattern(string text)
    {
        Text = text;
        _pieces = [.. text.Split('*')];
    }

    /// <summary>The pattern as written.</summary>
    public string Text { get; }

    /// <summary>True when the whole value fits.</summary>
    public bool Fits(ReadOnlySpan<char> value)
    {
        var first = _pieces[0];
        if (_pieces.Length == 1)
            return value.Equals(first, StringComparison.OrdinalIgnoreCase);
        if (!value.StartsWith(first, StringComparison.OrdinalIgnoreCase))
            return false;
        var rest = value[first.Length..];
        var last = _pieces[^1];
        if (rest.Length < last.Length || !rest.EndsWith(last, StringComparison.OrdinalIgnoreCase))
            return false;
        rest = rest[..^last.Length];

        // Taking each inner piece at its first place leaves most for the ones after it.
        foreach (var piece in _pieces.AsSpan()[1..^1])
        {
            var at = rest.IndexOf(piece, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
                return false;
            rest = rest[(at + piece.Length)..];
        }

        return true;
    }
}
