using Dwell.Model.Facts;

namespace Dwell.Facts.DuckDb.Schema;

/// <summary>
/// The table of one kind of fact from one source: four columns that every fact has, then a column for what facts of this
/// source say, made when the first one says it. So a row has no columns that its source never fills.
/// </summary>
internal sealed class FactTable
{
    /// <summary>Time: ticks, or null.</summary>
    public const int Ticks = 0;

    /// <summary>Host, source and class, by the number of a <see cref="Log"/>.</summary>
    public const int Log = 1;

    /// <summary>Evidence and offset: see <see cref="RowPlace"/>.</summary>
    public const int Place = 2;

    /// <summary>Length, number within the record, precision and trust: see <see cref="RowPlace"/>.</summary>
    public const int Tail = 3;

    /// <summary>The columns that every table has, as SQL.</summary>
    public const string BaseColumns = "ticks BIGINT, log INTEGER NOT NULL, place BIGINT NOT NULL, tail BIGINT NOT NULL";

    private const int BaseCount = 4;
    private readonly int[] _typed = Absent();
    private readonly int[] _texts = Absent();

    private FactTable(FactKind kind, string source)
    {
        Kind = kind;
        Source = source;
        Name = $"{StoreNames.Of(kind)}:{source}";
    }

    public FactKind Kind { get; }

    public string Source { get; }

    /// <summary>The table's name in the schema <c>store</c>: kind, colon, source.</summary>
    public string Name { get; }

    public string Sql => "store." + StoreNames.Quote(Name);

    /// <summary>The columns behind the first four, in the table's order.</summary>
    public List<(FactColumn Column, ValueForm Form)> Columns { get; } = [];

    public static FactTable Of(FactKind kind, string source) => new(kind, source);

    /// <summary>Place of the column that holds values in the form of its type; -1 when there is none yet.</summary>
    public int TypedPlaceOf(FactColumn column) => _typed[(int)column];

    /// <summary>Place of the column that holds values as text; -1 when there is none yet.</summary>
    public int TextPlaceOf(FactColumn column) => _texts[(int)column];

    /// <summary>Notes a column that the table has; its name in the table is the result.</summary>
    public string Add(FactColumn column, ValueForm form)
    {
        (form == ValueForm.Text ? _texts : _typed)[(int)column] = BaseCount + Columns.Count;
        Columns.Add((column, form));
        return NameOf(column, form);
    }

    /// <summary><c>source_port</c> for numbers, <c>source_port_text</c> for what is none.</summary>
    public static string NameOf(FactColumn column, ValueForm form) =>
        form == ValueForm.Text ? StoreNames.Of(column) + "_text" : StoreNames.Of(column);

    private static int[] Absent()
    {
        var places = new int[(int)Enum.GetValues<FactColumn>().Max() + 1];
        places.AsSpan().Fill(-1);
        return places;
    }
}
