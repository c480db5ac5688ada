using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Dwell.Readers.Json;

/// <summary>
/// The keys of a record, as flat names in the order of the record: <c>{"a":{"b":1},"c":[2,3]}</c> has <c>a.b</c> and <c>c</c>.
/// </summary>
public sealed class JsonKeys
{
    private readonly FrozenDictionary<string, int> _positions;
    private readonly string _path;

    internal JsonKeys(ImmutableArray<string> names, string path)
    {
        Names = names;
        _path = path;
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
            positions.TryAdd(names[i], i);
        _positions = positions.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The names. A name may come twice, where a record writes it nested and flat.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>
    /// The shown path of the file: a hint where the keys leave open which log it is. What is decided of keys for whom it was
    /// asked holds for this file only.
    /// </summary>
    public string Path
    {
        get
        {
            IsPathUsed = true;
            return _path;
        }
    }

    internal bool IsPathUsed { get; private set; }

    /// <summary>True when the record has the field.</summary>
    public bool Has(string name) => _positions.ContainsKey(name);

    /// <summary>True when the record has all of these.</summary>
    public bool HasAll(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!Has(name))
                return false;
        }

        return true;
    }

    /// <summary>True when the record has one of these.</summary>
    public bool HasAny(params ReadOnlySpan<string> names) => First(names) is not null;

    /// <summary>The first of these that the record has; null when it has none.</summary>
    public string? First(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Has(name))
                return name;
        }

        return null;
    }

    /// <summary>True when a field begins with this.</summary>
    public bool HasBelow(string prefix)
    {
        foreach (var name in Names)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>The place of a field among <see cref="Names"/>; -1 when the record lacks it.</summary>
    public int IndexOf(string name) => _positions.GetValueOrDefault(name, -1);
}
