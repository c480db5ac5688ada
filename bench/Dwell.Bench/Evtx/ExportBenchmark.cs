using System.Diagnostics;
using Dwell.Evtx.Export;

namespace Dwell.Bench.Evtx;

/// <summary>
/// How fast is a file exported, as a whole process would do it: from and to memory disk, on one and two threads?
/// <c>evtxexport</c> (libevtx-utils) runs in between when it is installed.
/// </summary>
internal sealed class ExportBenchmark : IBenchmark
{
    private const int Runs = 5;

    public string Usage => "FILE OUTPUT          JSON lines on 1 and 2 threads, and `evtxexport -f xml` beside them; FILE and OUTPUT on memory disk";

    public int Run(string[] args)
    {
        if (args.Length < 2)
            return 2;
        var length = new FileInfo(args[0]).Length;
        var one = Export(args[0], args[1], threads: 1, out var records, out var first);
        _ = Export(args[0], args[1], threads: 2, out _, out var second);
        if (first != second)
        {
            Console.Error.WriteLine("One and two threads give different bytes.");
            return 1;
        }

        Console.WriteLine($"{length / 1e6:F0} MB, {records} records, first run {one:F3} s");
        var times = new List<(double Wall, double Cpu)>[] { [], [] };
        for (var run = 0; run < Runs; run++)
        {
            for (var threads = 1; threads <= 2; threads++)
            {
                var cpu = Environment.CpuUsage.TotalTime;
                var wall = Export(args[0], args[1], threads, out _, out _, withHash: false);
                times[threads - 1].Add((wall, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds));
            }
        }

        var single = Print("json, 1 thread ", length, records, times[0]);
        var pair = Print("json, 2 threads", length, records, times[1]);
        Console.WriteLine(FormattableString.Invariant($"2 threads are {single.Wall / pair.Wall:F2} x one by the clock; they use {pair.Cpu / single.Cpu:F2} x the processor time"));
        Console.WriteLine($"peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB");
        RunReference(args[0], args[1], length, single);
        return 0;
    }

    /// <summary>Medians. Other work on the machine stretches the clock, hardly the processor time; both are printed.</summary>
    private static (double Wall, double Cpu) Print(string what, long length, long records, List<(double Wall, double Cpu)> times)
    {
        var wall = Median([.. times.Select(time => time.Wall)]);
        var cpu = Median([.. times.Select(time => time.Cpu)]);
        Console.WriteLine(FormattableString.Invariant(
            $"{what} {wall:F3} s {length / wall / 1e6,6:F0} MB/s {records / wall / 1e6:F3} M records/s; processor {cpu:F3} s {length / cpu / 1e6,6:F0} MB/s"));
        return (wall, cpu);
    }

    private static double Export(string path, string target, int threads, out long records, out string hash, bool withHash = true)
    {
        File.Delete(target);
        var start = Stopwatch.GetTimestamp();
        using (var input = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0))
        using (var output = new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            records = EvtxExport.Run(input, output, new EvtxExportOptions { Threads = threads }).Live;
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        using var written = File.OpenRead(target);
        hash = withHash ? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(written)) : "";
        return seconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static void RunReference(string path, string target, long length, (double Wall, double Cpu) single)
    {
        try
        {
            File.Delete(target);
            var start = Stopwatch.GetTimestamp();
            double cpu = 0;
            using (var process = Process.Start(new ProcessStartInfo("evtxexport", ["-f", "xml", path]) { RedirectStandardOutput = true })!)
            using (var output = File.Create(target))
            {
                var buffer = new byte[1 << 20];
                while (process.StandardOutput.BaseStream.Read(buffer) is > 0 and var read)
                {
                    output.Write(buffer, 0, read);
                    if (!process.HasExited)
                        cpu = process.TotalProcessorTime.TotalSeconds;
                }

                process.WaitForExit();
            }

            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            File.Delete(target);
            Console.WriteLine(FormattableString.Invariant($"evtxexport -f xml {seconds:F1} s {length / seconds / 1e6:F1} MB/s, processor {cpu:F1} s; json on one thread is {seconds / single.Wall:F1} x by the clock, {cpu / single.Cpu:F1} x by processor time"));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.WriteLine("evtxexport is not installed (Debian: libevtx-utils); no reference.");
        }
    }
}
