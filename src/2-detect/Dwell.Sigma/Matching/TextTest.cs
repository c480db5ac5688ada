using System.Buffers;

namespace Dwell.Sigma.Matching;

/// <summary>The text equals a pattern, without case unless <c>cased</c>.</summary>
internal sealed class TextTest : TextValueTest
{
    private const int StackChars = 256;
    private readonly TextPattern _compared;

    public TextTest(TextPattern pattern, bool cased)
    {
        IsCased = cased;
        _compared = cased ? pattern : pattern.Folded();
        Folded = pattern.Folded();
        Key = (cased ? "C:" : "T:") + _compared.Key();
    }

    public bool IsCased { get; }

    /// <summary>The pattern over folded text; for a cased test it accepts more than the test does.</summary>
    public TextPattern Folded { get; }

    public override string Key { get; }

    public override bool Passes(ReadOnlySpan<char> text) => IsCased ? _compared.Matches(text) : PassesUncased(text);

    private bool PassesUncased(ReadOnlySpan<char> text)
    {
        char[]? rented = null;
        var folded = text.Length <= StackChars ? stackalloc char[StackChars] : rented = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            CaseFold.Fold(text, folded);
            return _compared.Matches(folded[..text.Length]);
        }
        finally
        {
            if (rented is not null)
                ArrayPool<char>.Shared.Return(rented, clearArray: true);
        }
    }
}
