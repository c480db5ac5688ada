namespace Dwell.Bench;

/// <summary>
/// Runs something several times and keeps the median. Time is the processor time of this process, so that other work on
/// the machine does not count; it still shares caches and memory with us, hence the reference beside each figure.
/// </summary>
internal static class Measurement
{
    /// <summary>Median and best time of <paramref name="runs"/> runs, and the bytes that one run allocated on this thread.</summary>
    public static (double Median, double Best, long Allocated) Time(int runs, Action action)
    {
        var seconds = new double[runs];
        long allocated = 0;
        for (var i = 0; i < runs; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var start = Environment.CpuUsage.TotalTime;
            action();
            seconds[i] = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Array.Sort(seconds);
        return (seconds[runs / 2], seconds[0], allocated);
    }

    public static void Print(string what, long bytes, long records, (double Median, double Best, long Allocated) time) =>
        Console.WriteLine(FormattableString.Invariant(
            $"{what,-34} {bytes / time.Median / 1e6,9:F0} MB/s (best {bytes / time.Best / 1e6,6:F0}) {records / time.Median / 1e6,8:F3} M records/s {time.Allocated,12} bytes allocated"));
}
