using System.Collections.Immutable;
using Dwell.Model.Findings;

namespace Dwell.Content.Collect;

/// <summary>
/// What the absence of an event class does to each question, and what to collect next. Texts may hold
/// <c>{scope}</c>,
/// which stands for the host, segment or mailbox that a limit is about; <see cref="Fill"/> puts it in.
/// </summary>
public sealed record CollectGuide(ImmutableSortedDictionary<string, ClassGuide> Classes)
{
    /// <summary>The text with the scope in place of <c>{scope}</c>.</summary>
    public static string Fill(string text, string scope) => text.Replace("{scope}", scope, StringComparison.Ordinal);
}

/// <summary>Effects by question, and sources that narrow the limit, best first.</summary>
public sealed record ClassGuide(
    string EventClass,
    ImmutableSortedDictionary<Question, string> Effects,
    ImmutableArray<CollectSource> Sources);

/// <summary>
/// Someone who may still hold what is missing. <paramref name="How"/> is sorted by key (<c>command</c>,
/// <c>kape</c>,
/// <c>path</c>, <c>velociraptor</c>); <paramref name="Until"/> says how long it lasts as a rule, null when
/// nothing is known.
/// </summary>
public sealed record CollectSource(
    string Name,
    string Who,
    string What,
    ImmutableSortedDictionary<string, string> How,
    string? Until);
