using System.Runtime.InteropServices;
using Dwell.Facts.DuckDb.Native;

namespace Dwell.Facts.DuckDb.Schema;

/// <summary>
/// Hosts, sources, classes and rules by number: each name is kept once, and a row has four bytes for it. All names are in
/// memory. Not thread-safe while names are added.
/// </summary>
internal sealed class NameTable
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private int _saved;

    /// <summary>The name of a number that the store gave.</summary>
    public string this[int id] => _names[id];

    public int Count => _names.Count;

    /// <summary>The number of a name; it is given one when it has none.</summary>
    public int IdOf(string name)
    {
        ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(_ids, name, out var isKnown);
        if (!isKnown)
        {
            id = _names.Count;
            _names.Add(name);
        }

        return id;
    }

    public bool TryFind(string name, out int id) => _ids.TryGetValue(name, out id);

    /// <summary>Reads the names of a store.</summary>
    public void Load(DuckConnection connection)
    {
        using var result = connection.Query("SELECT id, name FROM store.names ORDER BY id");
        while (result.MoveNext())
        {
            for (var row = 0; row < result.RowCount; row++)
                IdOf(result[1].Text(row)!);
        }

        _saved = _names.Count;
    }

    /// <summary>Writes the names that are new since the last time, inside the connection's transaction.</summary>
    public void Save(DuckConnection connection)
    {
        if (_saved == _names.Count)
            return;
        using var insert = connection.Prepare("INSERT INTO store.names VALUES ($1, $2)");
        for (; _saved < _names.Count; _saved++)
        {
            insert.Bind(1, _saved);
            insert.Bind(2, _names[_saved]);
            insert.Stream().Dispose();
        }
    }

    /// <summary>Numbers of all names in ordinal order of the names, which is not the engine's order of texts.</summary>
    public int[] InOrder()
    {
        var ids = new int[_names.Count];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = i;
        Array.Sort(ids, (a, b) => string.CompareOrdinal(_names[a], _names[b]));
        return ids;
    }
}
