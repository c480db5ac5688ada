using System.Collections.Immutable;
using Dwell.Answers;
using Dwell.Model.Context;

namespace Dwell.Pipeline.Answering;

/// <summary>Gathers by kind of information where the owner says that it lies.</summary>
internal static class Holdings
{
    public static ImmutableArray<Holding> Of(CaseContext context) =>
    [
        .. context.Assets.SelectMany(asset => asset.Holds.Select(kind => (Kind: kind, Where: asset.Host)))
            .Concat(context.Holds.SelectMany(holding => holding.Holds.Select(kind => (Kind: kind, holding.Where))))
            .GroupBy(pair => pair.Kind, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new Holding(group.Key, [.. group.Select(pair => pair.Where).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)])),
    ];
}
