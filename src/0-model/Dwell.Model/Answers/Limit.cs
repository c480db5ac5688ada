using System.Collections.Immutable;
using Dwell.Model.Findings;
using Dwell.Model.Time;

namespace Dwell.Model.Answers;

/// <summary>
/// What could not be seen, and what that does to answers. <paramref name="Class"/> is an event class of
/// <c>content/classes</c>; <paramref name="Scope"/> is <c>host:NAME</c>, <c>segment:NAME</c>, <c>mailbox:NAME</c> or <c>all</c>;
/// <paramref name="Why"/> one of: not audited, no sensor, rotated, cleared, gap, unreadable, clock in doubt, not collected, licence, unknown.
/// </summary>
public sealed record Limit(
    string Id,
    ImmutableArray<Question> Questions,
    string Class,
    string Scope,
    UtcInstant? From,
    UtcInstant? To,
    string Why,
    string Effect,
    ImmutableArray<Remedy> Remedy)
{
    /// <summary>The class of what text of no known format may hold: it could be any.</summary>
    public const string UnknownText = "unknown-text";
}

/// <summary>Who may still hold what is missing, what to ask for, until when, and what it would narrow.</summary>
public sealed record Remedy(string Who, string What, UtcInstant? Until, string Narrows);
