using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Dwell.Content.Store;
using Dwell.Model.Evidence;
using Dwell.Model.Findings;
using Dwell.Sigma;

namespace Dwell.Pipeline.Rules;

/// <summary>The rules of a run: the built-in ones, and those of the folders given, each with what later stages need to know of it.</summary>
public sealed class RuleLibrary
{
    private const string BuiltInFolder = "rules";
    private const string BuiltInPrefix = "content/rules/";

    /// <summary>The name of the built-in rules wherever rules are counted.</summary>
    public const string BuiltInName = "dwell";

    private RuleLibrary(SigmaRuleSet rules, ImmutableDictionary<string, DetectionRule> byId, ImmutableArray<RuleSetCount> counts, Sha256Digest hash)
    {
        Rules = rules;
        ById = byId;
        Counts = counts;
        Hash = hash;
    }

    /// <summary>The rules as the engine takes them.</summary>
    public SigmaRuleSet Rules { get; }

    /// <summary>What later stages need, by rule id.</summary>
    public ImmutableDictionary<string, DetectionRule> ById { get; }

    /// <summary>How many rules of each set were used and refused, in the order given.</summary>
    public ImmutableArray<RuleSetCount> Counts { get; }

    /// <summary>SHA-256 over names and texts: other rules make another case.</summary>
    public Sha256Digest Hash { get; }

    /// <summary>
    /// Loads the built-in rules (unless left out) and those of <paramref name="folders"/> (folders or files, in this order).
    /// Throws <see cref="IOException"/> when one of them can't be read.
    /// </summary>
    public static RuleLibrary Load(ContentStore content, bool builtIn, IEnumerable<string> folders)
    {
        var sets = new List<(string Name, List<RuleSource> Sources)>();
        if (builtIn)
            sets.Add((BuiltInName, [.. BuiltIn(content)]));
        foreach (var folder in folders)
        {
            var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
            sets.Add((name, [.. RuleFolder.Read(folder).Select(source => source with { File = $"{name}/{source.File}" })]));
        }

        var rules = SigmaRuleSet.Load(sets.SelectMany(set => set.Sources));
        var setByFile = sets.SelectMany(set => set.Sources.Select(source => (source.File, set.Name)))
            .DistinctBy(pair => pair.File).ToDictionary(pair => pair.File, pair => pair.Name, StringComparer.Ordinal);
        return new RuleLibrary(
            rules,
            rules.Rules.ToImmutableDictionary(rule => rule.Id, rule => ToDetectionRule(rule, setByFile[rule.File]), StringComparer.Ordinal),
            [.. sets.Select(set => CountOf(set.Name, rules, setByFile))],
            HashOf(sets.SelectMany(set => set.Sources)));
    }

    private static IEnumerable<RuleSource> BuiltIn(ContentStore content) =>
        content.NamesIn(BuiltInFolder)
            .Where(name => name.EndsWith(".yml", StringComparison.Ordinal))
            .Select(name => new RuleSource(BuiltInName + "/" + name[BuiltInPrefix.Length..], content.ReadText(name)));

    private static RuleSetCount CountOf(string name, SigmaRuleSet rules, Dictionary<string, string> setByFile) => new(
        name,
        rules.Rules.Count(rule => setByFile[rule.File] == name),
        rules.Problems.Count(problem => problem.Effect == ProblemEffect.Refused && setByFile.GetValueOrDefault(problem.File) == name));

    private static DetectionRule ToDetectionRule(SigmaRule rule, string set) => new(
        rule.Id,
        rule.Title,
        Enum.Parse<Severity>(rule.Level.ToString()),
        rule.Techniques,
        [.. rule.Tactics.Select(TacticNames.Current).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        QuestionOf(rule),
        TagValue(rule, "dwell.kind-"),
        rule.FalsePositives,
        set);

    private static Question? QuestionOf(SigmaRule rule) =>
        TagValue(rule, "dwell.question-") is { } name && Enum.TryParse<Question>(name, ignoreCase: true, out var question) ? question : null;

    private static string? TagValue(SigmaRule rule, string prefix) =>
        rule.Tags.FirstOrDefault(tag => tag.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))?[prefix.Length..];

    private static Sha256Digest HashOf(IEnumerable<RuleSource> sources)
    {
        var text = new StringBuilder();
        foreach (var source in sources)
            text.Append(CultureInfo.InvariantCulture, $"{source.File.Length}:{source.File}{source.Text.Length}:{source.Text}");
        return Sha256Digest.Of(Encoding.UTF8.GetBytes(text.ToString()));
    }
}

/// <summary>How many rules of a set were used and refused.</summary>
public sealed record RuleSetCount(string Name, int Used, int Refused);
