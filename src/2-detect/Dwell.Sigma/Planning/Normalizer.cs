using System.Globalization;
using Dwell.Sigma.Binding;
using Dwell.Sigma.Matching;
using Dwell.Sigma.Syntax;

namespace Dwell.Sigma.Planning;

/// <summary>
/// Turns a rule's expression, as one view shows the fields, into a <see cref="PlanNode"/>: resolves what is already known
/// (fields that the source never records, the event id), brings <c>not</c> down to the atoms, and splits each test into what an
/// index answers and what is tried on demand.
/// </summary>
internal sealed class Normalizer(AtomTable atoms, FieldView view, int? eventId)
{
    // Shorter literals stand in most texts: looking for them saves nothing.
    private const int GateChars = 2;

    public PlanNode Normalize(Expression expression) => Node(expression, isNegated: false);

    private PlanNode Node(Expression expression, bool isNegated) => expression switch
    {
        Not not => Node(not.Term, !isNegated),
        AllOf all => Join(all.Terms.Select(term => Node(term, isNegated)), isAll: !isNegated),
        OneOf one => Join(one.Terms.Select(term => Node(term, isNegated)), isAll: isNegated),
        FieldTest test => Test(test, isNegated),
        _ => throw new InvalidOperationException("There is no other kind of expression."),
    };

    private static PlanNode Join(IEnumerable<PlanNode> terms, bool isAll) => isAll ? PlanAll.Of(terms) : PlanAny.Of(terms);

    private PlanNode Test(FieldTest test, bool isNegated)
    {
        if (test.Field is { } field && view.IsUnavailable(field))
            return PlanNode.False;
        if (IsKnownEventId(test))
            return PassesEventId(test) != isNegated ? PlanNode.True : PlanNode.False;

        var number = atoms.FieldOf(test.Field, view);
        var simple = new List<SimpleText>();
        var terms = new List<PlanNode>();
        foreach (var value in test.Values)
        {
            if (value is TextTest text && SimpleText.TryMake(text, out var one))
                simple.Add(one);
            else
                terms.Add(Lazy(number, value, isNegated));
        }

        if (simple.Count > 0)
            terms.Insert(0, new PlanLiteral(atoms.SimpleOf(number, simple), isNegated));
        return Join(terms, isAll: isNegated);
    }

    private PlanNode Lazy(int field, ValueTest test, bool isNegated)
    {
        var otherField = -1;
        if (test is FieldReferenceTest reference)
        {
            if (view.IsUnavailable(reference.OtherField))
                return PlanNode.False;
            otherField = atoms.FieldOf(reference.OtherField, view);
        }

        var literal = new PlanLiteral(atoms.LazyOf(field, test, otherField), isNegated);
        if (test is not TextTest text || !SimpleText.TryMakeGate(text, GateChars, out var gate))
            return literal;

        // The test implies its longest literal: test = literal and test.
        var gateLiteral = new PlanLiteral(atoms.SimpleOf(field, [gate]), isNegated);
        return Join([gateLiteral, literal], isAll: !isNegated);
    }

    private bool IsKnownEventId(FieldTest test) =>
        eventId is not null
        && test.Field is { } field
        && string.Equals(field, RowMatch.EventIdField, StringComparison.OrdinalIgnoreCase)
        && view.SourceOf(field) is null
        && test.Values.All(value => value is TextValueTest and not RegexTest or NullTest or ExistsTest);

    private bool PassesEventId(FieldTest test)
    {
        var text = eventId!.Value.ToString(CultureInfo.InvariantCulture);
        return test.Values.Any(value => value switch
        {
            TextValueTest one => one.Passes(text),
            ExistsTest exists => exists.Expected,
            _ => false,
        });
    }
}
