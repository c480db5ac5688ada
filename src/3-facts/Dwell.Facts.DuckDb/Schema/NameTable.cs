using System.Runtime.InteropServices;
using System.Text;
using Dwell.Facts.DuckDb.Native;

namespace Dwell.Facts.DuckDb.Schema;

/// <summary>
/// Rules and words by number: each is kept once. All are in memory, at most <see cref="Maximum"/>. Not thread-safe while
/// names are added.
/// </summary>
internal sealed class NameTable
{
    /// <summary>More words than this are no words any more, and are kept as texts.</summary>
    public const int Maximum = 65_536;

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private readonly List<string> _names = [];
    private int _saved;

    public NameTable() => _bySpan = _ids.GetAlternateLookup<ReadOnlySpan<char>>();

    public string this[int id] => _names[id];

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

    /// <summary>
    /// As <see cref="IdOf"/>; false for a word of more than <see cref="ValueForms.MaxWordBytes"/>, or one that is new where
    /// <paramref name="mayAdd"/> is false or there are too many.
    /// </summary>
    public bool TryGetWord(ReadOnlySpan<byte> utf8, bool mayAdd, out int id, out bool isNew)
    {
        Span<char> chars = stackalloc char[ValueForms.MaxWordBytes];
        var word = chars[..Encoding.UTF8.GetChars(utf8, chars)];
        isNew = false;
        if (_bySpan.TryGetValue(word, out id))
            return true;
        if (!mayAdd || _names.Count >= Maximum)
            return false;
        id = IdOf(word.ToString());
        return isNew = true;
    }

    /// <summary>Numbers of the names that fit, ascending.</summary>
    public IEnumerable<int> Where(Func<string, bool> fits) => Enumerable.Range(0, _names.Count).Where(id => fits(_names[id]));

    public bool TryFind(string name, out int id) => _ids.TryGetValue(name, out id);

    public void Load(DuckConnection connection)
    {
        using var result = connection.Query("SELECT name FROM store.name ORDER BY id");
        while (result.MoveNext())
        {
            for (var row = 0; row < result.RowCount; row++)
                IdOf(result[0].Text(row)!);
        }

        _saved = _names.Count;
    }

    /// <summary>Writes what is new since the last time, inside the connection's transaction.</summary>
    public void Save(DuckConnection connection)
    {
        if (_saved == _names.Count)
            return;
        using var insert = connection.Prepare("INSERT INTO store.name VALUES ($1, $2)");
        for (; _saved < _names.Count; _saved++)
        {
            insert.Bind(1, _saved);
            insert.Bind(2, _names[_saved]);
            insert.Stream().Dispose();
        }
    }

    /// <summary>Numbers of all names in ordinal order of the names.</summary>
    public int[] InOrder()
    {
        var ids = Enumerable.Range(0, _names.Count).ToArray();
        Array.Sort(ids, (a, b) => string.CompareOrdinal(_names[a], _names[b]));
        return ids;
    }
}
