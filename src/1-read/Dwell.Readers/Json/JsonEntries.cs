namespace Dwell.Readers.Json;

/// <summary>How a value lies in the bytes that were read.</summary>
internal enum JsonEntryKind : byte
{
    /// <summary>As it is: a number, a word, a string without escapes.</summary>
    Plain,

    /// <summary>A string with escapes.</summary>
    Escaped,

    /// <summary>Null, an empty array, an empty object.</summary>
    Null,

    /// <summary>A text that was made, in <see cref="JsonEntries.Made"/>.</summary>
    Made,

    /// <summary>The same, with escapes.</summary>
    MadeEscaped,
}

/// <summary>A value of a record; <paramref name="Position"/> is the place of its field among those of the record.</summary>
internal readonly record struct JsonEntry(int Position, int Start, int Length, JsonEntryKind Kind);

/// <summary>The fields and values of one record, in the order in which they were met. Used again for the next record.</summary>
internal sealed class JsonEntries
{
    private JsonEntry[] _entries = new JsonEntry[256];
    private JsonName[] _names = new JsonName[128];
    private int[] _ids = new int[128];
    private int[] _first = new int[128];
    private byte[] _made = new byte[4096];
    private int _usedMade;
    private int _record;

    public int Count { get; private set; }

    public int FieldCount { get; private set; }

    /// <summary>True when a limit left something out.</summary>
    public bool IsCut { get; private set; }

    public ReadOnlySpan<JsonEntry> Items => _entries.AsSpan(0, Count);

    /// <summary>The ids of the fields: what the set of keys is found by.</summary>
    public ReadOnlySpan<int> Ids => _ids.AsSpan(0, FieldCount);

    public JsonName NameAt(int position) => _names[position];

    /// <summary>The first value of a field.</summary>
    public ref readonly JsonEntry FirstAt(int position) => ref _entries[_first[position]];

    public ReadOnlySpan<byte> Made(in JsonEntry entry) => _made.AsSpan(entry.Start, entry.Length);

    public void Clear()
    {
        _record++;
        Count = FieldCount = _usedMade = 0;
        IsCut = false;
    }

    public void Add(JsonName name, int start, int length, JsonEntryKind kind)
    {
        if (name.MetIn != _record && !TryMeet(name))
            return;
        if (Count == _entries.Length && !TryGrow())
            return;
        _entries[Count++] = new JsonEntry(name.Position, start, length, kind);
    }

    /// <summary>Room for a text of which entries are to be places; see <see cref="MarkMade"/>.</summary>
    public byte[] Make(ReadOnlySpan<byte> text, out int start)
    {
        text.CopyTo(Reserve(text.Length));
        start = _usedMade;
        _usedMade += text.Length;
        return _made;
    }

    /// <summary>Says that the entries from this one on are places in what was made.</summary>
    public void MarkMade(int from)
    {
        foreach (ref var entry in _entries.AsSpan(from, Count - from))
        {
            if (entry.Kind is JsonEntryKind.Plain or JsonEntryKind.Escaped)
                entry = entry with { Kind = entry.Kind == JsonEntryKind.Plain ? JsonEntryKind.Made : JsonEntryKind.MadeEscaped };
        }
    }

    /// <summary>Forgets the entries and fields from these on.</summary>
    public void CutTo(int count, int fields)
    {
        for (var i = fields; i < FieldCount; i++)
            _names[i].MetIn = 0;
        (Count, FieldCount) = (count, fields);
    }

    /// <summary>Adds a text that stands nowhere in the bytes that are read.</summary>
    public void AddMade(JsonName name, ReadOnlySpan<byte> text)
    {
        text.CopyTo(Reserve(text.Length));
        Add(name, _usedMade, text.Length, JsonEntryKind.Made);
        _usedMade += text.Length;
    }

    private Span<byte> Reserve(int length)
    {
        if (_made.Length - _usedMade < length)
            Array.Resize(ref _made, Math.Max(_made.Length * 2, _usedMade + length));
        return _made.AsSpan(_usedMade, length);
    }

    private bool TryMeet(JsonName name)
    {
        if (FieldCount == JsonLimits.MaxFields || Count == JsonLimits.MaxValues)
        {
            IsCut = true;
            return false;
        }

        if (FieldCount == _ids.Length)
        {
            Array.Resize(ref _ids, FieldCount * 2);
            Array.Resize(ref _names, FieldCount * 2);
            Array.Resize(ref _first, FieldCount * 2);
        }

        name.MetIn = _record;
        name.Position = FieldCount;
        _ids[FieldCount] = name.Id;
        _names[FieldCount] = name;
        _first[FieldCount] = Count;
        FieldCount++;
        return true;
    }

    private bool TryGrow()
    {
        if (Count >= JsonLimits.MaxValues)
        {
            IsCut = true;
            return false;
        }

        Array.Resize(ref _entries, Count * 2);
        return true;
    }
}
