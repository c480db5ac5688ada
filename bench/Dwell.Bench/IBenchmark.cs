namespace Dwell.Bench;

/// <summary>One question about speed. First checks that the result is right, then measures.</summary>
internal interface IBenchmark
{
    /// <summary>Its arguments and what it answers.</summary>
    string Usage { get; }

    /// <summary>Returns the exit code.</summary>
    int Run(string[] args);
}
