using System.Globalization;
using System.Text;
using Dwell.Facts.DuckDb.Native;
using Dwell.Facts.DuckDb.Schema;
using Dwell.Model.Facts;

namespace Dwell.Facts.DuckDb.Rows;

/// <summary>A fact with its number among those of its record.</summary>
internal readonly record struct StoredFact(Fact Fact, int Part)
{
    /// <summary>The order of the contract: time with undated last, evidence, offset, number.</summary>
    public static int Compare(StoredFact a, StoredFact b)
    {
        var order = (a.Fact.Time is null).CompareTo(b.Fact.Time is null);
        if (order == 0)
            order = (a.Fact.Time?.Ticks ?? 0).CompareTo(b.Fact.Time?.Ticks ?? 0);
        if (order == 0)
            order = a.Fact.Record.CompareTo(b.Fact.Record);
        return order != 0 ? order : a.Part.CompareTo(b.Part);
    }

    /// <summary>Reads a row of <c>SELECT *</c> from a table of facts.</summary>
    public static StoredFact Read(DuckResult result, int row, FactTable table, LogTable logs, NameTable names)
    {
        var ticks = result[FactTable.Ticks];
        var log = logs[result[FactTable.Log].Read<int>(row)];
        var tail = result[FactTable.Tail].Read<long>(row);
        var fact = new Fact(
            table.Kind,
            log.EventClass,
            ticks.IsNull(row) ? null : RowPlace.InstantOf(ticks.Read<long>(row), tail),
            log.Host,
            log.Source,
            RowPlace.RecordOf(result[FactTable.Place].Read<long>(row), tail),
            Values(result, row, table, names));
        return new StoredFact(fact, RowPlace.PartOf(tail));
    }

    private static KeyValuePair<FactColumn, string>[] Values(DuckResult result, int row, FactTable table, NameTable names)
    {
        var values = new List<KeyValuePair<FactColumn, string>>(table.Columns.Count);
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var (column, form) = table.Columns[i];
            var vector = result[FactTable.Tail + 1 + i];
            if (!vector.IsNull(row))
                values.Add(new(column, Text(vector, row, form, names)));
        }

        values.Sort(static (a, b) => a.Key.CompareTo(b.Key));
        return [.. values];
    }

    private static string Text(DuckVector vector, int row, ValueForm form, NameTable names) => form switch
    {
        ValueForm.Integer => vector.Read<long>(row).ToString(CultureInfo.InvariantCulture),
        ValueForm.Flag => vector.Read<bool>(row) ? "true" : "false",
        ValueForm.Word => names[vector.Read<int>(row)],
        ValueForm.Ipv4 => ValueForms.TextOf(vector.Read<uint>(row)),
        _ => Encoding.UTF8.GetString(vector.Utf8(row)),
    };
}
