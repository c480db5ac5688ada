namespace Dwell.Sigma.Planning;

/// <summary>
/// One step of a rule's program: when the literal holds go to <paramref name="OnHold"/>, else to <paramref name="OnFail"/>; a place in the
/// code, <see cref="Accept"/> or <see cref="Reject"/>. Steps only lead forward, so a program ends.
/// </summary>
internal readonly record struct RuleStep(int Atom, bool IsNegated, int OnHold, int OnFail)
{
    public const int Accept = -1;
    public const int Reject = -2;
}

/// <summary>Writes the programs of a plan's rules one after the other, with jumps in place of and / or.</summary>
internal sealed class RuleProgramWriter(AtomTable atoms)
{
    public List<RuleStep> Steps { get; } = [];

    /// <summary>Appends the program of a condition and gives its first step, or Accept / Reject when there is nothing to test.</summary>
    public int Write(PlanNode node)
    {
        if (node is PlanConstant constant)
            return constant.Value ? RuleStep.Accept : RuleStep.Reject;

        // Written from the end: what a step jumps to is there before it. Reversed, the places turn around.
        var reversed = new List<RuleStep>();
        var first = Emit(node, RuleStep.Accept, RuleStep.Reject, reversed);
        var start = Steps.Count;
        for (var i = reversed.Count - 1; i >= 0; i--)
            Steps.Add(reversed[i] with { OnHold = Place(reversed[i].OnHold), OnFail = Place(reversed[i].OnFail) });
        return Place(first);

        int Place(int target) => target < 0 ? target : start + reversed.Count - 1 - target;
    }

    private int Emit(PlanNode node, int onHold, int onFail, List<RuleStep> steps)
    {
        switch (node)
        {
            case PlanLiteral literal:
                steps.Add(new RuleStep(literal.Atom, literal.IsNegated, onHold, onFail));
                return steps.Count - 1;
            case PlanAll all:
                foreach (var term in Ordered(all.Terms).Reverse())
                    onHold = Emit(term, onHold, onFail, steps);
                return onHold;
            case PlanAny any:
                foreach (var term in Ordered(any.Terms).Reverse())
                    onFail = Emit(term, onHold, onFail, steps);
                return onFail;
            default:
                throw new InvalidOperationException("Constants are folded before.");
        }
    }

    // What the index has found is a bit; what must be tried comes last. Rare things first: they decide most often.
    private IEnumerable<PlanNode> Ordered(IEnumerable<PlanNode> terms) => terms
        .Select(term => (term, needsTry: NeedsTry(term), cost: CostOf(term)))
        .OrderBy(term => term.needsTry).ThenBy(term => term.cost)
        .Select(term => term.term);

    private double CostOf(PlanNode node)
    {
        Witness.Of(node, atoms, out var cost);
        return cost;
    }

    private bool NeedsTry(PlanNode node) => node switch
    {
        PlanLiteral literal => atoms.Atoms[literal.Atom].Lazy is not null,
        PlanAll all => all.Terms.Any(NeedsTry),
        PlanAny any => any.Terms.Any(NeedsTry),
        _ => false,
    };
}
