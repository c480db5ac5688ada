using System.Collections.Immutable;
using Dwell.Content.Fields;
using Dwell.Model.Facts;

namespace Dwell.Facts.DuckDb.Schema;

/// <summary>How a value of a column is kept.</summary>
internal enum ValueKind
{
    /// <summary>The kind of fact has no such column.</summary>
    None,

    /// <summary>VARCHAR.</summary>
    Text,

    /// <summary>BIGINT, for what is written as a plain decimal number.</summary>
    Integer,

    /// <summary>BOOLEAN, for <c>true</c> and <c>false</c>.</summary>
    Flag,
}

/// <summary>
/// The table of one kind of fact: the columns that every fact has, then those that <c>content/fields</c> gives the kind.
/// </summary>
internal sealed class KindTable
{
    /// <summary>Columns before those of the kind, in the order of <see cref="BaseColumn"/>.</summary>
    public static readonly ImmutableArray<string> BaseColumns =
    [
        "seq BIGINT NOT NULL", "ticks BIGINT", "clock UTINYINT NOT NULL", "host INTEGER NOT NULL", "source INTEGER NOT NULL",
        "class INTEGER NOT NULL", "evidence INTEGER NOT NULL", "\"offset\" BIGINT NOT NULL", "length INTEGER NOT NULL", "odd VARCHAR",
    ];

    private readonly ValueKind[] _kinds = new ValueKind[ColumnCount];
    private readonly int[] _places = new int[ColumnCount];

    public KindTable(KindDescription description, FieldCatalog catalog)
    {
        Kind = description.Kind;
        Name = StoreNames.Of(Kind);
        Columns = [.. description.Columns.Distinct().Order()];
        for (var i = 0; i < Columns.Length; i++)
        {
            var column = Columns[i];
            _places[(int)column] = BaseColumns.Length + i;
            _kinds[(int)column] = catalog.Columns.First(item => item.Column == column).Type switch
            {
                ColumnType.Integer => ValueKind.Integer,
                ColumnType.Flag => ValueKind.Flag,
                _ => ValueKind.Text,
            };
        }
    }

    /// <summary>One more than the highest column.</summary>
    public static int ColumnCount { get; } = (int)Enum.GetValues<FactColumn>().Max() + 1;

    public FactKind Kind { get; }

    /// <summary>The table's name in the schema <c>store</c>, and its view's in <c>main</c>.</summary>
    public string Name { get; }

    /// <summary>The kind's own columns, ascending; the first lies behind all <see cref="BaseColumns"/>.</summary>
    public ImmutableArray<FactColumn> Columns { get; }

    public ValueKind KindOf(FactColumn column) => _kinds[(int)column];

    /// <summary>The column's place in the table; only where <see cref="KindOf"/> is not <see cref="ValueKind.None"/>.</summary>
    public int PlaceOf(FactColumn column) => _places[(int)column];

    /// <summary>The statement that makes the table.</summary>
    public string CreateTable() =>
        $"CREATE TABLE store.{Name} ({string.Join(", ", BaseColumns.Concat(Columns.Select(column => $"{StoreNames.Quote(StoreNames.Of(column))} {TypeOf(column)}")))})";

    private string TypeOf(FactColumn column) => KindOf(column) switch
    {
        ValueKind.Integer => "BIGINT",
        ValueKind.Flag => "BOOLEAN",
        _ => "VARCHAR",
    };
}

/// <summary>Places of the columns that every fact has.</summary>
internal static class BaseColumn
{
    public const int Seq = 0;
    public const int Ticks = 1;
    public const int Clock = 2;
    public const int Host = 3;
    public const int Source = 4;
    public const int Class = 5;
    public const int Evidence = 6;
    public const int Offset = 7;
    public const int Length = 8;
    public const int Odd = 9;
}
