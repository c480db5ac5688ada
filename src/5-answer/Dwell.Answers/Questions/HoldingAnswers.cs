using System.Collections.Immutable;
using Dwell.Model.Answers;
using Dwell.Model.Findings;

namespace Dwell.Answers.Questions;

/// <summary>The answer for each kind of information that the context file names.</summary>
internal static class HoldingAnswers
{
    public static ImmutableArray<HoldingAnswer> Of(AnswerBoard board, Question question, IReadOnlyList<Finding> proving) =>
        [.. board.Input.Holdings.Select(holding => Of(board, question, holding, proving))];

    private static HoldingAnswer Of(AnswerBoard board, Question question, Holding holding, IReadOnlyList<Finding> proving)
    {
        var intruded = board.Intrusions.SelectMany(group => group.Findings).SelectMany(finding => finding.Hosts).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var held = holding.Where.Where(where => intruded.Any(host => SameHost(host, where))).ToImmutableArray();
        var shown = proving.Any(finding => finding.Hosts.Any(host => holding.Where.Any(where => SameHost(host, where))));
        if (shown)
            return new HoldingAnswer(holding.Kind, AnswerState.Likely, "files on a host that holds it were reached; which of them hold it is not recorded", held);
        return held.IsEmpty
            ? new HoldingAnswer(holding.Kind, board.StateWithoutIntruder(question), "no intruder is shown on a host that holds it", holding.Where)
            : new HoldingAnswer(holding.Kind, AnswerState.NotDeterminable, "an intruder was on a host that holds it, and what was opened or sent there was not recorded", held);
    }

    // The context file may give the short name of a host that writes its full one.
    private static bool SameHost(string written, string named) =>
        string.Equals(written, named, StringComparison.OrdinalIgnoreCase)
        || written.StartsWith(named + ".", StringComparison.OrdinalIgnoreCase)
        || named.StartsWith(written + ".", StringComparison.OrdinalIgnoreCase);
}
