using System.Collections.Immutable;
using Dwell.Content.Store;
using Dwell.Content.Yaml;
using Dwell.Model.Findings;

namespace Dwell.Content.Questions;

/// <summary>Reads <c>content/questions/needs.yml</c>.</summary>
public static class QuestionNeedsLoader
{
    private const string FileName = "content/questions/needs.yml";

    /// <summary>
    /// The needs of each of the seven questions, in their order. Throws <see cref="ContentException"/> for a question that is
    /// missing or unknown, or a class that <paramref name="classes"/> does not hold.
    /// </summary>
    public static ImmutableArray<QuestionNeeds> Load(ContentStore store, IReadOnlySet<string> classes)
    {
        var root = YamlFile.Read(store, FileName);
        var names = Enum.GetValues<Question>().Select(question => question.Text()).ToArray();
        root.WithKeys(names);
        return [.. Enum.GetValues<Question>().Select(question => new QuestionNeeds(question, Groups(root[question.Text()], classes)))];
    }

    private static ImmutableArray<ImmutableArray<string>> Groups(YamlValue list, IReadOnlySet<string> classes) =>
        [.. list.Items().Select(group => group.Items().Select(name => Known(name, classes)).ToImmutableArray())];

    private static string Known(YamlValue name, IReadOnlySet<string> classes) =>
        classes.Contains(name.Text()) ? name.Text()
        : throw name.Error($"Found the event class '{name.Text()}'; expected one of content/classes{Nearest.Hint(name.Text(), [.. classes])}.");
}
