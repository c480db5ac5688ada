using System.Collections.Frozen;
using System.Text;

namespace Dwell.Readers.Json;

/// <summary>
/// A key at a place in records: one object a path. Which key followed it last is remembered, so that the next record is read
/// by comparing, without looking anything up.
/// </summary>
internal sealed class JsonName
{
    public JsonName(int id, JsonName? parent, byte[] raw, string text, bool keepsText)
    {
        KeepsText = keepsText;
        Id = id;
        Parent = parent;
        Raw = raw;
        Text = text;
        FullName = parent is null || parent.IsRoot ? text : parent.FullName + "." + text;
        CanWrap = parent is { CanWrap: true } && JsonWrappers.IsWrapper(text);
        IsPaging = parent is { CanWrap: true } && JsonWrappers.IsPaging(text);
    }

    public int Id { get; }

    public JsonName? Parent { get; }

    /// <summary>The key as it is written, without quotes.</summary>
    public byte[] Raw { get; }

    public string Text { get; }

    /// <summary>The keys from the outermost on, joined by dots.</summary>
    public string FullName { get; }

    public bool IsRoot => Parent is null;

    /// <summary>True when an array of objects here holds the records, if nothing but paging stands before it.</summary>
    public bool CanWrap { get; init; }

    /// <summary>True for what stands beside an array of records: counts, links to the next page.</summary>
    public bool IsPaging { get; }

    /// <summary>True when the text of an object or array here is a value.</summary>
    public bool KeepsText { get; }

    /// <summary>The key that an object here began with last.</summary>
    public JsonName? FirstChild { get; set; }

    /// <summary>The key that followed last.</summary>
    public JsonName? Following { get; set; }

    /// <summary>The next one of the same hash.</summary>
    public JsonName? SameHash { get; set; }

    /// <summary>The record in which it was met last, and its place among that record's fields.</summary>
    public int MetIn { get; set; }

    public int Position { get; set; }

    public static JsonName Root(int id) => new(id, null, [], "", keepsText: false) { CanWrap = true };
}

/// <summary>The names that one reader has met. Not for several threads.</summary>
internal sealed class JsonNames
{
    private readonly Dictionary<int, JsonName> _byHash = [];
    private readonly FrozenSet<string> _texts;

    public JsonNames()
        : this([])
    {
    }

    /// <summary>With the fields whose text is a value though they hold an object or an array.</summary>
    public JsonNames(IEnumerable<string> texts)
    {
        _texts = texts.ToFrozenSet(StringComparer.Ordinal);
        Root = JsonName.Root(0);
    }

    public JsonName Root { get; private set; }

    public int Count { get; private set; }

    /// <summary>Forgets all names; those at hand stay what they are.</summary>
    public void Clear()
    {
        _byHash.Clear();
        Count = 0;
        Root = JsonName.Root(0);
    }

    /// <summary>The name for a key as it is written, with escapes or not.</summary>
    public JsonName Find(JsonName parent, ReadOnlySpan<byte> raw, bool isEscaped)
    {
        if (raw.Length > JsonLimits.MaxNameBytes)
            raw = raw[..JsonLimits.MaxNameBytes];
        var hash = new HashCode();
        hash.Add(parent.Id);
        hash.AddBytes(raw);
        var code = hash.ToHashCode();
        _byHash.TryGetValue(code, out var first);
        for (var name = first; name is not null; name = name.SameHash)
        {
            if (ReferenceEquals(name.Parent, parent) && raw.SequenceEqual(name.Raw))
                return name;
        }

        var text = isEscaped ? JsonText.Unescape(raw) : Encoding.UTF8.GetString(raw);
        var made = new JsonName(++Count, parent, raw.ToArray(), text, _texts.Contains(parent.IsRoot ? text : parent.FullName + "." + text)) { SameHash = first };
        _byHash[code] = made;
        return made;
    }
}
