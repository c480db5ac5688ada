using System.Collections.Immutable;
using Dwell.Model.Answers;
using Dwell.Model.Coverage;
using Dwell.Model.Evidence;
using Dwell.Model.Findings;

namespace Dwell.Report;

/// <summary>
/// All that <c>report.html</c> is made of. The same value gives the same bytes: nothing else (clock, culture, folder)
/// enters the report.
/// </summary>
/// <param name="Answers">The seven answers and their limits.</param>
/// <param name="Findings">In any order; the report goes by rank, then id.</param>
/// <param name="Coverage">What was being recorded, by host and event class.</param>
/// <param name="Evidence">The files that were read.</param>
/// <param name="Provenance">What made the report.</param>
public sealed record ReportInput(
    CaseAnswers Answers,
    ImmutableArray<Finding> Findings,
    CoverageMap Coverage,
    ReportEvidence Evidence,
    ReportProvenance Provenance);

/// <summary>The files that were read, in the order of the manifest. What was rejected is part of the answers.</summary>
public sealed record ReportEvidence(ImmutableArray<ReportFile> Files);

/// <summary>One file: its hash, its size in bytes, the format recognised, its records, and every path it was found under.</summary>
public sealed record ReportFile(Sha256Digest Sha256, long Bytes, string Format, long Records, ImmutableArray<string> Paths);

/// <summary>
/// What made the report: the version of Dwell, the hash over its content, the rule sets used, and one sentence for
/// each thing that went wrong on the way (a rule refused, a record that could not be read).
/// </summary>
public sealed record ReportProvenance(
    string Version,
    string ContentHash,
    ImmutableArray<ReportRuleSet> RuleSets,
    ImmutableArray<string> Problems);

/// <summary>A set of rules by its name (<c>dwell</c>, or the folder given), and how many were used and refused.</summary>
public sealed record ReportRuleSet(string Name, int Used, int Refused);
