using System.Collections.Immutable;
using Dwell.Model.Findings;

namespace Dwell.Content.Questions;

/// <summary>
/// Which event classes could have shown the answer to a question on a host: one class of each group must be recorded.
/// The first class of a group is the one to name when none is.
/// </summary>
public sealed record QuestionNeeds(Question Question, ImmutableArray<ImmutableArray<string>> Groups);
