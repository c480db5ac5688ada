using System.Collections.Immutable;
using Dwell.Answers.Limits;
using Dwell.Content.Collect;

namespace Dwell.Pipeline.Answering;

/// <summary>Hands <c>content/collect</c> to the answers.</summary>
internal static class Remedy
{
    public static ImmutableDictionary<string, ClassRemedy> Of(CollectGuide guide) =>
        guide.Classes.Values.ToImmutableDictionary(
            item => item.EventClass,
            item => new ClassRemedy(
                item.EventClass,
                item.Effects.ToImmutableDictionary(),
                [.. item.Sources.Select(source => new RemedySource(source.Who, WhatOf(source)))]),
            StringComparer.Ordinal);

    // The exact way stands behind what is asked for, so that a person can hand it on as it is.
    private static string WhatOf(CollectSource source) => source.How.IsEmpty ? source.What
        : $"{source.What} ({string.Join("; ", source.How.Select(pair => pair.Key == "path" ? pair.Value : $"{pair.Key}: {pair.Value}"))})";
}
