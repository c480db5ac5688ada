using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using Dwell.Model.Evidence;
using Dwell.Model.Facts;
using Dwell.Model.Time;

namespace Dwell.Facts.Store;

/// <summary>
/// The facts of a batch as rows over one block of UTF-8 bytes: no string and no object a value. A row is begun, given its
/// values in the order of their columns, and committed or discarded. Used again after <see cref="Clear"/>. Not thread-safe.
/// </summary>
public sealed class FactRows
{
    private const int FirstBytes = 64 * 1024;

    private readonly List<Row> _rows = [];
    private readonly List<Value> _values = [];
    private byte[] _bytes = GC.AllocateUninitializedArray<byte>(FirstBytes, pinned: true);
    private int _used;
    private Row _open;
    private bool _isOpen;

    /// <summary>Rows that were committed.</summary>
    public int Count => _rows.Count;

    /// <summary>Bytes that the values of all rows take.</summary>
    public int ValueBytes => _used;

    /// <summary>A row, 0 to <see cref="Count"/> - 1. Valid until rows are added or cleared.</summary>
    public FactRow this[int index] => new(CollectionsMarshal.AsSpan(_rows)[index], CollectionsMarshal.AsSpan(_values), _bytes);

    /// <summary>Rows of these facts, in their order.</summary>
    public static FactRows Of(params IEnumerable<Fact> facts)
    {
        var rows = new FactRows();
        foreach (var fact in facts)
            rows.Add(fact);
        return rows;
    }

    /// <summary>Adds a fact as a row, its values in the order of their columns.</summary>
    public void Add(Fact fact)
    {
        Begin(fact.Kind, fact.EventClass, fact.Time, fact.Host, fact.Source, fact.Record);
        foreach (var (column, value) in fact.Values.OrderBy(pair => pair.Key))
            Add(column, value);
        Commit();
    }

    /// <summary>Begins a row; one that was not committed is discarded.</summary>
    public void Begin(FactKind kind, string eventClass, UtcInstant? time, string host, string source, RecordRef record)
    {
        if (_isOpen)
            Discard();
        _open = new Row(kind, eventClass, time, host, source, record, _values.Count, 0, _used);
        _isOpen = true;
    }

