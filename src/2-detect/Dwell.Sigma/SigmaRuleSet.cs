using System.Collections.Immutable;
using Dwell.Sigma.Syntax;

namespace Dwell.Sigma;

/// <summary>
/// Rules that were read, and why others were not. Immutable. The order is that of the sources and, inside a file, of
/// its documents: the index of a rule is its place in <see cref="Rules"/>.
/// </summary>
public sealed class SigmaRuleSet
{
    private SigmaRuleSet(ImmutableArray<SigmaRule> rules, ImmutableArray<RuleProblem> problems, int files)
    {
        Rules = rules;
        Problems = problems;
        Files = files;
    }

    /// <summary>The rules that can be used.</summary>
    public ImmutableArray<SigmaRule> Rules { get; }

    /// <summary>What could not be used and why, and what is odd; in the order of the sources.</summary>
    public ImmutableArray<RuleProblem> Problems { get; }

    /// <summary>How many sources were given. Each gave a rule or a problem.</summary>
    public int Files { get; }

    /// <summary>
    /// Reads all sources, on all cores. Never throws for what a file says. Of rules with the same id the first is kept and the
    /// others are refused, since a finding names its rule by id.
    /// </summary>
    public static SigmaRuleSet Load(IEnumerable<RuleSource> sources)
    {
        var files = sources.ToList();
        var results = new (IReadOnlyList<SigmaRule> Rules, IReadOnlyList<RuleProblem> Problems)[files.Count];
        Parallel.For(0, files.Count, i => results[i] = RuleReader.Read(files[i]));

        var rules = ImmutableArray.CreateBuilder<SigmaRule>(files.Count);
        var problems = ImmutableArray.CreateBuilder<RuleProblem>();
        var byId = new Dictionary<string, SigmaRule>(StringComparer.OrdinalIgnoreCase);
        foreach (var result in results)
        {
            problems.AddRange(result.Problems);
            foreach (var rule in result.Rules)
            {
                if (byId.TryAdd(rule.Id, rule))
                    rules.Add(rule);
                else
                    problems.Add(Duplicate(rule, byId[rule.Id]));
            }
        }

        return new SigmaRuleSet(rules.ToImmutable(), problems.ToImmutable(), files.Count);
    }

    private static RuleProblem Duplicate(SigmaRule rule, SigmaRule first) => new(
        rule.File, rule.Line, "duplicate-id", ProblemEffect.Refused,
        $"the id {rule.Id} of '{first.Title}' ({first.File}:{first.Line}) again", "an id of its own", rule.Id, rule.Title);
}
