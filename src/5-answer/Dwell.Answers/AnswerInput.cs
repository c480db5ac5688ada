using System.Collections.Immutable;
using Dwell.Answers.Limits;
using Dwell.Content.Questions;
using Dwell.Model.Answers;
using Dwell.Model.Coverage;
using Dwell.Model.Findings;
using Dwell.Model.Time;

namespace Dwell.Answers;

/// <summary>All that the answers are computed from; equal inputs give equal answers.</summary>
/// <param name="Findings">All findings with their rank.</param>
/// <param name="Coverage">What was being recorded.</param>
/// <param name="Evidence">What was read.</param>
/// <param name="Needs">What each question needs, one entry for each of the seven.</param>
/// <param name="Remedies">By event class.</param>
/// <param name="Noticed">When somebody noticed, from the context file.</param>
/// <param name="Holdings">Kinds of information and where they lie, from the context file.</param>
/// <param name="Simulated">True when the evidence bears the simulator's mark.</param>
/// <param name="UnknownText">Paths of text files that no format knows: their lines are searchable and enter no answer.</param>
public sealed record AnswerInput(
    ImmutableArray<Finding> Findings,
    CoverageMap Coverage,
    EvidenceSummary Evidence,
    ImmutableArray<QuestionNeeds> Needs,
    ImmutableDictionary<string, ClassRemedy> Remedies,
    UtcInstant? Noticed,
    ImmutableArray<Holding> Holdings,
    bool Simulated,
    ImmutableArray<string> UnknownText);

/// <summary>A kind of information and the hosts, mailboxes or shares that hold it.</summary>
public sealed record Holding(string Kind, ImmutableArray<string> Where);