    /// <summary>
    /// Gives the row a value. What is no text (half of a pair of surrogates) becomes U+FFFD. Throws
    /// <see cref="ArgumentException"/> when the column does not come after the row's last one.
    /// </summary>
    public void Add(FactColumn column, ReadOnlySpan<char> text)
    {
        CheckOrder(column);
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_used));
        Keep(column, length);
    }

    /// <summary>As <see cref="Add(FactColumn, ReadOnlySpan{char})"/>; bytes that are not UTF-8 become U+FFFD.</summary>
    public void AddUtf8(FactColumn column, ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            Add(column, Encoding.UTF8.GetString(utf8));
            return;
        }

        CheckOrder(column);
        Reserve(utf8.Length);
        utf8.CopyTo(_bytes.AsSpan(_used));
        Keep(column, utf8.Length);
    }

    /// <summary>Ends the row and keeps it.</summary>
    public void Commit()
    {
        if (!_isOpen)
            throw new InvalidOperationException("No row was begun.");
        _rows.Add(_open with { ValueCount = _values.Count - _open.FirstValue });
        _isOpen = false;
    }

    /// <summary>Ends the row and forgets it.</summary>
    public void Discard()
    {
        if (!_isOpen)
            return;
        CollectionsMarshal.SetCount(_values, _open.FirstValue);
        _used = _open.FirstByte;
        _isOpen = false;
    }

    /// <summary>Forgets all rows and keeps the memory.</summary>
    public void Clear()
    {
        _isOpen = false;
        _rows.Clear();
        _values.Clear();
        _used = 0;
    }

    /// <summary>All rows as objects of their own, for what is small.</summary>
    public ImmutableArray<Fact> ToFacts() => [.. Enumerable.Range(0, Count).Select(ToFact)];

    /// <summary>Adds a row of other rows.</summary>
    public void Add(FactRow row)
    {
        Begin(row.Kind, row.EventClass, row.Time, row.Host, row.Source, row.Record);
        for (var i = 0; i < row.ValueCount; i++)
        {
            var utf8 = row.Utf8At(i);
            Reserve(utf8.Length);
            utf8.CopyTo(_bytes.AsSpan(_used));
            Keep(row.ColumnAt(i), utf8.Length);
        }

        Commit();
    }

    /// <summary>The row as an object of its own.</summary>
    public Fact ToFact(int index)
    {
        var row = this[index];
        var values = new KeyValuePair<FactColumn, string>[row.ValueCount];
        for (var i = 0; i < values.Length; i++)
            values[i] = new(row.ColumnAt(i), Encoding.UTF8.GetString(row.Utf8At(i)));
        return new Fact(row.Kind, row.EventClass, row.Time, row.Host, row.Source, row.Record, values);
    }

    private void CheckOrder(FactColumn column)
    {
        if (!_isOpen)
            throw new InvalidOperationException("No row was begun.");
        if (_values.Count > _open.FirstValue && _values[^1].Column >= column)
            throw new ArgumentException($"{column} came after {_values[^1].Column}: give a row its values in the order of columns, each once.", nameof(column));
    }

    private void Keep(FactColumn column, int length)
    {
        _values.Add(new Value(_used, length, column));
        _used += length;
    }

    private void Reserve(int bytes)
    {
        if (_bytes.Length - _used >= bytes)
            return;
        var size = Math.Max((long)_used + bytes, Math.Min(2L * _bytes.Length, Array.MaxLength));
        if (size > Array.MaxLength)
            throw new InvalidOperationException($"The facts of one batch take more than {Array.MaxLength} bytes: read in smaller batches.");
        var larger = GC.AllocateUninitializedArray<byte>((int)size, pinned: true);
        _bytes.AsSpan(0, _used).CopyTo(larger);
        _bytes = larger;
    }

    internal readonly record struct Row(
        FactKind Kind,
        string EventClass,
        UtcInstant? Time,
        string Host,
        string Source,
        RecordRef Record,
        int FirstValue,
        int ValueCount,
        int FirstByte);

    internal readonly record struct Value(int Start, int Length, FactColumn Column);
}

/// <summary>One row of <see cref="FactRows"/>, read where it lies.</summary>
public readonly ref struct FactRow
{
    private readonly ref readonly FactRows.Row _row;
    private readonly ReadOnlySpan<FactRows.Value> _values;
    private readonly byte[] _bytes;

    internal FactRow(in FactRows.Row row, ReadOnlySpan<FactRows.Value> values, byte[] bytes)
    {
        _row = ref row;
        _values = values.Slice(row.FirstValue, row.ValueCount);
        _bytes = bytes;
    }

    /// <summary>What the fact says.</summary>
    public FactKind Kind => _row.Kind;

    /// <summary>Its event class.</summary>
    public string EventClass => _row.EventClass;

    /// <summary>When; null for undated.</summary>
    public UtcInstant? Time => _row.Time;

    /// <summary>The host as written, empty for none.</summary>
    public string Host => _row.Host;

    /// <summary>The log.</summary>
    public string Source => _row.Source;

    /// <summary>Where the record lies.</summary>
    public RecordRef Record => _row.Record;

    /// <summary>How many columns have a value.</summary>
    public int ValueCount => _values.Length;

    /// <summary>The column of value <paramref name="index"/>, 0 to <see cref="ValueCount"/> - 1, ascending.</summary>
    public FactColumn ColumnAt(int index) => _values[index].Column;

    /// <summary>Value <paramref name="index"/> as valid UTF-8, in pinned memory of the rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Utf8At(int index)
    {
        ref readonly var value = ref _values[index];
        return _bytes.AsSpan(value.Start, value.Length);
    }
}
