using Dwell.Sigma;
using Dwell.Sigma.Matching;

namespace Dwell.Bench.Sigma;

/// <summary>Does the index give exactly what trying every rule gives, on every record of the evidence?</summary>
internal sealed class SigmaOracle : IBenchmark
{
    private const int ShownDifferences = 20;

    public string Usage => "[RULES [EVIDENCE]]    compares index and scan on every EVTX record; exit code 1 when they differ";

    public int Run(string[] args)
    {
        var input = new SigmaInput(args);
        var rules = SigmaRuleSet.Load(input.Sources);
        var slow = new SlowEvaluator(rules, input.Table);
        var fast = SigmaEngine.Create(rules, input.Table).CreateMatcher();
        long matches = 0, differences = 0;
        var records = input.ForEach(record =>
        {
            var expected = slow.Match(record);
            var found = fast.Match(record);
            matches += expected.Count;
            if (expected.SequenceEqual(found.ToArray()))
                return;
            if (differences++ < ShownDifferences)
                Console.WriteLine($"{record.Ref}: scan [{string.Join(' ', expected)}] index [{string.Join(' ', found.ToArray())}]");
        });
        Console.WriteLine(FormattableString.Invariant(
            $"{{\"ok\": {(differences == 0 ? "true" : "false")}, \"records\": {records}, \"rules\": {rules.Rules.Length}, \"matches\": {matches}, \"differences\": {differences}}}"));
        return differences == 0 ? 0 : 1;
    }
}
