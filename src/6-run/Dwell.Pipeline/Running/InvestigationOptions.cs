using System.Collections.Immutable;

namespace Dwell.Pipeline.Running;

/// <summary>What <c>dwell investigate</c> was asked to do.</summary>
public sealed record InvestigationOptions
{
    /// <summary>Files and folders, at least one.</summary>
    public required ImmutableArray<string> Evidence { get; init; }

    /// <summary>Where the case goes.</summary>
    public required string CaseFolder { get; init; }

    /// <summary>The context file; null looks for <c>evidence.yml</c> at the root of the evidence.</summary>
    public string? ContextFile { get; init; }

    /// <summary>Folders or files of further rules.</summary>
    public ImmutableArray<string> Rules { get; init; } = [];

    /// <summary>Whether the built-in rules are used; they are by default.</summary>
    public bool BuiltInRules { get; init; } = true;

    /// <summary>Threads that read, at least 1. The case does not depend on it.</summary>
    public int Threads { get; init; } = Math.Max(1, Environment.ProcessorCount);

    /// <summary>
    /// After how many batches (about 1 MiB of evidence each) the store commits: what a killed run has to read again at most.
    /// </summary>
    internal int BatchesPerCommit { get; init; } = 64;

    /// <summary>The version of Dwell, for <c>run.json</c> and the report.</summary>
    public required string Version { get; init; }
}
