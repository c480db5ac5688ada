using System.Diagnostics;
using Dwell.Sigma;
using Dwell.Sigma.Matching;

namespace Dwell.Bench.Sigma;

/// <summary>How fast are rules loaded, planned and matched, on one core?</summary>
internal sealed class SigmaBenchmark : IBenchmark
{
    private const int Rounds = 15;
    private const int SlowRecords = 2_000;

    public string Usage => "[RULES [EVIDENCE]]    load, plan, records/s with and without matching, allocated bytes, beside the scan";

    public int Run(string[] args)
    {
        var input = new SigmaInput(args);
        var start = Environment.CpuUsage.TotalTime;
        SigmaRuleSet.Load(input.Sources);
        Report("load, cold", start, $"{input.Sources.Count} files");
        start = Environment.CpuUsage.TotalTime;
        var rules = SigmaRuleSet.Load(input.Sources);
        Report("load, warm", start, $"{rules.Files} files, {rules.Rules.Length} rules");
        start = Environment.CpuUsage.TotalTime;
        var engine = SigmaEngine.Create(rules, input.Table);
        Report("create engine", start, $"{engine.Unserved.Length} rules without a source");
        start = Environment.CpuUsage.TotalTime;
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        engine.PlanAll();
        Report("plan every source", start, $"{(GC.GetTotalMemory(forceFullCollection: true) - memory) / 1e6:F1} MB of plans");

        var matcher = engine.CreateMatcher();
        var matches = 0L;
        var records = input.ForEach(record => matches += matcher.Match(record).Length);
        Console.WriteLine($"{records} records, {input.Bytes / 1e6:F1} MB in memory, {matches} matches");
        input.ForEach(record => matcher.Match(record));
        var read = Best(() => input.ForEach(static record => _ = record.Shape), out var readAllocated);
        var both = Best(() => input.ForEach(record => matcher.Match(record)), out var allocated);
        Console.WriteLine(FormattableString.Invariant($"read only           {records / read:F0} records/s, {input.Bytes / read / 1e6:F0} MB/s, {readAllocated} bytes allocated a round"));
        Console.WriteLine(FormattableString.Invariant(
            $"read and match      {records / both:F0} records/s, {input.Bytes / both / 1e6:F0} MB/s, match alone {(both - read) / records * 1e9:F0} ns/record, {allocated - readAllocated} bytes allocated a round"));
        MeasureScan(input, rules);
        return 0;
    }

    private static void MeasureScan(SigmaInput input, SigmaRuleSet rules)
    {
        var slow = new SlowEvaluator(rules, input.Table);
        var step = 0L;
        var tried = 0L;
        var seconds = 0.0;
        input.ForEach(record =>
        {
            // A spread over all files: the scan is too slow for all.
            if (step++ % 10 != 0 || tried >= SlowRecords)
                return;
            tried++;
            var start = Stopwatch.GetTimestamp();
            slow.Match(record);
            seconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
        });
        Console.WriteLine(FormattableString.Invariant($"scan                {tried / seconds:F0} records/s (every tenth, {tried} of them)"));
    }

    // The best round: others work on the machine. Allocation is the last round's, when everything is warm.
    private static double Best(Action action, out long allocated)
    {
        var best = double.MaxValue;
        allocated = 0;
        for (var i = 0; i < Rounds; i++)
        {
            allocated = GC.GetAllocatedBytesForCurrentThread();
            var start = Environment.CpuUsage.TotalTime;
            action();
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - start).TotalSeconds);
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        }

        return best;
    }

    private static void Report(string what, TimeSpan start, string detail) => Console.WriteLine(FormattableString.Invariant(
        $"{what,-18}  {(Environment.CpuUsage.TotalTime - start).TotalMilliseconds:F0} ms of processor time  {detail}"));
}
