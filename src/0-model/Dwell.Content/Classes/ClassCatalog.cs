using System.Collections.Immutable;
using Dwell.Model.Findings;

namespace Dwell.Content.Classes;

/// <summary>All event classes, in ordinal order of their names.</summary>
public sealed record ClassCatalog(ImmutableSortedDictionary<string, EventClass> Classes)
{
    /// <summary>The class and all that it implies, itself first.</summary>
    public IEnumerable<string> WithImplied(string name)
    {
        yield return name;
        if (!Classes.TryGetValue(name, out var eventClass))
            yield break;
        foreach (var implied in eventClass.Implies)
            yield return implied;
    }

    /// <summary>The classes that can show something for a question, in ordinal order.</summary>
    public IEnumerable<EventClass> For(Question question) =>
        Classes.Values.Where(item => item.Questions.Contains(question));
}
