namespace Dwell.Sigma.Matching;

/// <summary>Where the other field's text stands in this one's.</summary>
internal enum ReferencePlace
{
    Whole,
    Start,
    End,
    Anywhere,
}

/// <summary>
/// A text of this field equals, begins with, ends with or contains a text of another field of the same record
/// (<c>fieldref</c>). When either has no text the test does not pass.
/// </summary>
internal sealed class FieldReferenceTest(string otherField, ReferencePlace place, bool cased) : ValueTest
{
    public string OtherField { get; } = otherField;

    public override string Key { get; } = $"F:{place}:{(cased ? "C" : "T")}:{otherField.ToUpperInvariant()}";

    public bool Passes(ReadOnlySpan<char> text, ReadOnlySpan<char> other)
    {
        switch (place)
        {
            case ReferencePlace.Whole:
                return text.Length == other.Length && EqualsAt(text, other, 0);
            case ReferencePlace.Start:
                return text.Length >= other.Length && EqualsAt(text, other, 0);
            case ReferencePlace.End:
                return text.Length >= other.Length && EqualsAt(text, other, text.Length - other.Length);
            default:
                for (var at = 0; at <= text.Length - other.Length; at++)
                {
                    if (EqualsAt(text, other, at))
                        return true;
                }

                return false;
        }
    }

    private bool EqualsAt(ReadOnlySpan<char> text, ReadOnlySpan<char> other, int at)
    {
        for (var i = 0; i < other.Length; i++)
        {
            var (a, b) = (text[at + i], other[i]);
            if (a != b && (cased || CaseFold.Fold(a) != CaseFold.Fold(b)))
                return false;
        }

        return true;
    }
}
