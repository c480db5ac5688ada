using System.Collections.Immutable;
using Dwell.Sigma.Matching;

namespace Dwell.Sigma.Planning;

/// <summary>
/// Chooses for a condition the rarest set of atoms of which at least one holds whenever the condition does. A rule is looked at
/// only when one of its witnesses was found; a rule without witnesses is looked at for every record.
/// </summary>
internal static class Witness
{
    /// <summary>The cost of a condition without witnesses.</summary>
    public const double Always = 1;

    /// <summary>The witnesses, null when there are none; <paramref name="cost"/> estimates how often one holds, in [0, 1].</summary>
    public static ImmutableArray<int>? Of(PlanNode node, AtomTable atoms, out double cost)
    {
        switch (node)
        {
            case PlanLiteral { IsNegated: false } literal when atoms.Atoms[literal.Atom].Lazy is null:
                cost = FrequencyOf(atoms.Atoms[literal.Atom]);
                return [literal.Atom];
            case PlanAll all:
                return OfAll(all, atoms, out cost);
            case PlanAny any:
                return OfAny(any, atoms, out cost);
            default:
                cost = Always;
                return null;
        }
    }

    // Any one term's witnesses do: take the rarest.
    private static ImmutableArray<int>? OfAll(PlanAll all, AtomTable atoms, out double cost)
    {
        ImmutableArray<int>? best = null;
        cost = Always;
        foreach (var term in all.Terms)
        {
            if (Of(term, atoms, out var termCost) is { } witnesses && (best is null || termCost < cost))
                (best, cost) = (witnesses, termCost);
        }

        return best;
    }

    // Every term needs its own.
    private static ImmutableArray<int>? OfAny(PlanAny any, AtomTable atoms, out double cost)
    {
        var joined = ImmutableArray.CreateBuilder<int>();
        cost = 0;
        foreach (var term in any.Terms)
        {
            if (Of(term, atoms, out var termCost) is not { } witnesses)
            {
                cost = Always;
                return null;
            }

            joined.AddRange(witnesses);
            cost = Math.Min(Always, cost + termCost);
        }

        return [.. joined.Distinct()];
    }

    private static double FrequencyOf(Atom atom) => Math.Min(Always, atom.Simple.Sum(FrequencyOf));

    // Rough shares of ordinary values that hold a literal: only their order matters, and only for speed.
    private static double FrequencyOf(SimpleText test) => test.Place switch
    {
        LiteralPlace.AnyText => 1,
        LiteralPlace.Whole => test.Literal.Length < 6 ? 0.1 : 0.002,
        LiteralPlace.End => test.Literal.Length <= 4 ? 0.3 : 0.01,
        LiteralPlace.Start => test.Literal.Length <= 10 ? 0.2 : 0.02,
        _ => test.Literal.Length switch { 1 => 0.9, 2 => 0.6, 3 => 0.3, 4 => 0.1, 5 => 0.05, < 8 => 0.02, < 12 => 0.008, _ => 0.004 },
    };
}
