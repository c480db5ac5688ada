using System.Globalization;
using Dwell.Model.Records;
using Dwell.Tests;

namespace Dwell.Sigma.Tests.Corpus;

/// <summary>The regression events of SigmaHQ, by their JSON twins: the named rule must match as many as the list states, at least one.</summary>
public class RegressionJsonTests
{
    private static readonly Lazy<List<string[]>> Cases = new(() =>
        [.. File.ReadLines(SharedData.PathOf("sigma-regression", "expected.tsv")).Skip(1).Select(line => line.Split('\t'))]);

    public static TheoryData<string> Ids => SharedData.IsPresent
        ? [.. Cases.Value.Where(columns => File.Exists(TwinOf(columns))).Select(columns => columns[2])]
        : ["(absent)"];

    [SharedTheory]
    [MemberData(nameof(Ids))]
    public void Rule_matches_the_event_that_it_must_match(string ruleId)
    {
        var columns = Cases.Value.Single(columns => columns[2] == ruleId);
        var engine = SharedRules.Engine;
        var rule = Enumerable.Range(0, engine.RuleSet.Rules.Length).Single(index => engine.RuleSet.Rules[index].Id == ruleId);
        var records = EventJson.ReadAll(new ShapeTable(), File.ReadAllBytes(TwinOf(columns)));
        var matcher = engine.CreateMatcher();

        var matches = records.Count(record => matcher.Match(record).Contains(rule));

        var stated = int.TryParse(columns[4], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 1;
        Assert.True(matches >= stated, $"{matches} of {records.Count} events matched; the list states {stated}.");
    }

    [SharedFact]
    public void One_case_of_the_list_has_no_twin()
    {
        Assert.Equal(94, Cases.Value.Count);
        Assert.Single(Cases.Value, columns => !File.Exists(TwinOf(columns)));
    }

    private static string TwinOf(string[] columns) => SharedData.PathOf("sigma-regression", columns[1]);
}
