using System.Globalization;
using Dwell.Model.Records;
using Dwell.Tests;

namespace Dwell.Sigma.Tests.Corpus;

/// <summary>
/// The regression events of SigmaHQ: the named rule must match as many events as the list states, at least one; in the EVTX
/// files, and in their JSON twins.
/// </summary>
public class RegressionTests
{
    private const string Absent = "(absent)";

    private static readonly Lazy<List<string[]>> Cases = new(() =>
        [.. File.ReadLines(SharedData.PathOf("sigma-regression", "expected.tsv")).Skip(1).Select(line => line.Split('\t'))]);

    public static TheoryData<string> Ids => SharedData.IsPresent
        ? [.. Cases.Value.Where(columns => File.Exists(LogOf(columns))).Select(columns => columns[2])]
        : [Absent];

    public static TheoryData<string> IdsWithTwin => SharedData.IsPresent
        ? [.. Cases.Value.Where(columns => File.Exists(TwinOf(columns))).Select(columns => columns[2])]
        : [Absent];

    [SharedTheory]
    [MemberData(nameof(Ids))]
    public void Rule_matches_in_the_event_log(string ruleId)
    {
        var (columns, rule) = Case(ruleId);
        var matcher = SharedRules.Engine.CreateMatcher();
        var matches = 0;

        EventLogs.ForEach(LogOf(columns), record =>
        {
            if (matcher.Match(record).Contains(rule))
                matches++;
        });

        AssertEnough(columns, matches);
    }

    [SharedTheory]
    [MemberData(nameof(IdsWithTwin))]
    public void Rule_matches_in_the_JSON_twin(string ruleId)
    {
        var (columns, rule) = Case(ruleId);
        var matcher = SharedRules.Engine.CreateMatcher();

        var matches = EventJson.ReadAll(new ShapeTable(), File.ReadAllBytes(TwinOf(columns)))
            .Count(record => matcher.Match(record).Contains(rule));

        AssertEnough(columns, matches);
    }

    [SharedFact]
    public void The_files_of_one_case_are_not_there()
    {
        Assert.Equal(94, Cases.Value.Count);
        Assert.Single(Cases.Value, columns => !File.Exists(LogOf(columns)));
        Assert.Single(Cases.Value, columns => !File.Exists(TwinOf(columns)));
    }

    private static (string[] Columns, int Rule) Case(string ruleId)
    {
        var rules = SharedRules.All.Rules;
        return (Cases.Value.Single(columns => columns[2] == ruleId), Enumerable.Range(0, rules.Length).Single(index => rules[index].Id == ruleId));
    }

    private static void AssertEnough(string[] columns, int matches)
    {
        var stated = int.TryParse(columns[4], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 1;
        Assert.True(matches >= stated, $"{matches} events matched; the list states {stated}.");
    }

    private static string LogOf(string[] columns) => SharedData.PathOf("sigma-regression", columns[0]);

    private static string TwinOf(string[] columns) => SharedData.PathOf("sigma-regression", columns[1]);
}
