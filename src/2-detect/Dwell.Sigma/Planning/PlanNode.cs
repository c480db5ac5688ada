using System.Collections.Immutable;

namespace Dwell.Sigma.Planning;

/// <summary>
/// A condition over numbered atoms with <c>not</c> at the atoms only. A test that is unknown holds neither plain nor negated,
/// so that the whole is true exactly when Kleene's logic says "true": and, or keep that property.
/// </summary>
internal abstract record PlanNode
{
    public static PlanNode True { get; } = new PlanConstant(true);

    public static PlanNode False { get; } = new PlanConstant(false);
}

internal sealed record PlanConstant(bool Value) : PlanNode;

/// <summary>The atom holds, or (negated) certainly does not.</summary>
internal sealed record PlanLiteral(int Atom, bool IsNegated) : PlanNode;

internal sealed record PlanAll(ImmutableArray<PlanNode> Terms) : PlanNode
{
    /// <summary>The conjunction without what is always true; false when a term is.</summary>
    public static PlanNode Of(IEnumerable<PlanNode> terms)
    {
        var kept = ImmutableArray.CreateBuilder<PlanNode>();
        foreach (var term in terms)
        {
            if (term is PlanConstant { Value: false })
                return False;
            if (term is PlanAll all)
                kept.AddRange(all.Terms);
            else if (term is not PlanConstant)
                kept.Add(term);
        }

        return kept.Count switch { 0 => True, 1 => kept[0], _ => new PlanAll(kept.ToImmutable()) };
    }
}

internal sealed record PlanAny(ImmutableArray<PlanNode> Terms) : PlanNode
{
    /// <summary>The disjunction without what is always false; true when a term is.</summary>
    public static PlanNode Of(IEnumerable<PlanNode> terms)
    {
        var kept = ImmutableArray.CreateBuilder<PlanNode>();
        foreach (var term in terms)
        {
            if (term is PlanConstant { Value: true })
                return True;
            if (term is PlanAny any)
                kept.AddRange(any.Terms);
            else if (term is not PlanConstant)
                kept.Add(term);
        }

        return kept.Count switch { 0 => False, 1 => kept[0], _ => new PlanAny(kept.ToImmutable()) };
    }
}
