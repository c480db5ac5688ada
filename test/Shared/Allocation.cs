namespace Dwell.Tests;

/// <summary>Counts what a piece of work allocates on this thread.</summary>
public static class Allocation
{
    private const int Rounds = 5;

    /// <summary>
    /// Bytes that one round of <paramref name="work"/> allocates, the least of five: the runtime itself allocates now and then when it
    /// compiles a method anew or fills a cache, which is not the work's.
    /// </summary>
    public static long Of(Action work)
    {
        var least = long.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
