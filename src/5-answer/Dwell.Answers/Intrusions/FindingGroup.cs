using System.Collections.Immutable;
using Dwell.Model.Findings;
using Dwell.Model.Time;

namespace Dwell.Answers.Intrusions;

/// <summary>How far records carry a group of findings.</summary>
public enum Proof
{
    /// <summary>Rules spoke, and nothing confirms that an intruder is behind it.</summary>
    Weak,

    /// <summary>Records speak for an intruder; an innocent explanation is left.</summary>
    Likely,

    /// <summary>Something installed or loaded was run or talked out on the same host, and a second kind of record agrees.</summary>
    Proven,
}

/// <summary>
/// Findings that hard links tie together, in the order of their rank, and what they add up to.
/// <paramref name="Id"/> is <c>A</c>, <c>B</c>, … by first time for groups that are at least likely, null for weak ones.
/// </summary>
public sealed record FindingGroup(string? Id, Proof Proof, ImmutableArray<Finding> Findings)
{
    /// <summary>
    /// What starts by itself and belongs to the group: a loud rule speaks of it, or it was run or heard and links tie it to loud acts.
    /// </summary>
    public IEnumerable<Finding> Installed => Findings.Where(IsBackdoor);

    /// <summary>Time of the first record of an act; quiet findings, which may have an ordinary past, date nothing.</summary>
    public UtcInstant? First => Acts.Select(finding => finding.First).Where(time => time is not null).Min();

    /// <summary>Time of the last record of an act.</summary>
    public UtcInstant? Last => Acts.Select(finding => finding.Last).Where(time => time is not null).Max();

    /// <summary>The findings that make the group: loud ones, and what was installed, reached, opened or sent.</summary>
    public IEnumerable<Finding> Acts => Findings.Where(finding => finding.Severity >= Severity.High || finding.Kind != "rule");

    /// <summary>True for something that starts by itself, of which a loud rule speaks, or that was run or heard.</summary>
    public static bool IsBackdoor(Finding finding) => finding.Installed is { } installed
        && (installed.Loud || (finding.Severity < Severity.High && (installed.Executed is not null || !installed.Contacted.IsEmpty)));

    /// <summary>All values of one list of the acts, sorted, each once.</summary>
    public ImmutableArray<string> All(Func<Finding, ImmutableArray<string>> values) =>
        [.. Acts.SelectMany(finding => values(finding)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
