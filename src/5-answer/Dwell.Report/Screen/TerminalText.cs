using System.Globalization;
using System.Text;

namespace Dwell.Report.Screen;

/// <summary>Text measured in the cells of a terminal, where East Asian letters take two and combining marks none.</summary>
public static class TerminalText
{
    private const string Ellipsis = "…";

    // Ranges of East Asian Width W and F (Unicode 16, EastAsianWidth.txt), neighbours merged; start and end inclusive.
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), (0x231A, 0x231B), (0x2329, 0x232A), (0x23E9, 0x23EC), (0x23F0, 0x23F0), (0x23F3, 0x23F3),
        (0x25FD, 0x25FE), (0x2614, 0x2615), (0x2630, 0x2637), (0x2648, 0x2653), (0x267F, 0x267F), (0x268A, 0x268F),
        (0x2693, 0x2693), (0x26A1, 0x26A1), (0x26AA, 0x26AB), (0x26BD, 0x26BE), (0x26C4, 0x26C5), (0x26CE, 0x26CE),
        (0x26D4, 0x26D4), (0x26EA, 0x26EA), (0x26F2, 0x26F3), (0x26F5, 0x26F5), (0x26FA, 0x26FA), (0x26FD, 0x26FD),
        (0x2705, 0x2705), (0x270A, 0x270B), (0x2728, 0x2728), (0x274C, 0x274C), (0x274E, 0x274E), (0x2753, 0x2755),
        (0x2757, 0x2757), (0x2795, 0x2797), (0x27B0, 0x27B0), (0x27BF, 0x27BF), (0x2B1B, 0x2B1C), (0x2B50, 0x2B50),
        (0x2B55, 0x2B55), (0x2E80, 0x303E), (0x3041, 0x33FF), (0x3400, 0x4DBF), (0x4DC0, 0x4DFF), (0x4E00, 0x9FFF),
        (0xA000, 0xA4CF), (0xA960, 0xA97F), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE10, 0xFE19), (0xFE30, 0xFE6F),
        (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x16FE0, 0x18DFF), (0x1AFF0, 0x1B2FF), (0x1D300, 0x1D376), (0x1F004, 0x1F004),
        (0x1F0CF, 0x1F0CF), (0x1F18E, 0x1F18E), (0x1F191, 0x1F19A), (0x1F200, 0x1F320), (0x1F32D, 0x1F335), (0x1F337, 0x1F37C),
        (0x1F37E, 0x1F393), (0x1F3A0, 0x1F3CA), (0x1F3CF, 0x1F3D3), (0x1F3E0, 0x1F3F0), (0x1F3F4, 0x1F3F4), (0x1F3F8, 0x1F43E),
        (0x1F440, 0x1F440), (0x1F442, 0x1F4FC), (0x1F4FF, 0x1F53D), (0x1F54B, 0x1F54E), (0x1F550, 0x1F567), (0x1F57A, 0x1F57A),
        (0x1F595, 0x1F596), (0x1F5A4, 0x1F5A4), (0x1F5FB, 0x1F64F), (0x1F680, 0x1F6C5), (0x1F6CC, 0x1F6CC), (0x1F6D0, 0x1F6D2),
        (0x1F6D5, 0x1F6DF), (0x1F6EB, 0x1F6EC), (0x1F6F4, 0x1F6FC), (0x1F7E0, 0x1F7F0), (0x1F90C, 0x1F9FF), (0x1FA70, 0x1FAFF),
        (0x20000, 0x3FFFD),
    ];

    /// <summary>Cells that the text takes.</summary>
    public static int Width(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
            width += Width(rune);
        return width;
    }

    /// <summary>The text in at most <paramref name="cells"/> cells; what does not fit goes at a word's border, with <c>…</c>.</summary>
    public static string Fit(string text, int cells)
    {
        if (Width(text) <= cells)
            return text;
        if (cells <= 0)
            return "";
        var hard = TakeCells(text, cells - 1);
        var cut = hard;
        // A border far back would leave a stump: then the word itself is cut.
        if (!char.IsWhiteSpace(text[hard]) && text.LastIndexOf(' ', Math.Max(hard - 1, 0)) is var space && space > hard / 3)
            cut = space;
        return string.Concat(text.AsSpan(0, cut).TrimEnd().TrimEnd(",;:"), Ellipsis);
    }

    /// <summary>The text in up to <paramref name="lines"/> lines of <paramref name="cells"/> cells, the last one fitted.</summary>
    public static List<string> Wrap(string text, int cells, int lines)
    {
        var wrapped = new List<string>();
        while (wrapped.Count < lines - 1 && Width(text) > cells)
        {
            var hard = TakeCells(text, cells);
            var space = text.LastIndexOf(' ', Math.Min(hard, text.Length - 1));
            var cut = space > hard / 3 ? space : hard;
            wrapped.Add(text[..cut].TrimEnd());
            text = text[cut..].TrimStart();
        }

        wrapped.Add(Fit(text, cells));
        return wrapped;
    }

    /// <summary>The text with blanks after it up to <paramref name="cells"/> cells.</summary>
    public static string Pad(string text, int cells) => text + new string(' ', Math.Max(0, cells - Width(text)));

    // How many UTF-16 units fit into the cells.
    private static int TakeCells(string text, int cells)
    {
        var taken = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            cells -= Width(rune);
            if (cells < 0)
                break;
            taken += rune.Utf16SequenceLength;
        }

        return taken;
    }

    private static int Width(Rune rune)
    {
        if (rune.Value < 0x300)
            return 1;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
            return 0;
        foreach (var (first, last) in Wide)
        {
            if (rune.Value < first)
                return 1;
            if (rune.Value <= last)
                return 2;
        }

        return 1;
    }
}
