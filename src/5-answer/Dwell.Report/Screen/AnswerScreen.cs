using System.Collections.Immutable;
using System.Text;
using Dwell.Model.Answers;
using Dwell.Model.Findings;
using Dwell.Report.Limits;
using Dwell.Report.Text;

namespace Dwell.Report.Screen;

/// <summary>
/// The answers on one terminal screen: what was read, the seven answers, what could not be seen, what to do next.
/// Never more than <see cref="MostLines"/> lines, none wider than asked for.
/// </summary>
public static class AnswerScreen
{
    /// <summary>Lines of the smallest terminal in use.</summary>
    public const int MostLines = 24;

    private const int MinWidth = 60;
    private const int MaxWidth = 200;
    // A sentence beside its columns that is narrower than this would be a few words: it gets a line of its own.
    private const int MinSentence = 44;
    private const int ItemsShown = 3;
    private const int Gap = 2;
    private const int Separators = 3;

    /// <summary>
    /// Gives the screen as lines that end in a line feed. <paramref name="width"/> counts terminal cells and is held within
    /// 60 and 200. With <paramref name="colour"/> ANSI colours are added; the words stay the same.
    /// </summary>
    public static string Render(CaseAnswers answers, ImmutableArray<Finding> findings, int width, bool colour)
    {
        ArgumentNullException.ThrowIfNull(answers);
        width = Math.Clamp(width, MinWidth, MaxWidth);
        var style = new ScreenStyle(colour);
        var groups = LimitGroup.Of(answers.Limits);
        var steps = NextStep.Of(answers, [.. findings.OrderBy(finding => finding.Rank).ThenBy(finding => finding.Id, StringComparer.Ordinal)]);

        var head = Header(answers, width, style);
        var unseen = Items("What could not be seen", [.. OneOfEachFirst(groups, group => group.Class).Select(Sentence)], "nothing was noted", width, style);
        var next = Items("Do next", [.. OneOfEachFirst(steps, step => step.Kind).Select(Sentence)], "nothing follows from this evidence", width, style);
        var room = MostLines - head.Count - unseen.Count - next.Count;
        var table = ScreenTable.Of(answers.Answers, width);
        var body = table.SentenceWidth >= MinSentence
            ? Columns(answers.Answers, table, room - Separators, style)
            : Pairs(answers.Answers, width, style);

        var blanks = Math.Min(Separators, room - body.Count);
        var text = new StringBuilder();
        foreach (var block in new[] { head, body, unseen, next })
        {
            if (text.Length > 0 && blanks-- > 0)
                text.Append('\n');
            foreach (var line in block)
                text.Append(line.TrimEnd()).Append('\n');
        }

        return text.ToString();
    }

    private static List<string> Header(CaseAnswers answers, int width, ScreenStyle style)
    {
        var evidence = answers.Evidence;
        var name = evidence.Organisation is null ? "Dwell" : $"Dwell: {Plain(evidence.Organisation)}";
        var interval = evidence is { From: { } from, To: { } to } ? $"{Figures.Day(from)} to {Figures.Day(to)}" : "no dated record";
        var simulated = answers.Simulated ? "SIMULATED  " : "";
        var title = TerminalText.Fit(name, width - interval.Length - simulated.Length - Gap);
        var hosts = evidence.Hosts;
        var counts = $"{Figures.Count(hosts.Known, "host", "hosts")} known, {Figures.Count(hosts.Seen)} seen, "
            + $"{Figures.Count(hosts.NeverExamined.Length)} never examined; {Figures.Count(evidence.Files, "file", "files")}, "
            + Figures.Count(evidence.Records, "record", "records");
        if (!evidence.Rejected.IsEmpty)
            counts += $"; {Figures.Count(evidence.Rejected.Length)} rejected";
        return
        [
            style.Bold(TerminalText.Pad(title, width - interval.Length - simulated.Length)) + style.Of(AnswerState.Likely, simulated) + interval,
            TerminalText.Fit(counts, width),
        ];
    }

    // Sentences that do not fit wrap while lines are left, the first questions first.
    private static List<string> Columns(ImmutableArray<Answer> answers, ScreenTable table, int room, ScreenStyle style)
    {
        var lines = new List<string> { style.Dim(table.Heading) };
        var spare = room - 1 - answers.Length;
        foreach (var answer in answers)
        {
            var wrapped = TerminalText.Wrap(ScreenTable.Sentence(answer), table.SentenceWidth, spare > 0 ? 2 : 1);
            spare -= wrapped.Count - 1;
            lines.Add(Coloured(table.Row(answer, wrapped[0]), table.SentenceStart, answer, style));
            foreach (var rest in wrapped.Skip(1))
                lines.Add(TerminalText.Pad("", table.SentenceStart) + rest);
        }

        return lines;
    }

    // Two lines an answer: the sentence, then what it is worth.
    private static List<string> Pairs(ImmutableArray<Answer> answers, int width, ScreenStyle style)
    {
        var start = answers.Max(answer => answer.Question.Text().Length) + Gap;
        var lines = new List<string>();
        foreach (var answer in answers)
        {
            var sentence = TerminalText.Fit(ScreenTable.Sentence(answer), width - start);
            lines.Add(Coloured(TerminalText.Pad(answer.Question.Text(), start) + sentence, start, answer, style));
            var likelihood = answer.Likelihood is { } known ? $"{known.Text()} | " : "";
            var support = $"{Figures.Count(answer.Support.Records, "record", "records")}, "
                + Figures.Count(answer.Support.Sources, "source", "sources");
            var worth = $"{likelihood}confidence {answer.Confidence.Text()} | {support}";
            lines.Add(TerminalText.Pad("", start) + style.Dim(TerminalText.Fit(worth, width - start)));
        }

        return lines;
    }

    private static List<string> Items(string title, List<string> items, string none, int width, ScreenStyle style)
    {
        var more = items.Count - ItemsShown;
        var lines = new List<string> { style.Bold(more > 0 ? $"{title} ({Figures.Count(more)} more in the report)" : title) };
        foreach (var item in items.Take(ItemsShown))
            lines.Add("  " + TerminalText.Fit(item, width - 2));
        if (items.Count == 0)
            lines.Add("  " + none);
        return lines;
    }

    // One of each kind before a second of any: three ways to contain would hide what to ask for.
    private static IEnumerable<T> OneOfEachFirst<T, TKind>(ImmutableArray<T> items, Func<T, TKind> kindOf)
    {
        var firsts = items.DistinctBy(kindOf).ToList();
        return firsts.Concat(items.Except(firsts));
    }

    private static string Sentence(LimitGroup group)
    {
        var effect = group.Effects.IsEmpty ? "" : $": {Plain(group.Effects[0])}";
        return Plain($"{group.Class}: {group.Why} {group.Where()}") + effect;
    }

    private static string Sentence(NextStep step)
    {
        var until = step.Until is { } time ? $", before {Figures.Day(time)}" : "";
        var who = step.Who is null ? "" : $"{Plain(step.Who)}{until}: ";
        return who + Plain(step.Do);
    }

    private static string Coloured(string row, int at, Answer answer, ScreenStyle style)
    {
        var word = answer.State.Text();
        return style.Colour && row.AsSpan(at).StartsWith(word)
            ? row[..at] + style.Of(answer.State, word) + row[(at + word.Length)..]
            : row;
    }

    private static string Plain(string text) => VisibleText.Plain(text);
}
