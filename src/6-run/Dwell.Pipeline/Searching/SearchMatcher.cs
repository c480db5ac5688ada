using System.Text;
using Dwell.Facts.Mapping;
using Dwell.Facts.Store;
using Dwell.Model.Facts;
using Dwell.Model.Records;

namespace Dwell.Pipeline.Searching;

/// <summary>Decides whether records fit a query. One a thread.</summary>
internal sealed class SearchMatcher(SearchQuery query, MappingPlan plan)
{
    private readonly FactMapper _mapper = new(plan);
    private readonly FactRows _facts = new();

    /// <summary>What the mapper says of the last record that fitted.</summary>
    public RecordSummary Summary { get; private set; }

    /// <summary>Records that were passed over since they have no time and an interval was asked for.</summary>
    public long Undated { get; private set; }

    /// <summary>True when the record fits.</summary>
    public bool Fits(LogRecord record)
    {
        if (query.Within is { } within)
        {
            if (record.Time is not { } time)
            {
                Undated++;
                return false;
            }

            if (!within.Contains(time))
                return false;
        }

        if (query.Column is null && !FitsValues(record))
            return false;
        _facts.Clear();
        Summary = _mapper.Map(record, _facts);
        return (query.Host is null || Summary.Host.Equals(query.Host, StringComparison.OrdinalIgnoreCase))
            && (query.Column is not { } column || FitsFacts(column) || FitsValues(record));
    }

    private bool FitsFacts(FactColumn column)
    {
        for (var i = 0; i < _facts.Count; i++)
        {
            var fact = _facts[i];
            for (var at = 0; at < fact.ValueCount; at++)
            {
                if (fact.ColumnAt(at) == column && query.Value!.Fits(Encoding.UTF8.GetString(fact.Utf8At(at))))
                    return true;
            }
        }

        return false;
    }

    private bool FitsValues(LogRecord record)
    {
        var shape = record.Shape;
        if (query.Field is { } field)
        {
            foreach (var slot in shape.SlotsOf(field))
            {
                if (FitsAt(record, slot))
                    return true;
            }

            return false;
        }

        for (var slot = 0; slot < shape.Fields.Length; slot++)
        {
            if (FitsAt(record, slot))
                return true;
        }

        return false;
    }

    private bool FitsAt(LogRecord record, int slot)
    {
        var count = record.CountAt(slot);
        for (var i = 0; i < count; i++)
        {
            if (record.Read(slot, i, out var text) == FieldState.Text && FitsText(text))
                return true;
        }

        return false;
    }

    private bool FitsText(ReadOnlySpan<char> text) =>
        query.Text is { } wanted ? text.Contains(wanted, StringComparison.OrdinalIgnoreCase)
        : query.Pattern is { } pattern ? pattern.IsMatch(text)
        : query.Value!.Fits(text);
}
