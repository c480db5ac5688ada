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
    private readonly ImmutableArray<ImmutableArray<(LogSourceRow Row, FieldView View)>> _rowsByRule;
    private readonly ConversionBuffer _buffer = new();
    private readonly ConversionBuffer _otherBuffer = new();

    /// <summary>An evaluator of all rules of the set over the sources of the table.</summary>
    public SlowEvaluator(SigmaRuleSet rules, LogSourceTable table)
    {
        var rows = table.Rows.Select(row => (Row: row, View: new FieldView(row))).ToList();
        _rules = rules.Rules;
        _rowsByRule = [.. _rules.Select(rule => rows.Where(row => RowMatch.Means(rule.LogSource, row.Row)).ToImmutableArray())];
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
        var matches = new List<int>();
        for (var i = 0; i < _rules.Length; i++)
        {
            if (Matches(i, record))
                matches.Add(i);
        }

        return matches;
    }

    private bool Matches(int rule, LogRecord record)
    {
        foreach (var (row, view) in _rowsByRule[rule])
        {
            if (RowMatch.Holds(row, record) && Evaluate(_rules[rule].Detection, record, view) == Truth.True)
                return true;
        }

        return false;
    }

    // Kleene's strong three-valued logic: and is the least, or the greatest of the terms.
    private Truth Evaluate(Expression expression, LogRecord record, FieldView view)
    {
        switch (expression)
        {
            case AllOf all:
                return all.Terms.Min(term => Evaluate(term, record, view));
            case OneOf one:
                return one.Terms.Max(term => Evaluate(term, record, view));
            case Not not:
                return (Truth)(Truth.True - Evaluate(not.Term, record, view));
            case FieldTest test:
                return test.Values.Max(value => Evaluate(test.Field, value, record, view));
            default:
                throw new InvalidOperationException("There is no other kind of expression.");
        }
    }

    private Truth Evaluate(string? field, ValueTest test, LogRecord record, FieldView view)
    {
        if (field is not null && view.IsUnavailable(field))
            return Truth.Unknown;
        if (test is FieldReferenceTest reference && view.IsUnavailable(reference.OtherField))
            return Truth.Unknown;
        var bound = field is null
            ? BoundField.Everything(record.Shape)
            : BoundField.Bind(record.Shape, field, view.SourceOf(field));
        return Evaluate(bound, test, record, view);
    }

    private Truth Evaluate(BoundField bound, ValueTest test, LogRecord record, FieldView view)
    {
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
        var other = BoundField.Bind(record.Shape, test.OtherField, view.SourceOf(test.OtherField));
        var values = new FieldValues(record, other, _otherBuffer);
        while (values.MoveNext())
        {
            if (values.State == FieldState.Text && test.Passes(text, values.Text))
                return true;
        }

        return false;
    }
}
