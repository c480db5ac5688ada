using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Dwell.Model.Records;

namespace Dwell.Readers.Json;

/// <summary>The sets of keys that one reader has met.</summary>
internal sealed class JsonKeySets(ImmutableArray<JsonDialect> dialects, ShapeTable shapes)
{
    private readonly Dictionary<int, JsonKeySet> _byHash = [];
    private JsonKeySet? _last;
    private int _count;

    public void Clear()
    {
        _byHash.Clear();
        _last = null;
        _count = 0;
    }

    /// <summary>The set of the record's keys.</summary>
    public JsonKeySet Find(JsonEntries entries, string path, bool isInner)
    {
        var ids = entries.Ids;
        if (_last is not null && Is(_last, ids, path, isInner))
            return _last;
        var hash = new HashCode();
        hash.AddBytes(MemoryMarshal.AsBytes(ids));
        var code = hash.ToHashCode();
        _byHash.TryGetValue(code, out var first);
        for (var set = first; set is not null; set = set.SameHash)
        {
            if (Is(set, ids, path, isInner))
                return _last = set;
        }

        if (_count >= JsonLimits.MaxKeySets)
        {
            Clear();
            first = null;
        }

        var names = ImmutableArray.CreateBuilder<string>(ids.Length);
        for (var i = 0; i < ids.Length; i++)
            names.Add(entries.NameAt(i).FullName);
        var made = new JsonKeySet(ids, isInner, new JsonKeys(names.MoveToImmutable(), path), dialects, shapes) { SameHash = first };
        _byHash[code] = made;
        _count++;
        return _last = made;
    }

    private static bool Is(JsonKeySet set, ReadOnlySpan<int> ids, string path, bool isInner) =>
        set.IsInner == isInner && ids.SequenceEqual(set.Ids) && (set.Path is null || set.Path == path);
}
