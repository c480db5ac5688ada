using System.Collections.Immutable;
using Dwell.Answers.Intrusions;
using Dwell.Answers.Scope;
using Dwell.Content.Questions;
using Dwell.Model.Answers;
using Dwell.Model.Findings;
using Dwell.Model.Time;

namespace Dwell.Answers;

/// <summary>What all seven questions look at: the groups of findings, the scope and the limits of each question.</summary>
internal sealed class AnswerBoard
{
    private const int MaximumFindingsPerAnswer = 50;
    private readonly ScopeCalculator _scope;
    private readonly ImmutableArray<Limit> _limits;

    public AnswerBoard(AnswerInput input, ImmutableArray<FindingGroup> groups, ScopeCalculator scope, ImmutableArray<Limit> limits)
    {
        Input = input;
        Groups = groups;
        _scope = scope;
        _limits = limits;
        Intrusions = [.. groups.Where(group => group.Proof >= Proof.Likely)];
        Weak = [.. groups.Where(group => group.Proof == Proof.Weak)];
        Backdoor = BackdoorState();
    }

    public AnswerInput Input { get; }

    public ImmutableArray<FindingGroup> Groups { get; }

    /// <summary>Groups that are at least likely.</summary>
    public ImmutableArray<FindingGroup> Intrusions { get; }

    /// <summary>Loud findings that nothing confirms.</summary>
    public ImmutableArray<FindingGroup> Weak { get; }

    /// <summary>The state of the first question, which the others follow without an intruder.</summary>
    public AnswerState Backdoor { get; }

    public bool IsProven => Intrusions.Any(group => group.Proof == Proof.Proven);

    public AnswerScope ScopeOf(Question question) => _scope.Of(NeedsOf(question));

    public QuestionNeeds NeedsOf(Question question) => Input.Needs.First(needs => needs.Question == question);

    public (UtcInstant From, UtcInstant To)? CoveredOn(string host, Question question) => _scope.CoveredOn(host, NeedsOf(question));

    public ImmutableArray<string> LimitsOf(Question question) =>
        [.. _limits.Where(limit => limit.Questions.Contains(question)).Select(limit => limit.Id)];

    public IEnumerable<Limit> LimitsOn(string host, Question question) =>
        _limits.Where(limit => limit.Questions.Contains(question) && (limit.Scope == "all" || limit.Scope == "host:" + host));

    /// <summary>The state of a question without an intruder: it follows the backdoor's, inside of its own scope.</summary>
    public AnswerState StateWithoutIntruder(Question question) =>
        Backdoor == AnswerState.NoEvidence && ScopeOf(question).Hosts > 0 ? AnswerState.NoEvidence : AnswerState.NotDeterminable;

    public static AnswerSupport SupportOf(IEnumerable<Finding> findings)
    {
        var list = findings.ToList();
        // A record that several findings rest on is one record; beyond the cited ones the largest finding's count is a lower bound.
        var cited = list.SelectMany(finding => finding.Records).Distinct().LongCount();
        var largest = list.Select(finding => finding.Count).DefaultIfEmpty(0).Max();
        return new AnswerSupport(
            Math.Max(cited, largest),
            list.SelectMany(finding => finding.SourceNames).Distinct(StringComparer.Ordinal).Count(),
            list.SelectMany(finding => finding.Hosts).Distinct(StringComparer.Ordinal).Count());
    }

    public static ImmutableArray<string> IdsOf(IEnumerable<Finding> findings) =>
        [.. findings.OrderBy(finding => finding.Rank).Select(finding => finding.Id).Distinct().Take(MaximumFindingsPerAnswer)];

    private AnswerState BackdoorState()
    {
        if (IsProven)
            return AnswerState.Yes;
        if (!Intrusions.IsEmpty)
            return AnswerState.Likely;
        var covered = ScopeOf(Question.Backdoor).Hosts;
        if (covered == 0)
            return AnswerState.NotDeterminable;
        if (Weak.IsEmpty)
            return AnswerState.NoEvidence;
        // Loud rules that nothing confirms: neither yes nor no; covered hosts without any are still excluded.
        var loudHosts = Weak.SelectMany(group => group.Findings).SelectMany(finding => finding.Hosts).ToHashSet(StringComparer.Ordinal);
        return Input.Coverage.Hosts.Any(host => !loudHosts.Contains(host) && CoveredOn(host, Question.Backdoor) is not null)
            ? AnswerState.Bounded
            : AnswerState.NotDeterminable;
    }
}
