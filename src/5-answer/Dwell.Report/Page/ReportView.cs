using System.Collections.Frozen;
using System.Collections.Immutable;
using Dwell.Model.Answers;
using Dwell.Model.Findings;
using Dwell.Report.Coverage;
using Dwell.Report.Limits;
using Dwell.Report.Timeline;

namespace Dwell.Report.Page;

/// <summary>The report's input, put in the order in which the page shows it; made once, read by all components.</summary>
internal sealed class ReportView
{
    /// <summary>Findings shown whole; the report of a large case stays a file that a browser opens at once.</summary>
    public const int MaxDetails = 300;

    /// <summary>Findings shown as one line after those.</summary>
    public const int MaxLines = 2_000;

    /// <summary>Findings whose details are open from the start.</summary>
    public const int OpenDetails = 5;

    private readonly FrozenDictionary<string, Finding> _shown;

    public ReportView(ReportInput input)
    {
        Input = input;
        ByRank = [.. input.Findings.OrderBy(finding => finding.Rank).ThenBy(finding => finding.Id, StringComparer.Ordinal)];
        Detailed = [.. ByRank.Take(MaxDetails)];
        Listed = [.. ByRank.Skip(MaxDetails).Take(MaxLines)];
        LimitGroups = LimitGroup.Of(input.Answers.Limits);
        NextSteps = NextStep.Of(input.Answers, ByRank);
        Timeline = TimelineChart.Of(ByRank);
        Coverage = CoverageChart.Of(input.Coverage);
        _shown = Detailed.Concat(Listed).DistinctBy(finding => finding.Id).ToFrozenDictionary(finding => finding.Id, StringComparer.Ordinal);
    }

    public ReportInput Input { get; }

    public CaseAnswers Answers => Input.Answers;

    public ImmutableArray<Finding> ByRank { get; }

    public ImmutableArray<Finding> Detailed { get; }

    public ImmutableArray<Finding> Listed { get; }

    public ImmutableArray<LimitGroup> LimitGroups { get; }

    public ImmutableArray<NextStep> NextSteps { get; }

    public TimelineChart? Timeline { get; }

    public CoverageChart? Coverage { get; }

    /// <summary>The finding with this id, if the page shows it: only then can a link lead to it.</summary>
    public Finding? Shown(string id) => _shown.GetValueOrDefault(id);

    /// <summary>Numbers, from 1, of the groups that hold one of these limits.</summary>
    public ImmutableArray<(int Number, LimitGroup Group)> GroupsOf(ImmutableArray<string> limitIds)
    {
        var ids = limitIds.ToHashSet(StringComparer.Ordinal);
        return [.. LimitGroups.Select((group, index) => (index + 1, group)).Where(pair => pair.group.Ids.Any(ids.Contains))];
    }
}
