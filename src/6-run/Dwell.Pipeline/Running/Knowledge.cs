using System.Collections.Immutable;
using Dwell.Answers.Limits;
using Dwell.Content.Classes;
using Dwell.Content.Collect;
using Dwell.Content.LogSources;
using Dwell.Content.Mappings;
using Dwell.Content.Questions;
using Dwell.Content.Store;
using Dwell.Facts.Mapping;
using Dwell.Pipeline.Answering;
using Dwell.Pipeline.Rules;
using Dwell.Sigma;

namespace Dwell.Pipeline.Running;

/// <summary>
/// What is known before any evidence is read: rules, mappings, event classes, what to collect. Immutable; several runs may
/// share one.
/// </summary>
public sealed class Knowledge
{
    private Knowledge(ContentStore content, RuleLibrary rules)
    {
        Content = content;
        Rules = rules;
        Engine = SigmaEngine.Create(rules.Rules, LogSourceContent.Read(content));
        Mappings = new MappingPlan(MappingLoader.Load(content));
        Classes = ClassLoader.Load(content);
        Needs = QuestionNeedsLoader.Load(content, Classes.Classes.Keys.ToHashSet(StringComparer.Ordinal));
        Remedies = Remedy.Of(CollectLoader.Load(content, Classes));
    }

    /// <summary>The content of this build.</summary>
    public ContentStore Content { get; }

    /// <summary>The rules.</summary>
    public RuleLibrary Rules { get; }

    /// <summary>The rules, planned.</summary>
    public SigmaEngine Engine { get; }

    /// <summary>How records become facts.</summary>
    public MappingPlan Mappings { get; }

    /// <summary>The event classes.</summary>
    public ClassCatalog Classes { get; }

    /// <summary>What each question needs.</summary>
    public ImmutableArray<QuestionNeeds> Needs { get; }

    /// <summary>Who may still hold what is missing, by event class.</summary>
    public ImmutableDictionary<string, ClassRemedy> Remedies { get; }

    /// <summary>
    /// Loads the content of this build and the rules asked for. Throws <see cref="IOException"/> when a folder of rules can't be read.
    /// </summary>
    public static Knowledge Load(bool builtInRules, IEnumerable<string> ruleFolders) =>
        new(ContentStore.Embedded, RuleLibrary.Load(ContentStore.Embedded, builtInRules, ruleFolders));
}
