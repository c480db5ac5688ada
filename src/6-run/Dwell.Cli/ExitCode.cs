namespace Dwell.Cli;

/// <summary>What scripts may rely on; documented in <c>docs/commands.md</c>.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The case could not be made; for checks: what was checked is not right.</summary>
    public const int Failed = 1;

    /// <summary>Wrong use: an unknown option, a path that is not there.</summary>
    public const int WrongUse = 2;

    /// <summary>Done, but some evidence could not be read.</summary>
    public const int Incomplete = 3;

    /// <summary>Stopped by the user (128 + SIGINT, as shells count it).</summary>
    public const int Interrupted = 130;
}
