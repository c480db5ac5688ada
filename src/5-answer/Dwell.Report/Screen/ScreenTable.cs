using System.Collections.Immutable;
using Dwell.Model.Answers;
using Dwell.Model.Findings;
using Dwell.Report.Text;

namespace Dwell.Report.Screen;

/// <summary>The seven answers as columns: all but the sentence are as wide as what they hold, it takes the rest.</summary>
internal sealed record ScreenTable(int AskedWidth, int SentenceWidth, int LikelihoodWidth, int ConfidenceWidth, bool AsksInFull)
{
    private const int Gap = 2;
    private const int AskInFullFrom = 110;
    private const string SupportHeading = "records / sources";

    /// <summary>Where the sentence begins, in cells.</summary>
    public int SentenceStart => AskedWidth + Gap;

    /// <summary>The line of column names.</summary>
    public string Heading => Row("question", "answer", "likelihood", "confidence", SupportHeading);

    /// <summary>Measures the columns for a screen of <paramref name="width"/> cells.</summary>
    public static ScreenTable Of(ImmutableArray<Answer> answers, int width)
    {
        var asksInFull = width >= AskInFullFrom;
        var asked = Widest("question", answers.Select(answer => Asked(answer, asksInFull)));
        var likelihood = Widest("likelihood", answers.Select(Likelihood));
        var confidence = Widest("confidence", answers.Select(answer => answer.Confidence.Text()));
        var support = Widest(SupportHeading, answers.Select(Support));
        var sentence = width - asked - likelihood - confidence - support - 4 * Gap;
        return new ScreenTable(asked, sentence, likelihood, confidence, asksInFull);
    }

    /// <summary>One answer's line with what fits of its sentence.</summary>
    public string Row(Answer answer, string sentence) =>
        Row(Asked(answer, AsksInFull), sentence, Likelihood(answer), answer.Confidence.Text(), Support(answer));

    /// <summary>The state's word, then the first sentence of the statement.</summary>
    public static string Sentence(Answer answer)
    {
        var statement = VisibleText.Plain(answer.Statement);
        var end = statement.IndexOf(". ", StringComparison.Ordinal);
        return $"{answer.State.Text()}: {(end < 0 ? statement : statement[..(end + 1)])}";
    }

    private string Row(string asked, string sentence, string likelihood, string confidence, string support) => string.Concat(
        TerminalText.Pad(asked, AskedWidth + Gap) + TerminalText.Pad(sentence, SentenceWidth + Gap),
        TerminalText.Pad(likelihood, LikelihoodWidth + Gap) + TerminalText.Pad(confidence, ConfidenceWidth + Gap),
        support);

    private static string Asked(Answer answer, bool inFull) => inFull ? answer.Question.Asked() : answer.Question.Text();

    private static string Likelihood(Answer answer) => answer.Likelihood?.Text() ?? "-";

    private static string Support(Answer answer) =>
        $"{Figures.Count(answer.Support.Records)} / {Figures.Count(answer.Support.Sources)}";

    private static int Widest(string heading, IEnumerable<string> cells) => Math.Max(heading.Length, cells.Max(TerminalText.Width));
}
