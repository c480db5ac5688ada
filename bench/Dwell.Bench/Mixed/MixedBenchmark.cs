using System.Diagnostics;
using System.Globalization;
using Dwell.Pipeline.Running;

namespace Dwell.Bench.Mixed;

/// <summary>
/// Investigates a folder and tells when the first rule hits were shown, how long each stage took, and the most memory that this
/// process had. Run it on folders of several sizes to see what grows faster than they do.
/// </summary>
internal sealed class MixedBenchmark : IBenchmark
{
    public string Usage => "FOLDER CASE   investigates FOLDER into CASE (from make-mixed): first hits, stages, memory";

    public int Run(string[] args)
    {
        if (args.Length < 2)
        {
            Console.Error.WriteLine("mixed " + Usage);
            return 2;
        }

        var bytes = new DirectoryInfo(args[0]).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        var watch = Stopwatch.StartNew();
        var progress = new FirstHits(watch);
        var options = new InvestigationOptions { Evidence = [args[0]], CaseFolder = args[1], Version = "bench" };
        var result = new Investigation(options, TimeProvider.System, progress).RunAsync(CancellationToken.None).GetAwaiter().GetResult();
        var seconds = watch.Elapsed.TotalSeconds;
        using var process = Process.GetCurrentProcess();
        Print("evidence", $"{bytes / 1e9:F2} GB, {result.Answers!.Evidence.Records:N0} records");
        Print("first rule hits shown after", progress.First is { } first ? $"{first.TotalSeconds:F1} s" : "none");
        foreach (var (stage, began) in progress.Stages)
            Print("  " + stage.ToString().ToLowerInvariant() + " began after", $"{began.TotalSeconds:F1} s");
        Print("in all", $"{seconds:F1} s, {bytes / 1e6 / seconds:F0} MB/s, {result.Answers.Evidence.Records / seconds / 1e6:F3} M records/s");
        Print("processor time", $"{process.TotalProcessorTime.TotalSeconds:F1} s");
        Print("most memory", $"{process.PeakWorkingSet64 / 1e6:F0} MB");
        return 0;
    }

    private static void Print(string name, FormattableString value) =>
        Console.WriteLine($"{name,-28} {value.ToString(CultureInfo.InvariantCulture)}");

    private static void Print(string name, string value) => Console.WriteLine($"{name,-28} {value}");

    private sealed class FirstHits(Stopwatch watch) : IProgress<RunProgress>
    {
        public TimeSpan? First { get; private set; }

        public List<(RunStage Stage, TimeSpan Began)> Stages { get; } = [];

        public void Report(RunProgress value)
        {
            if (Stages.Count == 0 || Stages[^1].Stage != value.Stage)
                Stages.Add((value.Stage, watch.Elapsed));
            if (value.Hits > 0)
                First ??= watch.Elapsed;
        }
    }
}
