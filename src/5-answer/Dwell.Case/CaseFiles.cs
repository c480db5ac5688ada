using Dwell.Evidence.Walking;

namespace Dwell.Case;

/// <summary>The names of what lies in a case folder; <c>docs/case.md</c> says what each holds.</summary>
public static class CaseFiles
{
    /// <summary>What was taken in, by hash.</summary>
    public const string Evidence = "evidence.json";

    /// <summary>
    /// The leaves of the block trees, 32 bytes each, in the order of <see cref="Evidence"/>.
    /// </summary>
    public const string Blocks = "evidence.blocks";

    /// <summary>One finding a line, sorted by id.</summary>
    public const string Findings = "findings.jsonl";

    /// <summary>The seven answers.</summary>
    public const string Answers = "answers.json";

    /// <summary>What was being recorded where and when.</summary>
    public const string Coverage = "coverage.json";

    /// <summary>The report, one file.</summary>
    public const string Report = "report.html";

    /// <summary>What was done with the case, each line bound to the one before.</summary>
    public const string Journal = "journal.jsonl";

    /// <summary>
    /// This run: when, how long, where the evidence lay. The only file that differs between two runs.
    /// </summary>
    public const string Run = "run.json";

    /// <summary>The hashes of all others; a folder without it is no finished case. Written last.</summary>
    public const string Seal = CaseMark.Seal;

    /// <summary>
    /// The store: facts, hits and activity for queries. Derived, so no seal covers it; written by the store itself.
    /// </summary>
    public const string Store = "facts.duckdb";

    /// <summary>Where a run writes until it is done.</summary>
    public const string Unfinished = CaseMark.Unfinished;

    /// <summary>
    /// What a seal covers, in its order: everything that is the same for the same evidence, content and
    /// options.
    /// </summary>
    internal static readonly string[] Sealed = [Answers, Coverage, Blocks, Evidence, Findings, Journal, Report];
}
