using System.Text;
using Dwell.Facts.DuckDb.Native;
using Dwell.Facts.DuckDb.Schema;
using Dwell.Facts.Store;
using Dwell.Model.Facts;
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

    /// <summary>Host and class; false when no log has them, so that nothing can fit.</summary>
    public bool AndLog(LogTable logs, string? host, string? eventClass)
    {
        if (logs.Fitting(host, eventClass) is not { } fitting)
            return true;
        if (fitting.Length == 0)
            return false;
        And($"log IN ({fitting})");
        return true;
    }

    public void AndWithin(UtcInterval? interval)
    {
        if (interval is not { } bounds)
            return;
        And("ticks >= ?", bounds.Start.Ticks);
        And("ticks < ?", bounds.End.Ticks);
    }

    /// <summary>A filter on the facts of one table; false when none can fit.</summary>
    public bool Add(FactFilter filter, FactTable table, StoreSchema schema, LogTable logs, NameTable names)
    {
        if (!AndLog(logs, filter.Host, filter.EventClass))
            return false;
        AndWithin(filter.Within);
        if (filter.Present is { } present && !AndPresent(table, present, schema.FormOf(present)))
            return false;
        if (filter.Touches is { } touched)
            AndTouches(table, touched, schema, logs, names);
        if (filter is not { Column: { } column, Value: { } value })
            return true;
        return AndValue(table, column, schema.FormOf(column), value, names);
    }

    public DuckResult Query(DuckConnection connection, string select, string end) => connection.Query(Sql(select, end), [.. _values]);

    public long QueryInteger(DuckConnection connection, string select) => connection.QueryInteger(Sql(select, ""), [.. _values]);

    // More than what touches: each row that fits is looked at again. Words and hosts are compared here, by name.
    private void AndTouches(FactTable table, string value, StoreSchema schema, LogTable logs, NameTable names)
    {
        var choices = new List<string>();
        var hosts = string.Join(',', Enumerable.Range(0, logs.Count).Where(id => Touch.Fits(logs[id].Host, value)));
        if (hosts.Length > 0)
            choices.Add($"log IN ({hosts})");
        var words = string.Join(',', names.Where(name => Touch.Fits(name, value)));
        var isAddress = PlainValues.TryReadIpv4(Encoding.UTF8.GetBytes(value), out var address);
        foreach (var (column, form) in table.Columns)
        {
            var name = StoreNames.Quote(FactTable.NameOf(column, form));
            if (form == ValueForm.Word && words.Length > 0)
            {
                choices.Add($"{name} IN ({words})");
            }
            else if (form == ValueForm.Ipv4 && isAddress)
            {
                choices.Add($"{name} = ?");
                _values.Add((long)address);
            }
            else if (form is ValueForm.Integer or ValueForm.Flag)
            {
                choices.Add($"{name}::VARCHAR = lower(?)");
                _values.Add(value);
            }
            else if (form == ValueForm.Text)
            {
                choices.Add($"contains(lower({name}), lower(?))");
                _values.Add(value);
            }
        }

        NeedsLook = true;
        _parts.Add(choices.Count == 0 ? "false" : $"({string.Join(" OR ", choices)})");
    }

    private bool AndPresent(FactTable table, FactColumn column, ValueForm form)
    {
        var choices = new List<string>();
        if (table.TypedPlaceOf(column) >= 0)
            choices.Add($"{StoreNames.Quote(FactTable.NameOf(column, form))} IS NOT NULL");
        if (table.TextPlaceOf(column) >= 0)
            choices.Add($"{StoreNames.Quote(FactTable.NameOf(column, ValueForm.Text))} IS NOT NULL");
        if (choices.Count > 0)
            _parts.Add($"({string.Join(" OR ", choices)})");
        return choices.Count > 0;
    }

    private bool AndValue(FactTable table, FactColumn column, ValueForm form, string value, NameTable names)
    {
        var utf8 = Encoding.UTF8.GetBytes(value);
        object? typed = form switch
        {
            ValueForm.Integer when PlainValues.TryReadInteger(utf8, out var number) => number,
            ValueForm.Ipv4 when PlainValues.TryReadIpv4(utf8, out var address) => (long)address,
            ValueForm.Word when names.TryFind(value, out var id) => id,
            ValueForm.Flag when value is "true" or "false" => value == "true" ? 1 : 0,
            _ => null,
        };
        var choices = new List<string>();
        if (typed is not null && table.TypedPlaceOf(column) >= 0)
        {
            choices.Add($"{StoreNames.Quote(FactTable.NameOf(column, form))} = ?");
            _values.Add(typed);
        }

        // A word may be kept as text all the same, where there were too many of them.
        if ((typed is null || form == ValueForm.Word) && table.TextPlaceOf(column) >= 0)
        {
            choices.Add($"{StoreNames.Quote(FactTable.NameOf(column, ValueForm.Text))} = ?");
            _values.Add(value);
        }

        if (choices.Count == 0)
            return false;
        _parts.Add($"({string.Join(" OR ", choices)})");
        return true;
    }

    private string Sql(string select, string end) =>
        $"{select}{(_parts.Count == 0 ? "" : " WHERE " + string.Join(" AND ", _parts))} {end}";
}
