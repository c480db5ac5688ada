using System.Globalization;
using System.Text;
using Dwell.Facts.DuckDb.Native;
using Dwell.Facts.DuckDb.Schema;
using Dwell.Model.Evidence;
using Dwell.Model.Facts;

namespace Dwell.Facts.DuckDb.Rows;

/// <summary>A fact with its number among all that were appended.</summary>
internal readonly record struct StoredFact(Fact Fact, long Seq)
{
    /// <summary>The order of the contract: time with undated last, evidence, offset, number.</summary>
    public static int Compare(in StoredFact a, in StoredFact b)
    {
        var order = (a.Fact.Time?.Ticks ?? long.MaxValue).CompareTo(b.Fact.Time?.Ticks ?? long.MaxValue);
        if (order == 0)
            order = (a.Fact.Time is null).CompareTo(b.Fact.Time is null);
        if (order == 0)
            order = a.Fact.Record.CompareTo(b.Fact.Record);
        return order != 0 ? order : a.Seq.CompareTo(b.Seq);
    }

    /// <summary>Reads a row of <c>SELECT *</c> from a kind's table.</summary>
    public static StoredFact Read(DuckResult result, int row, KindTable table, NameTable names)
    {
        var ticks = result[BaseColumn.Ticks];
        var fact = new Fact(
            table.Kind,
            names[result[BaseColumn.Class].Read<int>(row)],
            ticks.IsNull(row) ? null : StoreSchema.InstantOf(ticks.Read<long>(row), result[BaseColumn.Clock].Read<byte>(row)),
            names[result[BaseColumn.Host].Read<int>(row)],
            names[result[BaseColumn.Source].Read<int>(row)],
            new RecordRef(result[BaseColumn.Evidence].Read<int>(row), result[BaseColumn.Offset].Read<long>(row), result[BaseColumn.Length].Read<int>(row)),
            Values(result, row, table));
        return new StoredFact(fact, result[BaseColumn.Seq].Read<long>(row));
    }

    private static KeyValuePair<FactColumn, string>[] Values(DuckResult result, int row, KindTable table)
    {
        var values = new List<KeyValuePair<FactColumn, string>>();
        foreach (var column in table.Columns)
        {
            var vector = result[table.PlaceOf(column)];
            if (!vector.IsNull(row))
                values.Add(new(column, Text(vector, row, table.KindOf(column))));
        }

        var odd = result[BaseColumn.Odd];
        if (!odd.IsNull(row))
        {
            values.AddRange(OddValues.Read(odd.Utf8(row).ToArray()));
            values.Sort(static (a, b) => a.Key.CompareTo(b.Key));
        }

        return [.. values];
    }

    private static string Text(DuckVector vector, int row, ValueKind kind) => kind switch
    {
        ValueKind.Integer => vector.Read<long>(row).ToString(CultureInfo.InvariantCulture),
        ValueKind.Flag => vector.Read<bool>(row) ? "true" : "false",
        _ => Encoding.UTF8.GetString(vector.Utf8(row)),
    };
}
