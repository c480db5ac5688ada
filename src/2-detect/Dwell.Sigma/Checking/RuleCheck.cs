using System.Collections.Immutable;
using Dwell.Model.LogSources;
using Dwell.Model.Records;

namespace Dwell.Sigma.Checking;

/// <summary>An example that a rule did not treat as it says.</summary>
public sealed record FailedExample(RuleExample Example, SigmaRule Rule)
{
    /// <summary>One line: where the example stands, what should have happened.</summary>
    public string Sentence => Example.Match
        ? $"{Example.File}:{Example.Line}: '{Rule.Title}' does not match this record, and should ({Example.Why})."
        : $"{Example.File}:{Example.Line}: '{Rule.Title}' matches this record, and should not ({Example.Why}).";
}

/// <summary>Whether rules can be used, and whether they do what their examples say.</summary>
public sealed class RuleCheck
{
    private const string ExampleEnding = ".events.jsonl";

    private RuleCheck(SigmaEngine engine, ImmutableArray<RuleProblem> problems, int examples, ImmutableArray<FailedExample> failed)
    {
        Rules = engine.RuleSet;
        Unserved = engine.Unserved;
        Problems = problems;
        Examples = examples;
        Failed = failed;
    }

    /// <summary>The rules that can be used.</summary>
    public SigmaRuleSet Rules { get; }

    /// <summary>Rules that are sound but that no log source of the table serves.</summary>
    public ImmutableArray<UnservedRule> Unserved { get; }

    /// <summary>Everything that was refused or is odd, examples included; ordered by file and line.</summary>
    public ImmutableArray<RuleProblem> Problems { get; }

    /// <summary>How many examples were run.</summary>
    public int Examples { get; }

    /// <summary>The examples that failed, in order.</summary>
    public ImmutableArray<FailedExample> Failed { get; }

    /// <summary>True when every file gave rules and every example was met; warnings do not count.</summary>
    public bool IsSound => Failed.IsEmpty && Problems.All(problem => problem.Effect != ProblemEffect.Refused);

    /// <summary>
    /// Checks rules and their examples. <paramref name="examples"/>: texts of <c>&lt;name&gt;.events.jsonl</c>, each for the rules
    /// of <c>&lt;name&gt;.yml</c> or <c>&lt;name&gt;.yaml</c>.
    /// </summary>
    public static RuleCheck Run(IEnumerable<RuleSource> rules, IEnumerable<RuleSource> examples, LogSourceTable table)
    {
        var engine = SigmaEngine.Create(SigmaRuleSet.Load(rules), table);
        var matcher = engine.CreateMatcher();
        var shapes = new ShapeTable();
        var problems = new List<RuleProblem>(engine.RuleSet.Problems);
        var failed = ImmutableArray.CreateBuilder<FailedExample>();
        var rulesByName = Enumerable.Range(0, engine.RuleSet.Rules.Length)
            .ToLookup(index => Path.ChangeExtension(engine.RuleSet.Rules[index].File, null), StringComparer.Ordinal);
        var count = 0;
        foreach (var file in examples)
        {
            var own = rulesByName[file.File[..^ExampleEnding.Length]].ToList();
            if (own.Count == 0)
                problems.Add(new RuleProblem(file.File, 1, "example-without-rule", ProblemEffect.Warning, "examples without a usable rule", "a rule of the same name beside them"));
            foreach (var example in RuleExample.Read(file, problems))
            {
                count++;
                var matches = matcher.Match(example.ToRecord(shapes));
                foreach (var rule in own)
                {
                    if (matches.Contains(rule) != example.Match)
                        failed.Add(new FailedExample(example, engine.RuleSet.Rules[rule]));
                }
            }
        }

        var ordered = problems.OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line);
        return new RuleCheck(engine, [.. ordered], count, failed.ToImmutable());
    }
}
