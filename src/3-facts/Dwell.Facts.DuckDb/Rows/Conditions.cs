using System.Text;
using Dwell.Facts.DuckDb.Native;
using Dwell.Facts.DuckDb.Schema;
using Dwell.Facts.Store;
using Dwell.Model.Time;

namespace Dwell.Facts.DuckDb.Rows;

/// <summary>The WHERE of a query, with its values apart from the text.</summary>
internal sealed class Conditions
{
    private readonly List<string> _parts = [];
    private readonly List<object?> _values = [];

    /// <summary>True when rows that the conditions give must still be compared with the filter.</summary>
    public bool NeedsLook { get; private set; }

    public void And(string condition, params ReadOnlySpan<object?> values)
    {
        _parts.Add(condition);
        _values.AddRange(values);
    }

    /// <summary>A column by name; false when the store does not know the name at all, so that nothing can fit.</summary>
    public bool Name(string column, string? name, NameTable names)
    {
        if (name is null)
            return true;
        if (!names.TryFind(name, out var id))
            return false;
        And($"{column} = ?", id);
        return true;
    }

    public void Within(UtcInterval? interval)
    {
        if (interval is not { } bounds)
            return;
        And("ticks >= ?", bounds.Start.Ticks);
        And("ticks < ?", bounds.End.Ticks);
    }

    /// <summary>A filter on the facts of one kind; false when none can fit.</summary>
    public bool Add(FactFilter filter, KindTable table, NameTable names)
    {
        if (!Name("class", filter.EventClass, names) || !Name("host", filter.Host, names))
            return false;
        Within(filter.Within);
        if (filter is not { Column: { } column, Value: { } value })
            return true;
        var kind = table.KindOf(column);
        var quoted = StoreNames.Quote(StoreNames.Of(column));
        if (kind == ValueKind.Text)
        {
            And($"{quoted} = ?", value);
        }
        else if (kind == ValueKind.Integer && KindAppender.TryReadInteger(Encoding.UTF8.GetBytes(value), out var number))
        {
            And($"{quoted} = ?", number);
        }
        else if (kind == ValueKind.Flag && value is "true" or "false")
        {
            And($"{quoted} = {value}");
        }
        else
        {
            And("contains(odd, ?)", OddValues.Of(column, value));
            NeedsLook = true;
        }

        return true;
    }

    public DuckResult Query(DuckConnection connection, string select, string end) => connection.Query(Sql(select, end), [.. _values]);

    public long QueryInteger(DuckConnection connection, string select) => connection.QueryInteger(Sql(select, ""), [.. _values]);

    private string Sql(string select, string end) =>
        $"{select}{(_parts.Count == 0 ? "" : " WHERE " + string.Join(" AND ", _parts))} {end}";
}
