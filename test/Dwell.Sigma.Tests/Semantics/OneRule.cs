using System.Collections.Immutable;
using System.Text.Json;
using Dwell.Model.LogSources;
using Dwell.Model.Records;
using Dwell.Sigma.Matching;

namespace Dwell.Sigma.Tests.Semantics;

/// <summary>A rule, a table of one or a few rows, and the records to try: by index and by scan.</summary>
internal sealed class OneRule
{
    private readonly ShapeTable _shapes = new();
    private readonly SigmaMatcher _fast;
    private readonly SlowEvaluator _slow;

    public OneRule(string ruleText, params LogSourceRow[] rows)
    {
        Rules = SigmaRuleSet.Load([new RuleSource("rule.yml", ruleText)]);
        var table = new LogSourceTable([.. rows]);
        _fast = SigmaEngine.Create(Rules, table).CreateMatcher();
        _slow = new SlowEvaluator(Rules, table);
    }

    public SigmaRuleSet Rules { get; }

    public static LogSourceRow AnyWindows { get; } = new("any", "windows", null, "windows", null, [], [], [], [], []);

    public static string Text(string detection, string logSource = "product: windows") => detection.StartsWith('{')
        ? $"title: t\nlogsource: {{{logSource}}}\ndetection: {detection}\n"
        : $"title: t\nlogsource: {{{logSource}}}\ndetection:\n  {detection}\n  condition: selection\n";

    /// <summary>The answer of index and scan, which must agree.</summary>
    public bool Matches(string recordJson)
    {
        var record = Record(recordJson);
        var bySlow = _slow.Match(record).Count > 0;
        var byFast = _fast.Match(record).Length > 0;
        Assert.True(bySlow == byFast, $"The scan says {bySlow}, the index {byFast}.");
        return byFast;
    }

    public FlatRecord Record(string json)
    {
        using var document = JsonDocument.Parse(json);
        var fields = document.RootElement.EnumerateObject().Select(property => (property.Name, Values: Values(property.Value))).ToList();
        return new FlatRecord(
            _shapes.Intern(WindowsFields.Family, [.. fields.Select(field => field.Name)]),
            [.. fields.Select(field => field.Values)]);
    }

    private static ImmutableArray<string?> Values(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => [.. value.EnumerateArray().SelectMany(item => Values(item))],
        JsonValueKind.Null => [null],
        JsonValueKind.String => [value.GetString()],
        _ => [value.GetRawText()],
    };
}
