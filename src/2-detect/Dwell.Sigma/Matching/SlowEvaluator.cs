using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Dwell.Model.LogSources;
using Dwell.Model.Records;
using Dwell.Sigma.Binding;
using Dwell.Sigma.Syntax;

namespace Dwell.Sigma.Matching;

/// <summary>
/// Tries every rule on every record by walking its condition, without plan or index: the meaning of a rule written down
/// as plainly as possible. The fast matcher must give exactly its answers; tests and <c>eng/evaluate</c> compare them.
/// One per thread.
/// </summary>
public sealed class SlowEvaluator
{
    private readonly ImmutableArray<SigmaRule> _rules;
    private readonly ImmutableArray<(LogSourceRow Row, FieldView View, ImmutableArray<int> Rules)> _rows;
    private readonly Dictionary<(FieldView View, string Field), BoundField> _bound = [];
    private Shape? _shape;
    private readonly ConversionBuffer _buffer = new();
    private readonly ConversionBuffer _otherBuffer = new();

    /// <summary>An evaluator of all rules of the set over the sources of the table.</summary>
    public SlowEvaluator(SigmaRuleSet rules, LogSourceTable table)
    {
        _rules = rules.Rules;
        _rows = [.. table.Rows.Select(row => (row, new FieldView(row), RulesOf(row)))];

        ImmutableArray<int> RulesOf(LogSourceRow row) =>
            [.. Enumerable.Range(0, _rules.Length).Where(rule => RowMatch.Means(_rules[rule].LogSource, row))];
    }

    private enum Truth
    {
        False,
        Unknown,
        True,
    }

    /// <summary>The indexes of the rules that match, ascending.</summary>
    public IReadOnlyList<int> Match(LogRecord record)
    {
        if (!ReferenceEquals(_shape, record.Shape))
            _bound.Clear();
        _shape = record.Shape;
        var matches = new SortedSet<int>();
        foreach (var (row, view, rules) in _rows)
        {
            if (!RowMatch.Holds(row, record))
                continue;
            foreach (var rule in rules)
            {
                if (Evaluate(_rules[rule].Detection, record, view) == Truth.True)
                    matches.Add(rule);
            }
        }

        return [.. matches];
    }

    // Kleene's strong three-valued logic: and is the least, or the greatest of the terms.
    private Truth Evaluate(Expression expression, LogRecord record, FieldView view)
    {
        switch (expression)
        {
            case AllOf all:
                return Least(all.Terms, record, view);
            case OneOf one:
                return Greatest(one.Terms, record, view);
            case Not not:
                return (Truth)(Truth.True - Evaluate(not.Term, record, view));
            case FieldTest test:
                return AnyValue(test, record, view);
            default:
                throw new InvalidOperationException("There is no other kind of expression.");
        }
    }

    private Truth Least(ImmutableArray<Expression> terms, LogRecord record, FieldView view)
    {
        var least = Truth.True;
        for (var i = 0; i < terms.Length && least != Truth.False; i++)
            least = (Truth)Math.Min((int)least, (int)Evaluate(terms[i], record, view));
        return least;
    }

    private Truth Greatest(ImmutableArray<Expression> terms, LogRecord record, FieldView view)
    {
        var greatest = Truth.False;
        for (var i = 0; i < terms.Length && greatest != Truth.True; i++)
            greatest = (Truth)Math.Max((int)greatest, (int)Evaluate(terms[i], record, view));
        return greatest;
    }

    private Truth AnyValue(FieldTest test, LogRecord record, FieldView view)
    {
        if (test.Field is not null && view.IsUnavailable(test.Field))
            return Truth.Unknown;
        var bound = test.Field is null ? BoundField.Everything(record.Shape) : Bound(test.Field, record, view);
        var any = Truth.False;
        for (var i = 0; i < test.Values.Length && any != Truth.True; i++)
            any = (Truth)Math.Max((int)any, (int)Evaluate(bound, test.Values[i], record, view));
        return any;
    }

    private BoundField Bound(string field, LogRecord record, FieldView view)
    {
        if (!_bound.TryGetValue((view, field), out var bound))
            _bound.Add((view, field), bound = BoundField.Bind(record.Shape, field, view.SourceOf(field)));
        return bound;
    }

    private Truth Evaluate(BoundField bound, ValueTest test, LogRecord record, FieldView view)
    {
        if (test is FieldReferenceTest { OtherField: var other } && view.IsUnavailable(other))
            return Truth.Unknown;
        bool isThere = false, hasText = false;
        var any = Truth.False;
        var values = new FieldValues(record, bound, _buffer);
        while (values.MoveNext())
        {
            isThere = true;
            if (values.State != FieldState.Text)
                continue;
            hasText = true;
            if (test is TextValueTest text)
                any = (Truth)Math.Max((int)any, (int)EvaluateText(text, values.Text));
            else if (test is FieldReferenceTest reference && PassesReference(reference, values.Text, record, view))
                any = Truth.True;
        }

        return test switch
        {
            NullTest => hasText ? Truth.False : Truth.True,
            ExistsTest exists => exists.Expected == isThere ? Truth.True : Truth.False,
            _ => any,
        };
    }

    private static Truth EvaluateText(TextValueTest test, ReadOnlySpan<char> text)
    {
        try
        {
            return test.Passes(text) ? Truth.True : Truth.False;
        }
        catch (RegexMatchTimeoutException)
        {
            // The matcher counts these for the report; here it only has to mean the same.
            return Truth.Unknown;
        }
    }

    private bool PassesReference(FieldReferenceTest test, ReadOnlySpan<char> text, LogRecord record, FieldView view)
    {
        var values = new FieldValues(record, Bound(test.OtherField, record, view), _otherBuffer);
        while (values.MoveNext())
        {
            if (values.State == FieldState.Text && test.Passes(text, values.Text))
                return true;
        }

        return false;
    }
}
