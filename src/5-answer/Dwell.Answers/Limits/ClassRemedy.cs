using System.Collections.Immutable;
using Dwell.Model.Findings;

namespace Dwell.Answers.Limits;

/// <summary>What the absence of an event class does to each question, and who may still hold its records.</summary>
public sealed record ClassRemedy(
    string EventClass,
    ImmutableDictionary<Question, string> Effects,
    ImmutableArray<RemedySource> Sources);

/// <summary>Somebody who may still hold records, and exactly what to ask for.</summary>
public sealed record RemedySource(string Who, string What);
