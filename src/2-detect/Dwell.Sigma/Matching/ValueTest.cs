namespace Dwell.Sigma.Matching;

/// <summary>
/// What a rule asks of a field. Two kinds: of each text at the field (<see cref="TextValueTest"/>; the field passes
/// when any of its texts does), and of the field as a whole (the other derived types).
/// </summary>
internal abstract class ValueTest
{
    /// <summary>A text that is equal for tests that mean the same, whatever rule they stand in.</summary>
    public abstract string Key { get; }
}

/// <summary>A test of one text. Immutable; safe for any number of threads.</summary>
internal abstract class TextValueTest : ValueTest
{
    /// <summary>True when the text passes.</summary>
    public abstract bool Passes(ReadOnlySpan<char> text);
}

/// <summary>The field has no text: it is absent or has no value.</summary>
internal sealed class NullTest : ValueTest
{
    public override string Key => "null";
}

/// <summary>The field is there, with whatever value (<paramref name="expected"/>), or is not there.</summary>
internal sealed class ExistsTest(bool expected) : ValueTest
{
    public bool Expected { get; } = expected;

    public override string Key => Expected ? "exists" : "missing";
}
