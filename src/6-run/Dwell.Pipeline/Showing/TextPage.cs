using System.Globalization;
using System.Text;
using Dwell.Report.Screen;
using Dwell.Report.Text;

namespace Dwell.Pipeline.Showing;

/// <summary>
/// How a page is laid out: terminal cells (held within 60 and 200), colours or none, and whether values of records are broken
/// into lines too. They are not where a pipe takes them: a value is one line there, for those who search.
/// </summary>
public sealed record PageStyle(int Width, bool Colour, bool BreakValues);

/// <summary>
/// A page of text under construction. All text is escaped here, the last step before a terminal, whatever it came from.
/// </summary>
internal sealed class TextPage(PageStyle style)
{
    private const int MinWidth = 60;
    private const int MaxWidth = 200;
    private const int Gap = 2;
    private const int Hanging = 4;
    private const int MinRoom = 24;

    private readonly StringBuilder _text = new();
    private readonly ScreenStyle _style = new(style.Colour);

    public int Width { get; } = Math.Clamp(style.Width, MinWidth, MaxWidth);

    public override string ToString() => _text.ToString();

    public void Blank() => _text.Append('\n');

    public void Title(string text) => Wrapped(Visible(text), "", "", _style.Bold);

    public void Heading(string text)
    {
        Blank();
        Wrapped(Visible(text), "", "", _style.Bold);
    }

    public void Paragraph(string text, int indent = 0) => Wrapped(Visible(text), Blanks(indent), Blanks(indent), Plain);

    public void Item(string text, int indent = Gap) => Wrapped(Visible(text), Blanks(indent) + "- ", Blanks(indent + 2), Plain);

    public void Note(string text, int indent = Gap) => Wrapped(Visible(text), Blanks(indent), Blanks(indent), _style.Dim);

    /// <summary>Names and values in two columns; an empty value is left out with its name.</summary>
    public void Pairs(int indent, params ReadOnlySpan<(string Name, string Value)> pairs)
    {
        var column = 0;
        foreach (var (name, value) in pairs)
            column = value.Length == 0 ? column : Math.Max(column, name.Length);
        foreach (var (name, value) in pairs)
        {
            if (value.Length > 0)
                Wrapped(Visible(value), Blanks(indent) + name.PadRight(column + Gap), Blanks(indent + column + Gap), Plain);
        }
    }

    /// <summary>
    /// A value of a record, whole: <c>name: value</c>. Its own line ends become line ends below it; nothing else in it moves.
    /// </summary>
    public void Value(string name, string value, int indent)
    {
        var first = Blanks(indent) + Visible(name) + ":";
        var hanging = Blanks(indent + Hanging);
        var lines = value.ReplaceLineEndings("\n").Split('\n');
        if (lines.Length == 1)
        {
            AppendValue(first + " ", hanging, Visible(lines[0]));
            return;
        }

        _text.Append(first).Append('\n');
        foreach (var line in lines)
            AppendValue(hanging, hanging, Visible(line));
    }

    /// <summary>A line of a text that has lines of its own; broken like a value.</summary>
    public void Line(string text, int indent) => AppendValue(Blanks(indent), Blanks(indent + Hanging), Visible(text));

    private void AppendValue(string first, string hanging, string value)
    {
        if (style.BreakValues && first.Length > Width - MinRoom)
        {
            // A long name stands alone, its value below it.
            Wrapped(first.TrimEnd(), "", hanging, Plain);
            Wrapped(value, hanging, hanging, Plain);
        }
        else if (style.BreakValues)
        {
            Wrapped(value, first, hanging, Plain);
        }
        else
        {
            _text.Append((first + value).TrimEnd()).Append('\n');
        }
    }

    private void Wrapped(string text, string first, string hanging, Func<string, string> paint)
    {
        // The first line has less room where its name is long.
        var room = Math.Max(Gap, Width - TerminalText.Width(first));
        var lines = TerminalText.Wrap(text, room, int.MaxValue);
        if (lines.Count > 1 && first.Length != hanging.Length)
        {
            var rest = text[lines[0].Length..].TrimStart();
            lines = [lines[0], .. TerminalText.Wrap(rest, Width - hanging.Length, int.MaxValue)];
        }

        for (var i = 0; i < lines.Count; i++)
            _text.Append((i == 0 ? first : hanging) + paint(lines[i])).Append('\n');
    }

    private static string Visible(string text) => VisibleText.Plain(text, int.MaxValue);

    private static string Plain(string text) => text;

    private static string Blanks(int count) => new(' ', count);

    /// <summary><c>2026-03-05 02:54:58 UTC</c> of a time of the contract; empty stays empty.</summary>
    public static string Time(string iso) => iso.Replace('T', ' ').Replace("Z", " UTC", StringComparison.Ordinal);

    /// <summary>From and to as words, cut to the second; a bound that nothing limits is said.</summary>
    public static string Span(string from, string to) => (ToSecond(from), ToSecond(to)) switch
    {
        ("", "") => "",
        ({ } start, "") => $"from {start} on",
        ("", { } end) => $"up to {end}",
        ({ } start, { } end) when start == end => start,
        ({ } start, { } end) => $"{start} to {end}",
    };

    private static string ToSecond(string iso) =>
        Time(iso.IndexOf('.', StringComparison.Ordinal) is > 0 and var point ? iso[..point] + "Z" : iso);

    /// <summary><c>1 record</c>, <c>2 records</c>.</summary>
    public static string Count(long count, string one) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {one}{(count == 1 ? "" : "s")}");
}
