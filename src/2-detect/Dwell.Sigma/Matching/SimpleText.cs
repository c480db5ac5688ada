namespace Dwell.Sigma.Matching;

/// <summary>Where a literal has to stand in a text.</summary>
internal enum LiteralPlace
{
    /// <summary>It is the whole text.</summary>
    Whole,
    Start,
    End,
    Anywhere,

    /// <summary>Any text passes; there is no literal.</summary>
    AnyText,
}

/// <summary>A test that an index answers by itself: a folded literal at a place of the folded text.</summary>
internal readonly record struct SimpleText(LiteralPlace Place, string Literal)
{
    /// <summary>False when the test has inner wildcards, dashes or counts case.</summary>
    public static bool TryMake(TextTest test, out SimpleText simple)
    {
        simple = default;
        if (test.IsCased)
            return false;
        var places = test.Folded.Places.AsSpan();
        var leads = places is [{ Kind: PatternKind.AnyRun }, ..];
        var core = leads ? places[1..] : places;
        var trails = core is [.., { Kind: PatternKind.AnyRun }];
        core = trails ? core[..^1] : core;
        Span<char> literal = core.Length <= 512 ? stackalloc char[core.Length] : new char[core.Length];
        for (var i = 0; i < core.Length; i++)
        {
            if (core[i].Kind != PatternKind.Literal)
                return false;
            literal[i] = core[i].Char;
        }

        var place = (leads, trails) switch
        {
            _ when core.IsEmpty && leads => LiteralPlace.AnyText,
            (true, true) => LiteralPlace.Anywhere,
            (true, false) => LiteralPlace.End,
            (false, true) => LiteralPlace.Start,
            _ => LiteralPlace.Whole,
        };
        simple = new SimpleText(place, literal.ToString());
        return true;
    }

    /// <summary>
    /// A test that every text passes which the given one accepts: its longest literal anywhere. False when there is none of
    /// at least <paramref name="atLeast"/> characters.
    /// </summary>
    public static bool TryMakeGate(TextTest test, int atLeast, out SimpleText gate)
    {
        var places = test.Folded.Places;
        int bestStart = 0, bestLength = 0, start = 0;
        for (var i = 0; i <= places.Length; i++)
        {
            if (i < places.Length && places[i].Kind == PatternKind.Literal)
                continue;
            if (i - start > bestLength)
                (bestStart, bestLength) = (start, i - start);
            start = i + 1;
        }

        gate = new SimpleText(LiteralPlace.Anywhere, string.Concat(places.Skip(bestStart).Take(bestLength).Select(place => place.Char)));
        return bestLength >= atLeast;
    }
}
