using System.Collections.Immutable;
using System.Text;

namespace Dwell.Sigma.Matching;

/// <summary>What stands at a place of a <see cref="TextPattern"/>.</summary>
internal enum PatternKind : byte
{
    /// <summary>This character.</summary>
    Literal,

    /// <summary><c>?</c>: any one character (UTF-16 unit).</summary>
    AnyOne,

    /// <summary><c>*</c>: any characters, also none.</summary>
    AnyRun,

    /// <summary>One of the five characters that begin a parameter of a Windows command line (<c>windash</c>).</summary>
    Dash,
}

/// <summary>A place of a pattern; <paramref name="Char"/> counts for literals only.</summary>
internal readonly record struct PatternPlace(PatternKind Kind, char Char = default)
{
    public static PatternPlace Run => new(PatternKind.AnyRun);
}

/// <summary>A Sigma value with its wildcards and escapes understood. Matches the whole of a text.</summary>
internal sealed record TextPattern(ImmutableArray<PatternPlace> Places)
{
    // Hyphen, slash, en dash, em dash, horizontal bar: Sigma modifiers appendix 2.1, windash.
    private const string Dashes = "-/\u2013\u2014\u2015";

    /// <summary>True when there is nothing but literals.</summary>
    public bool IsLiteral => Places.All(place => place.Kind == PatternKind.Literal);

    /// <summary>The literals as a text; use only when <see cref="IsLiteral"/>.</summary>
    public string LiteralText => string.Concat(Places.Select(place => place.Char));

    /// <summary>
    /// Reads wildcards and escapes: a backslash takes the meaning from a following <c>*</c>, <c>?</c> or backslash and is a
    /// plain character before anything else (Sigma rules specification 2.1, "Escape Character").
    /// </summary>
    public static TextPattern Parse(string value)
    {
        var places = ImmutableArray.CreateBuilder<PatternPlace>(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (c == '\\' && i + 1 < value.Length && value[i + 1] is '*' or '?' or '\\')
                places.Add(new(PatternKind.Literal, value[++i]));
            else if (c == '*' && places is [.., { Kind: PatternKind.AnyRun }])
                continue;
            else
                places.Add(c switch { '*' => PatternPlace.Run, '?' => new(PatternKind.AnyOne), _ => new(PatternKind.Literal, c) });
        }

        return new TextPattern(places.ToImmutable());
    }

    /// <summary>A pattern of literals only.</summary>
    public static TextPattern Literal(string text) =>
        new([.. text.Select(c => new PatternPlace(PatternKind.Literal, c))]);

    /// <summary>The pattern with any text allowed before it.</summary>
    public TextPattern WithLeadingRun() =>
        Places is [{ Kind: PatternKind.AnyRun }, ..] ? this : new(Places.Insert(0, PatternPlace.Run));

    /// <summary>The pattern with any text allowed after it.</summary>
    public TextPattern WithTrailingRun() =>
        Places is [.., { Kind: PatternKind.AnyRun }] ? this : new(Places.Add(PatternPlace.Run));

    /// <summary>
    /// The pattern with every dash that begins a parameter turned into a place for any of the five: a dash with no word
    /// character before it and one after it, as pySigma defines it (<c>\B[-/]\b</c>), so that the hyphen in
    /// <c>foo-bar</c> and the slashes of a path stay what they are.
    /// </summary>
    public TextPattern WithAnyDash()
    {
        var places = Places.ToBuilder();
        for (var i = 0; i < places.Count; i++)
        {
            var isDash = places[i].Kind == PatternKind.Literal && Dashes.Contains(places[i].Char, StringComparison.Ordinal);
            if (isDash && !IsWord(Places, i - 1) && IsWord(Places, i + 1))
                places[i] = new(PatternKind.Dash);
        }

        return new(places.ToImmutable());
    }

    /// <summary>The pattern with its literals folded; for texts that are folded too.</summary>
    public TextPattern Folded() =>
        new([.. Places.Select(place => place.Kind == PatternKind.Literal ? place with { Char = CaseFold.Fold(place.Char) } : place)]);

    /// <summary>True when the pattern covers the whole text; compares characters exactly.</summary>
    public bool Matches(ReadOnlySpan<char> text)
    {
        // After a mismatch the last run takes more, up to the next place where what follows it can begin: no recursion,
        // at worst text times pattern.
        var places = Places.AsSpan();
        int at = 0, place = 0, runPlace = -1, runAt = 0;
        while (at < text.Length)
        {
            if (place < places.Length && places[place].Kind == PatternKind.AnyRun)
            {
                (runPlace, runAt) = (place++, at);
            }
            else if (place < places.Length && Accepts(places[place], text[at]))
            {
                place++;
                at++;
            }
            else if (runPlace < 0)
            {
                return false;
            }
            else
            {
                if (!TryAdvance(places, runPlace + 1, text, ref runAt))
                    return runPlace == places.Length - 1;
                (place, at) = (runPlace + 1, runAt);
            }
        }

        while (place < places.Length && places[place].Kind == PatternKind.AnyRun)
            place++;
        return place == places.Length;
    }

    /// <summary>A text that tells this pattern from every other.</summary>
    public string Key()
    {
        var key = new StringBuilder(Places.Length + 4);
        foreach (var place in Places)
        {
            _ = place.Kind switch
            {
                PatternKind.Literal when place.Char == '\\' => key.Append("\\\\"),
                PatternKind.Literal => key.Append(place.Char),
                PatternKind.AnyOne => key.Append("\\?"),
                PatternKind.AnyRun => key.Append("\\*"),
                _ => key.Append("\\-"),
            };
        }

        return key.ToString();
    }

    public bool Equals(TextPattern? other) => other is not null && Places.SequenceEqual(other.Places);

    public override int GetHashCode() => string.GetHashCode(Key(), StringComparison.Ordinal);

    private static bool Accepts(PatternPlace place, char c) => place.Kind switch
    {
        PatternKind.Literal => place.Char == c,
        PatternKind.AnyOne => true,
        _ => Dashes.Contains(c, StringComparison.Ordinal),
    };

    private static bool TryAdvance(ReadOnlySpan<PatternPlace> places, int next, ReadOnlySpan<char> text, ref int runAt)
    {
        runAt++;
        if (next == places.Length)
            return false;
        if (places[next].Kind != PatternKind.Literal)
            return true;
        var skipped = text[runAt..].IndexOf(places[next].Char);
        runAt += Math.Max(skipped, 0);
        return skipped >= 0;
    }

    private static bool IsWord(ImmutableArray<PatternPlace> places, int index) =>
        (uint)index < (uint)places.Length && places[index].Kind == PatternKind.Literal
        && (char.IsLetterOrDigit(places[index].Char) || places[index].Char == '_');
}
