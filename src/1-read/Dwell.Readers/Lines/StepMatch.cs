using Dwell.Content.Lines;

namespace Dwell.Readers.Lines;

/// <summary>
/// Compares steps without open captures with a text, from the left or from the right. Nothing is tried twice but an
/// optional part, once.
/// </summary>
internal static class StepMatch
{
    /// <summary>Where the steps end in the text when they begin at <paramref name="at"/>, or -1.</summary>
    public static int Forward(ReadOnlySpan<Step> steps, ReadOnlySpan<byte> text, int at, CaptureBuffer captures)
    {
        foreach (var step in steps)
        {
            at = Forward(step, text, at, captures);
            if (at < 0)
                return -1;
        }

        return at;
    }

    /// <summary>Where the steps begin in the text when they end at <paramref name="end"/>, not before <paramref name="floor"/>; or -1.</summary>
    public static int Backward(
        ReadOnlySpan<Step> steps, ReadOnlySpan<byte> text, int floor, int end, CaptureBuffer captures)
    {
        for (var i = steps.Length - 1; i >= 0 && end >= 0; i--)
            end = Backward(steps[i], text, floor, end, captures);
        return end;
    }

    private static int Forward(Step step, ReadOnlySpan<byte> text, int at, CaptureBuffer captures)
    {
        switch (step.Kind)
        {
            case PatternPartKind.Literal:
                return text[at..].StartsWith(step.Literal) ? at + step.Literal.Length : -1;
            case PatternPartKind.Blanks:
                var blanks = text[at..].IndexOfAnyExcept((byte)' ', (byte)'\t');
                return blanks == 0 || at == text.Length ? -1 : blanks < 0 ? text.Length : at + blanks;
            case PatternPartKind.Choice:
                foreach (var choice in step.Choices)
                {
                    if (!text[at..].StartsWith(choice))
                        continue;
                    captures.Add(step.Slot, at, at + choice.Length);
                    return at + choice.Length;
                }

                return -1;
            case PatternPartKind.Typed:
                return TypedText.Forward(step, text, at, captures);
            default:
                var count = captures.Count;
                var end = Forward(step.Parts, text, at, captures);
                if (end >= 0)
                    return end;
                captures.CutTo(count);
                return at;
        }
    }

    private static int Backward(Step step, ReadOnlySpan<byte> text, int floor, int end, CaptureBuffer captures)
    {
        var before = text[floor..end];
        switch (step.Kind)
        {
            case PatternPartKind.Literal:
                return before.EndsWith(step.Literal) ? end - step.Literal.Length : -1;
            case PatternPartKind.Blanks:
                var last = before.LastIndexOfAnyExcept((byte)' ', (byte)'\t');
                return last == before.Length - 1 ? -1 : floor + last + 1;
            case PatternPartKind.Choice:
                foreach (var choice in step.Choices)
                {
                    if (!before.EndsWith(choice))
                        continue;
                    captures.Add(step.Slot, end - choice.Length, end);
                    return end - choice.Length;
                }

                return -1;
            case PatternPartKind.Typed:
                return TypedText.Backward(step, text, floor, end, captures);
            default:
                var count = captures.Count;
                var start = Backward(step.Parts, text, floor, end, captures);
                if (start >= 0)
                    return start;
                captures.CutTo(count);
                return end;
        }
    }
}
