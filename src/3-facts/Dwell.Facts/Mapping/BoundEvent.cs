using System.Collections.Immutable;
using Dwell.Content.Mappings;
using Dwell.Facts.Store;
using Dwell.Model.Records;

namespace Dwell.Facts.Mapping;

/// <summary>One mapping bound to one shape.</summary>
internal sealed class BoundEvent
{
    private readonly EventMapping _mapping;
    private readonly ImmutableArray<BoundColumn> _columns;
    private readonly ImmutableArray<BoundTest> _where;
    private readonly ImmutableArray<BoundTest> _refinements;

    public BoundEvent(Shape shape, EventMapping mapping)
    {
        _mapping = mapping;
        _columns = [.. mapping.Columns.Select(column => new BoundColumn(shape, column))];
        _where = [.. mapping.Where.Select(test => new BoundTest(BoundField.Of(shape, test.Field), test.Values))];
        _refinements =
            [.. mapping.Refinements.Select(test => new BoundTest(BoundField.Of(shape, test.Field), test.Values))];
    }

    /// <summary>True when the record's provider is the mapping's.</summary>
    public bool IsOfProvider(LogRecord record)
    {
        if (_mapping.Provider is not { } provider)
            return true;
        if (record.Read(WindowsFields.ProviderName, out var name) != FieldState.Text)
            return false;
        return provider.EndsWith('*')
            ? name.StartsWith(provider.AsSpan(0, provider.Length - 1), StringComparison.OrdinalIgnoreCase)
            : name.Equals(provider, StringComparison.OrdinalIgnoreCase);
    }

    public string ClassOf(LogRecord record)
    {
        for (var i = 0; i < _refinements.Length; i++)
        {
            if (_refinements[i].Holds(record))
                return _mapping.Refinements[i].EventClass;
        }

        return _mapping.EventClass;
    }

    /// <summary>
    /// Adds the fact; none when the mapping only counts, a condition fails, or a required column is absent.
    /// </summary>
    public void Map(LogRecord record, in RecordSummary summary, MappingScratch scratch, FactRows facts)
    {
        if (_mapping.Kind is not { } kind)
            return;
        foreach (var test in _where)
        {
            if (!test.Holds(record))
                return;
        }

        facts.Begin(kind, ClassOf(record), summary.Time, summary.Host, summary.Source, record.Ref);
        foreach (var column in _columns)
        {
            if (column.TryAdd(record, scratch, facts) || !_mapping.Required.Contains(column.Column))
                continue;
            facts.Discard();
            return;
        }

        facts.Commit();
    }

    private readonly record struct BoundTest(BoundField Field, ImmutableArray<WildcardPattern> Values)
    {
        public bool Holds(LogRecord record)
        {
            if (!Field.TryRead(record, out var text))
                return false;
            var value = Converter.Meaningful(text);
            if (value.IsEmpty)
                return false;
            if (Values.IsEmpty)
                return true;
            foreach (var pattern in Values)
            {
                if (pattern.Fits(value))
                    return true;
            }

            return false;
        }
    }
}
