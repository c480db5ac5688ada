using System.Collections.Immutable;
using Dwell.Sigma.Binding;
using Dwell.Sigma.Matching;

namespace Dwell.Sigma.Planning;

/// <summary>A test that is tried on demand.</summary>
internal readonly record struct LazyTest(int Field, ValueTest Test, int OtherField);

/// <summary>
/// Everything to match the records of one kind (channel, event id, provider) against the rules that mean it, for any
/// shape. Atoms 0 to <see cref="IndexedAtoms"/> - 1 are found by the fields' indexes, the rest are tried on demand. Immutable.
/// </summary>
internal sealed class RulePlan
{
    private readonly int[] _gateStarts;
    private readonly int[] _gates;

    private RulePlan(AtomTable atoms, int[] newNumbers, int indexed, List<(int Rule, PlanNode Node)> rules)
    {
        IndexedAtoms = indexed;
        Fields = [.. atoms.Fields];
        var tests = atoms.Fields.Select(_ => new List<(SimpleText, int)>()).ToList();
        var lazy = new LazyTest[atoms.Atoms.Count - indexed];
        for (var i = 0; i < atoms.Atoms.Count; i++)
        {
            var atom = atoms.Atoms[i];
            if (atom.Lazy is { } test)
                lazy[newNumbers[i] - indexed] = new LazyTest(atom.Field, test, atom.OtherField);
            else
                tests[atom.Field].AddRange(atom.Simple.Select(simple => (simple, newNumbers[i])));
        }

        LazyTests = lazy;
        Indexes = [.. tests.Select(field => field.Count > 0 ? new FieldIndex(field) : null)];

        var writer = new RuleProgramWriter(atoms);
        Rules = [.. rules.Select(rule => rule.Rule)];
        Starts = [.. rules.Select(rule => writer.Write(rule.Node))];
        Steps = [.. writer.Steps.Select(step => step with { Atom = newNumbers[step.Atom] })];
        Always = new ulong[(rules.Count + 63) >> 6];
        var gates = Enumerable.Range(0, indexed).Select(_ => new List<int>()).ToList();
        for (var i = 0; i < rules.Count; i++)
        {
            if (Witness.Of(rules[i].Node, atoms, out _) is not { } witnesses)
            {
                Always[i >> 6] |= 1UL << i;
                continue;
            }

            foreach (var witness in witnesses)
                gates[newNumbers[witness]].Add(i);
        }

        _gateStarts = new int[indexed + 1];
        for (var i = 0; i < indexed; i++)
            _gateStarts[i + 1] = _gateStarts[i] + gates[i].Count;
        _gates = [.. gates.SelectMany(gate => gate)];
    }

    public int IndexedAtoms { get; }

    public ImmutableArray<PlanField> Fields { get; }

    /// <summary>The index of each field; null where all tests of the field are tried on demand.</summary>
    public ImmutableArray<FieldIndex?> Indexes { get; }

    public LazyTest[] LazyTests { get; }

    /// <summary>The rule of each place in the plan, ascending; a rule with several views stands several times.</summary>
    public int[] Rules { get; }

    /// <summary>The first step of each place's program.</summary>
    public int[] Starts { get; }

    public RuleStep[] Steps { get; }

    /// <summary>The places that have no witness, as bits.</summary>
    public ulong[] Always { get; }

    /// <summary>The places to look at when the atom holds.</summary>
    public ReadOnlySpan<int> PlacesOf(int atom) => _gates.AsSpan(_gateStarts[atom], _gateStarts[atom + 1] - _gateStarts[atom]);

    /// <summary>
    /// The plan of rules, ascending, each with the view under which it is meant; null when none of them can match.
    /// <paramref name="eventId"/>: the event id of all records of the plan, null when it differs.
    /// </summary>
    public static RulePlan? Build(IReadOnlyList<(int Index, SigmaRule Rule, FieldView View)> rules, int? eventId)
    {
        var atoms = new AtomTable();
        var normalizers = new Dictionary<FieldView, Normalizer>();
        var nodes = new List<(int Rule, PlanNode Node)>();
        foreach (var (index, rule, view) in rules)
        {
            if (!normalizers.TryGetValue(view, out var normalizer))
                normalizers.Add(view, normalizer = new Normalizer(atoms, view, eventId));
            var node = normalizer.Normalize(rule.Detection);
            if (node is not PlanConstant { Value: false })
                nodes.Add((index, node));
        }

        if (nodes.Count == 0)
            return null;
        var numbers = new int[atoms.Atoms.Count];
        var next = 0;
        foreach (var isLazy in (ReadOnlySpan<bool>)[false, true])
        {
            for (var i = 0; i < numbers.Length; i++)
            {
                if (atoms.Atoms[i].Lazy is not null == isLazy)
                    numbers[i] = next++;
            }
        }

        return new RulePlan(atoms, numbers, atoms.Atoms.Count(atom => atom.Lazy is null), nodes);
    }
}
