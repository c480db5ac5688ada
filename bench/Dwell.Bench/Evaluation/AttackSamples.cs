using System.Collections.Immutable;
using System.Globalization;
using Dwell.Model.Findings;
using Dwell.Pipeline.Running;

namespace Dwell.Bench.Evaluation;

/// <summary>
/// Runs an investigation on each attack sample alone and compares what an analyst would open first with what the sample is
/// known for: the tactic (its folder) or the technique (in its name). Truth shuffled over the samples stands beside it, since
/// common tactics are often right by chance. Names reach the comparison only, never the investigation.
/// </summary>
internal sealed class AttackSamples : IBenchmark
{
    private const int Opened = 3;
    private const int Seed = 20261121;
    private const int Shuffles = 200;

    public string Usage => "SAMPLES RULES [--list]   (../shared/data/evtx-attack-samples ../shared/data/sigma)";

    public int Run(string[] args)
    {
        if (args.Length < 2)
        {
            Console.Error.WriteLine("attack-samples " + Usage);
            return 2;
        }

        var samples = File.ReadAllLines(Path.Combine(args[0], "truth.tsv")).Skip(1).Select(line => line.Split('\t')).ToList();
        var knowledge = Knowledge.Load(builtInRules: true, [args[1]]);
        var results = samples.Select(sample => Investigate(args[0], sample, knowledge)).ToList();
        if (args.Contains("--list"))
            results.ForEach(result => Console.WriteLine(result.Line));
        Report(results);
        return 0;
    }

    private static SampleResult Investigate(string root, string[] sample, Knowledge knowledge)
    {
        var folder = Directory.CreateTempSubdirectory("dwell-evaluate-").FullName;
        try
        {
            var options = new InvestigationOptions
            {
                Evidence = [Path.Combine(root, sample[0])],
                CaseFolder = folder,
                Version = "evaluation",
            };
            var run = new Investigation(options, TimeProvider.System, null, knowledge).RunAsync(CancellationToken.None).GetAwaiter().GetResult();
            var first = run.Findings.OrderBy(finding => finding.Rank).Take(Opened).ToImmutableArray();
            var backdoor = run.Answers!.Answers[0].State.Text();
            return new SampleResult(sample[0], TacticOf(sample[1]), [.. sample[2].Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries)], run.Findings.Length, first, backdoor);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string TacticOf(string folder) => folder.ToLowerInvariant().Replace(' ', '-');

    private static void Report(List<SampleResult> results)
    {
        var judged = results.Where(result => result.Tactic.Length > 0 || result.Techniques.Length > 0).ToList();
        var right = judged.Count(result => result.IsRight(result.Tactic, result.Techniques));
        Print($"samples                     {results.Count}");
        Print($"with a finding              {results.Count(result => result.Findings > 0)} ({Percent(results.Count(result => result.Findings > 0), results.Count)})");
        Print($"with a loud finding         {results.Count(result => result.First.Any(finding => finding.Severity >= Severity.High))}");
        Print($"judged by truth.tsv         {judged.Count}");
        Print($"right in the first {Opened}        {right} ({Percent(right, judged.Count)})");
        Print($"right by shuffled truth     {Shuffled(judged):F1} ({Shuffles} shuffles)");
        foreach (var group in judged.GroupBy(result => result.Tactic).OrderBy(group => group.Key, StringComparer.Ordinal))
            Print($"  {group.Key,-24}{group.Count(result => result.IsRight(result.Tactic, result.Techniques))} of {group.Count()}");
        foreach (var state in results.GroupBy(result => result.Backdoor).OrderBy(group => group.Key, StringComparer.Ordinal))
            Print($"backdoor {state.Key,-18} {state.Count()}");
    }

    private static double Shuffled(List<SampleResult> judged)
    {
        var random = new Random(Seed);
        var total = 0;
        for (var i = 0; i < Shuffles; i++)
        {
            var truth = judged.Select(result => (result.Tactic, result.Techniques)).ToArray();
            random.Shuffle(truth);
            total += judged.Where((result, index) => result.IsRight(truth[index].Tactic, truth[index].Techniques)).Count();
        }

        return (double)total / Shuffles;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static string Percent(int part, int whole) => (whole == 0 ? 0 : 100.0 * part / whole).ToString("F1", CultureInfo.InvariantCulture) + " %";

    private sealed record SampleResult(
        string File, string Tactic, ImmutableArray<string> Techniques, int Findings, ImmutableArray<Finding> First, string Backdoor)
    {
        public bool IsRight(string tactic, ImmutableArray<string> techniques) =>
            First.Any(finding => finding.Tactics.Contains(tactic) || finding.Techniques.Any(found => techniques.Any(wanted => IsSame(found, wanted))));

        public string Line => $"{(IsRight(Tactic, Techniques) ? "right" : Findings > 0 ? "WRONG" : "NONE "),-6}{Tactic,-22}{Backdoor,-16}{File}: "
            + string.Join(" | ", First.Select(finding => $"{finding.Title[..Math.Min(60, finding.Title.Length)]} [{finding.Severity.Text()}; {string.Join(',', finding.Tactics)}; {finding.Score}]"));

        // A name without the sub-technique means any of them.
        private static bool IsSame(string found, string wanted) =>
            found.Equals(wanted, StringComparison.OrdinalIgnoreCase) || found.StartsWith(wanted + ".", StringComparison.OrdinalIgnoreCase);
    }
}
