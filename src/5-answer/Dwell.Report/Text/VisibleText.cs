using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Dwell.Report.Text;

/// <summary>
/// Text from evidence as a person may safely see it: characters that are invisible, that steer a terminal or that turn
/// the direction of what follows are spelled out as code points, and what is too long is cut, visibly.
/// </summary>
public sealed record VisibleText(ImmutableArray<VisibleRun> Runs, int? CutFrom)
{
    /// <summary>How many characters are shown of one text.</summary>
    public const int DefaultLimit = 400;

    // A letter bears one or two marks in any script in use; more are there to paint over the lines around them.
    private const int MarksShown = 3;

    /// <summary>Splits text into runs; at most <paramref name="limit"/> UTF-16 units of it are kept.</summary>
    public static VisibleText Of(string? text, int limit = DefaultLimit)
    {
        if (string.IsNullOrEmpty(text))
            return new VisibleText([], null);
        var runs = ImmutableArray.CreateBuilder<VisibleRun>();
        var plain = new StringBuilder();
        var marks = 0;
        var index = 0;
        while (index < text.Length && index < limit)
        {
            var isRune = Rune.TryGetRuneAt(text, index, out var rune);
            var value = isRune ? rune.Value : text[index];
            index += isRune ? rune.Utf16SequenceLength : 1;
            marks = isRune && IsMark(rune) ? marks + 1 : 0;
            if (isRune && !IsHidden(rune) && marks <= MarksShown)
            {
                plain.Append(rune.ToString());
                continue;
            }

            Flush();
            runs.Add(new VisibleRun(string.Create(CultureInfo.InvariantCulture, $"U+{value:X4}"), IsCodePoint: true));
        }

        Flush();
        return new VisibleText(runs.ToImmutable(), index < text.Length ? text.Length : null);

        void Flush()
        {
            if (plain.Length == 0)
                return;
            runs.Add(new VisibleRun(plain.ToString(), IsCodePoint: false));
            plain.Clear();
        }
    }

    /// <summary>The text in one line, code points in brackets: for terminals, titles and attributes.</summary>
    public static string Plain(string? text, int limit = DefaultLimit)
    {
        var visible = Of(text, limit);
        if (visible is { CutFrom: null, Runs: [{ IsCodePoint: false } only] })
            return only.Text;
        var plain = new StringBuilder();
        foreach (var run in visible.Runs)
            plain.Append(run.IsCodePoint ? $"[{run.Text}]" : run.Text);
        if (visible.CutFrom is { } length)
            plain.Append(CultureInfo.InvariantCulture, $"… ({length:N0} characters)");
        return plain.ToString();
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    // Fillers are letters to Unicode and blanks to the eye: U+115F, U+1160, U+3164, U+FFA0; U+2800 is an empty Braille cell.
    private static bool IsHidden(Rune rune) =>
        rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned;
}

/// <summary>A run of text to show as it is, or the name of one code point (<c>U+202E</c>).</summary>
public readonly record struct VisibleRun(string Text, bool IsCodePoint);
