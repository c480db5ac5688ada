using System.Collections.Immutable;

namespace Dwell.Model.Answers;

/// <summary>The whole of <c>answers.json</c>: everything that Dwell says to a person comes from here.</summary>
/// <param name="Simulated">True when the evidence bears the simulator's mark; shown everywhere.</param>
/// <param name="Evidence">What was read.</param>
/// <param name="Answers">Always seven, in the order of <see cref="Findings.Question"/>.</param>
/// <param name="Limits">Sorted by id.</param>
public sealed record CaseAnswers(
    bool Simulated,
    EvidenceSummary Evidence,
    ImmutableArray<Answer> Answers,
    ImmutableArray<Limit> Limits)
{
    /// <summary>The schema's name; changes only when a field changes its meaning.</summary>
    public const string Schema = "dwell/answers/1";
}
