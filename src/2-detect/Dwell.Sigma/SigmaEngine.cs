using System.Collections.Concurrent;
using System.Collections.Immutable;
using Dwell.Model.LogSources;
using Dwell.Model.Records;
using Dwell.Sigma.Binding;
using Dwell.Sigma.Planning;

namespace Dwell.Sigma;

/// <summary>A rule that no log source of the table can serve, and why.</summary>
public sealed record UnservedRule(int Rule, string Why);

/// <summary>
/// The rules of a set, planned for the log sources of a table. Immutable as seen from outside and safe for any number of
/// threads: make one engine a run and one matcher a thread.
/// </summary>
public sealed class SigmaEngine
{
    private readonly SourceDispatch _dispatch;
    private readonly ConcurrentDictionary<Shape, ShapeBinding> _bindings = new(ReferenceEqualityComparer.Instance);

    private SigmaEngine(SigmaRuleSet rules, LogSourceTable table, ImmutableArray<UnservedRule> unserved)
    {
        RuleSet = rules;
        Table = table;
        Unserved = unserved;
        _dispatch = new SourceDispatch(rules, table);
    }

    /// <summary>The rules; matches are indexes into its <see cref="SigmaRuleSet.Rules"/>.</summary>
    public SigmaRuleSet RuleSet { get; }

    /// <summary>The log sources.</summary>
    public LogSourceTable Table { get; }

    /// <summary>The rules whose log source the table does not serve, ascending.</summary>
    public ImmutableArray<UnservedRule> Unserved { get; }

    /// <summary>Plans the rules. What a kind of record needs is built when the first such record comes.</summary>
    public static SigmaEngine Create(SigmaRuleSet rules, LogSourceTable table)
    {
        var unserved = ImmutableArray.CreateBuilder<UnservedRule>();
        for (var i = 0; i < rules.Rules.Length; i++)
        {
            var source = rules.Rules[i].LogSource;
            if (!table.Rows.Any(row => RowMatch.Means(source, row)))
                unserved.Add(new UnservedRule(i, WhyUnserved(source, table)));
        }

        return new SigmaEngine(rules, table, unserved.ToImmutable());
    }

    /// <summary>A matcher for one thread.</summary>
    public SigmaMatcher CreateMatcher() => new(this);

    /// <summary>Builds the plans of all log sources of the table now, on all cores, instead of when their first record comes.</summary>
    public void PlanAll() => Parallel.ForEach(_dispatch.KnownKeys(), key => _dispatch.PlanOf(key));

    internal ShapeBinding BindingOf(Shape shape) =>
        shape.IsKept
            ? _bindings.GetOrAdd(shape, static (shape, dispatch) => new ShapeBinding(shape, dispatch), _dispatch)
            : new ShapeBinding(shape, _dispatch);

    private static string WhyUnserved(RuleLogSource source, LogSourceTable table)
    {
        if (table.Gaps.FirstOrDefault(gap => RowMatch.Explains(gap, source)) is { } gap)
            return gap.Why;
        var isKnownProduct = table.Rows.Any(row => string.Equals(row.Product, source.Product, StringComparison.OrdinalIgnoreCase));
        return isKnownProduct
            ? $"No row of the log-source table serves {source}."
            : $"No source of this family is in the evidence that can be read: {source}.";
    }
}
