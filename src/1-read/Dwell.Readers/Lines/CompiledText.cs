using System.Text;
using Dwell.Content.Lines;

namespace Dwell.Readers.Lines;

/// <summary>
/// One form of a message. What stands before the first open capture is compared from the left, what stands behind the
/// last one from the right end, so that a text which someone else chose (a user name) can't pose as what follows it.
/// The cost is linear in the message: see docs/methods/lines.md.
/// </summary>
internal sealed class CompiledText
{
    // How often the text behind an open capture that is not the last is looked for before the form is given up.
    private const int MostTries = 32;

    private readonly Step[] _steps;
    private readonly int[] _opens;
    private readonly byte[] _guard;

    public CompiledText(PatternText text, Func<string, int> slotOf)
    {
        _steps = Step.Compile(text.Parts, slotOf);
        _opens = [.. Enumerable.Range(0, _steps.Length).Where(i => _steps[i].Kind == PatternPartKind.Open)];
        var literals = text.Parts.Where(part => part.Kind == PatternPartKind.Literal).ToList();
        _guard = Encoding.UTF8.GetBytes(literals.OrderByDescending(part => part.Literal.Length).FirstOrDefault()?.Literal ?? "");
        FirstByte = _steps[0].Kind == PatternPartKind.Literal ? _steps[0].Literal[0] : -1;
    }

    /// <summary>The byte that every such message begins with, or -1 when it is not known.</summary>
    public int FirstByte { get; }

    /// <summary>True when the whole text has this form; its captures are added, none otherwise.</summary>
    public bool Match(ReadOnlySpan<byte> text, CaptureBuffer captures)
    {
        // A form that begins with a capture costs more than looking for the text that it must have somewhere.
        if (FirstByte < 0 && text.IndexOf(_guard) < 0)
            return false;
        var count = captures.Count;
        if (MatchAll(text, captures))
            return true;
        captures.CutTo(count);
        return false;
    }

    private bool MatchAll(ReadOnlySpan<byte> text, CaptureBuffer captures)
    {
        if (_opens.Length == 0)
            return StepMatch.Forward(_steps, text, 0, captures) == text.Length;
        var at = StepMatch.Forward(_steps.AsSpan(0, _opens[0]), text, 0, captures);
        for (var i = 0; at >= 0 && i < _opens.Length - 1; i++)
            at = MatchBetween(_opens[i], _opens[i + 1], text, at, captures);
        if (at < 0)
            return false;
        var last = _opens[^1];
        var end = StepMatch.Backward(_steps.AsSpan(last + 1), text, at, text.Length, captures);
        if (end < at)
            return false;
        captures.Add(_steps[last].Slot, at, end);
        return true;
    }

    // An open capture with another one behind it ends where the steps between the two fit first (greedy: last).
    private int MatchBetween(int open, int next, ReadOnlySpan<byte> text, int from, CaptureBuffer captures)
    {
        var step = _steps[open];
        var between = _steps.AsSpan(open + 1, next - open - 1);
        var literal = between[0].Literal;
        var (low, high) = (from, text.Length);
        for (var tries = 0; tries < MostTries; tries++)
        {
            var found = step.IsGreedy ? text[low..high].LastIndexOf(literal) : text[low..high].IndexOf(literal);
            if (found < 0)
                return -1;
            found += low;
            var count = captures.Count;
            captures.Add(step.Slot, from, found);
            var end = StepMatch.Forward(between, text, found, captures);
            if (end >= 0)
                return end;
            captures.CutTo(count);
            if (step.IsGreedy)
                high = found + literal.Length - 1;
            else
                low = found + 1;
        }

        return -1;
    }
}
