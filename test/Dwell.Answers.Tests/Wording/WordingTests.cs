using System.Text.RegularExpressions;
using Dwell.Model.Answers;
using Dwell.Model.Coverage;
using Dwell.Model.Findings;

namespace Dwell.Answers.Tests.Wording;

/// <summary>Rules of the contract for what a person reads, held over many different cases.</summary>
public sealed partial class WordingTests
{
    [Fact]
    public void Likelihood_and_confidence_never_stand_in_one_sentence()
    {
        Assert.All(Sentences(), sentence => Assert.False(LikelihoodWord().IsMatch(sentence) && ConfidenceWord().IsMatch(sentence), sentence));
    }

    [Fact]
    public void A_statement_gives_neither_since_both_have_their_own_field()
    {
        Assert.All(Cases().SelectMany(answers => answers.Answers), answer =>
        {
            Assert.DoesNotMatch(LikelihoodWord(), answer.Statement);
            Assert.DoesNotMatch(ConfidenceWord(), answer.Statement);
        });
    }

    [Fact]
    public void Nothing_is_said_to_come_of_something_because_it_came_after_it()
    {
        Assert.All(Sentences(), sentence => Assert.DoesNotMatch(CauseWord(), sentence));
    }

    [Fact]
    public void Statements_are_one_or_two_whole_sentences_on_one_line()
    {
        Assert.All(Cases().SelectMany(answers => answers.Answers), answer =>
        {
            Assert.EndsWith(".", answer.Statement, StringComparison.Ordinal);
            Assert.DoesNotContain("\n", answer.Statement, StringComparison.Ordinal);
            Assert.DoesNotContain("  ", answer.Statement, StringComparison.Ordinal);
            Assert.InRange(answer.Statement.Length, 10, 250);
            Assert.NotEmpty(answer.Why);
        });
    }

    [Fact]
    public void One_is_not_said_as_many()
    {
        Assert.All(Sentences(), sentence => Assert.DoesNotMatch(OneAsMany(), sentence));
    }

    private static IEnumerable<string> Sentences() => Cases()
        .SelectMany(answers => answers.Answers.SelectMany(answer => new[] { answer.Statement, answer.Why })
            .Concat(answers.Of<BackdoorAnswer>().Items.Select(item => item.UnseenBecause ?? ""))
            .Concat(answers.Of<WhoAnswer>().Intrusions.SelectMany(intrusion => intrusion.ApartFrom.Select(apart => apart.Why).Concat(intrusion.Candidates.Select(item => item.RestsOn))))
            .Concat(answers.Of<ReadAnswer>().Holdings.Select(holding => holding.Why))
            .Concat(answers.Limits.SelectMany(limit => new[] { limit.Effect, limit.Why })))
        .SelectMany(text => text.Split(". ")).Where(sentence => sentence.Length > 0);

    private static IEnumerable<CaseAnswers> Cases()
    {
        CoverageMap[] coverages =
            [Made.Nothing, Made.Covered(["PC-1"], []), Made.Covered(["PC-1", "PC-2"], Made.Windows), Made.Covered(["PC-1", "PC-2"], Made.Everything)];
        var sent = Made.Loud("upload", 9, 3, "PC-1", "process:w") with { Question = Question.Taken };
        Finding[][] findings =
        [
            [],
            [Made.Loud("r", 1)],
            [Made.Service("w", 1)],
            Made.Intruder(),
            [.. Made.Intruder(at: Made.Hours - 1.2), sent, Made.Hop("PC-1", "PC-2", 10, 3, "process:w"), Made.Opened(@"D:\a.docx", 11, 3, "PC-1", "process:w")],
            [.. Made.Intruder(), .. Made.Intruder("v", 20, 9, "PC-2"), Made.Service("x", 30)],
        ];
        foreach (var coverage in coverages)
        {
            foreach (var list in findings)
                yield return Made.Answers(Made.Input(coverage, list) with { Holdings = [new Holding("designs", ["PC-1"])] });
        }
    }

    [GeneratedRegex(@"\b(almost no chance|unlikely|even chance|likely|almost certain|probabl[ey]|probability)\b", RegexOptions.IgnoreCase)]
    private static partial Regex LikelihoodWord();

    [GeneratedRegex(@"\b(confidence|confident|low|moderate|high)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ConfidenceWord();

    [GeneratedRegex(@"\b(because of|caused|causes|therefore|thus|as a result|resulted|led to|thereby|consequently)\b", RegexOptions.IgnoreCase)]
    private static partial Regex CauseWord();

    [GeneratedRegex(@"\b1 (\w+ ){0,2}(files|records|hosts|hops|backdoors|findings|autostarts|sources|groups|acts)\b", RegexOptions.IgnoreCase)]
    private static partial Regex OneAsMany();
}
