using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Dwell.Content.Delimited;
using Dwell.Model.Records;

namespace Dwell.Readers.Delimited;

/// <summary>What the columns of a header (or of a profile without one) become in a record. Immutable.</summary>
internal sealed class DelimitedLayout
{
    /// <summary>The field that holds values beyond the last column.</summary>
    public const string MoreField = "(more)";

    private readonly ImmutableArray<int> _slots;
    private readonly ImmutableArray<bool> _isPlus;
    private Bound? _bound;

    private DelimitedLayout(string source, string family, ImmutableArray<string> columns, DelimitedProfile? profile, DelimitedTime usualTime)
    {
        Profile = profile;
        Source = source;
        Family = family;
        Columns = columns;
        var fields = ImmutableArray.CreateBuilder<string>();
        if (family == WindowsFields.Family)
            fields.AddRange(WindowsFields.Names);
        var system = fields.Count;
        var slots = new int[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            var name = NameOf(columns[i], i, profile);
            slots[i] = system > 0 ? SystemSlot(name) : -1;
            if (slots[i] < 0 || slots.AsSpan(0, i).Contains(slots[i]))
            {
                slots[i] = fields.Count;
                fields.Add(name);
            }
        }

        MoreSlot = fields.Count;
        fields.Add(MoreField);
        Constants = ConstantsOf(profile, fields);
        Fields = fields.ToImmutable();
        _slots = [.. slots];
        _isPlus = [.. columns.Select(column => profile is not null && profile.BlankAsPlus.Contains(column, StringComparer.OrdinalIgnoreCase))];
        IdSlot = profile?.Id is { } id ? Fields.IndexOf(id) : -1;
        var time = profile?.Time ?? usualTime;
        Time = time;
        TimeColumns = [.. time.Columns.Select(Find).Where(column => column >= 0)];
        if (time.IsJoined && TimeColumns.Length != time.Columns.Length)
            HasPartOfTime = !TimeColumns.IsEmpty;
        HostColumn = profile?.Host is { } host ? Find(host) : -1;
        JsonColumn = profile?.Json is { } json ? Find(json) : -1;
        ZoneColumn = time.Zone is { } zone ? Find(zone) : -1;
    }

    /// <summary>The profile; null for a log that none knows.</summary>
    public DelimitedProfile? Profile { get; }

    /// <summary>The log source of the records.</summary>
    public string Source { get; }

    /// <summary>Their family.</summary>
    public string Family { get; }

    /// <summary>The names of the columns, as the header has them.</summary>
    public ImmutableArray<string> Columns { get; }

    /// <summary>The fields of the records.</summary>
    public ImmutableArray<string> Fields { get; }

    /// <summary>The slot for values beyond the last column.</summary>
    public int MoreSlot { get; }

    /// <summary>The slot of the record's id; -1 for none.</summary>
    public int IdSlot { get; }

    /// <summary>Values that each record has.</summary>
    public ImmutableArray<(int Slot, byte[] Value)> Constants { get; }

    /// <summary>Where the time is.</summary>
    public DelimitedTime Time { get; }

    /// <summary>The columns of it that are there.</summary>
    public ImmutableArray<int> TimeColumns { get; }

    /// <summary>True when only a part of a joined time is a column (a clock without a date).</summary>
    public bool HasPartOfTime { get; }

    /// <summary>The column with the offset of the time; -1 for none.</summary>
    public int ZoneColumn { get; }

    /// <summary>The column with the host that wrote the row; -1 for none.</summary>
    public int HostColumn { get; }

    /// <summary>The column that holds the record as a JSON object; -1 for none.</summary>
    public int JsonColumn { get; }

    /// <summary>True when a lone <c>-</c> is no value.</summary>
    public bool DashIsNone => Profile?.DashIsNone ?? false;

    /// <summary>The layout of a header.</summary>
    public static DelimitedLayout Of(ImmutableArray<string> header, DelimitedCatalog catalog, string otherwise) =>
        catalog.Find(header) is { } profile
            ? new DelimitedLayout(profile.Source, profile.Family, header, profile, catalog.UsualTime)
            : new DelimitedLayout(otherwise, otherwise[..otherwise.IndexOf('/', StringComparison.Ordinal)], header, null, catalog.UsualTime);

    /// <summary>The layout of a log without a header.</summary>
    public static DelimitedLayout OfHeaderless(DelimitedProfile profile, DelimitedCatalog catalog) =>
        new(profile.Source, profile.Family, profile.Columns, profile, catalog.UsualTime);

    /// <summary>The slot of a column.</summary>
    public int SlotOf(int column) => column < _slots.Length ? _slots[column] : MoreSlot;

    /// <summary>True when a blank in the column is written as <c>+</c>.</summary>
    public bool IsPlus(int column) => column < _isPlus.Length && _isPlus[column];

    /// <summary>The shape of the records.</summary>
    public Shape ShapeIn(ShapeTable table)
    {
        // Threads may make it twice: it is the same shape.
        var bound = _bound;
        if (bound is null || !ReferenceEquals(bound.Table, table))
            _bound = bound = new Bound(table, table.Intern(Family, Family == WindowsFields.Family ? "" : Source, Fields, IdSlot));
        return bound.Shape;
    }

    private sealed record Bound(ShapeTable Table, Shape Shape);

    private int Find(string column)
    {
        for (var i = 0; i < Columns.Length; i++)
        {
            if (Columns[i].Equals(column, StringComparison.OrdinalIgnoreCase))
                return i;
        }

        return -1;
    }

    private static string NameOf(string column, int index, DelimitedProfile? profile)
    {
        if (column.Length == 0)
            return string.Create(CultureInfo.InvariantCulture, $"column {index + 1}");
        return profile is not null && profile.Names.TryGetValue(column, out var name) ? name : column;
    }

    private static int SystemSlot(string name)
    {
        for (var slot = 0; slot < WindowsFields.Count; slot++)
        {
            if (WindowsFields.Names[slot].Equals(name, StringComparison.OrdinalIgnoreCase))
                return slot;
        }

        return -1;
    }

    private static ImmutableArray<(int Slot, byte[] Value)> ConstantsOf(DelimitedProfile? profile, ImmutableArray<string>.Builder fields)
    {
        var constants = ImmutableArray.CreateBuilder<(int, byte[])>();
        foreach (var (name, value) in profile?.Constants ?? [])
        {
            var slot = fields.IndexOf(name);
            if (slot < 0)
            {
                slot = fields.Count;
                fields.Add(name);
            }

            constants.Add((slot, Encoding.UTF8.GetBytes(value)));
        }

        return constants.ToImmutable();
    }
}
