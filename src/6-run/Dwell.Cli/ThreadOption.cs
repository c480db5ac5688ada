using System.Globalization;

namespace Dwell.Cli;

/// <summary>The bounds of <c>--threads</c>.</summary>
internal static class ThreadOption
{
    /// <summary>Far above the cores of a machine; more would only cost memory, each thread has blocks of its own.</summary>
    private const int Most = 1_024;

    /// <summary>Throws <see cref="WrongUseException"/> outside of 1 to 1,024.</summary>
    public static void Check(int threads)
    {
        if (threads is < 1 or > Most)
            throw new WrongUseException(string.Create(CultureInfo.InvariantCulture, $"--threads is {threads}; it takes 1 to {Most}."));
    }
}
