using System.Runtime.InteropServices;
using Dwell.Facts.DuckDb.Native;

namespace Dwell.Facts.DuckDb.Schema;

/// <summary>Host, source and event class of a row; hits have no class.</summary>
internal readonly record struct Log(string Host, string Source, string EventClass);

/// <summary>
/// The combinations of host, source and class by number: each is kept once, and a row has four bytes for it. All are in
/// memory: hosts times their sources and classes. Not thread-safe while logs are added.
/// </summary>
internal sealed class LogTable
{
    private readonly Dictionary<Log, int> _ids = [];
    private readonly List<Log> _logs = [];
    private Log _last;
    private int _lastId = -1;
    private int _saved;

    public Log this[int id] => _logs[id];

    public int Count => _logs.Count;

    /// <summary>The number of a log; it is given one when it has none.</summary>
    public int IdOf(string host, string source, string eventClass)
    {
        // Most rows follow one of the same log, whose names are the very same objects.
        if (_lastId >= 0 && ReferenceEquals(host, _last.Host) && ReferenceEquals(source, _last.Source) && ReferenceEquals(eventClass, _last.EventClass))
            return _lastId;
        _last = new Log(host, source, eventClass);
        ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(_ids, _last, out var isKnown);
        if (!isKnown)
        {
            id = _logs.Count;
            _logs.Add(_last);
        }

        return _lastId = id;
    }

    /// <summary>Numbers of the logs that fit, as SQL writes a list of them; null when every log fits.</summary>
    public string? Fitting(string? host, string? eventClass)
    {
        if (host is null && eventClass is null)
            return null;
        return string.Join(
            ',',
            Enumerable.Range(0, _logs.Count)
                .Where(id => (host is null || _logs[id].Host == host) && (eventClass is null || _logs[id].EventClass == eventClass)));
    }

    /// <summary>Numbers of all logs in ordinal order of host, source and class, which is not the engine's order of texts.</summary>
    public int[] InOrder()
    {
        var ids = Enumerable.Range(0, _logs.Count).ToArray();
        Array.Sort(ids, (a, b) => Compare(_logs[a], _logs[b]));
        return ids;
    }

    public void Load(DuckConnection connection)
    {
        using var result = connection.Query("SELECT host, source, class FROM store.log ORDER BY id");
        while (result.MoveNext())
        {
            for (var row = 0; row < result.RowCount; row++)
                IdOf(result[0].Text(row)!, result[1].Text(row)!, result[2].Text(row)!);
        }

        _saved = _logs.Count;
    }

    /// <summary>Writes what is new since the last time, inside the connection's transaction.</summary>
    public void Save(DuckConnection connection)
    {
        if (_saved == _logs.Count)
            return;
        using var insert = connection.Prepare("INSERT INTO store.log VALUES ($1, $2, $3, $4)");
        for (; _saved < _logs.Count; _saved++)
        {
            var log = _logs[_saved];
            insert.Bind(1, _saved);
            insert.Bind(2, log.Host);
            insert.Bind(3, log.Source);
            insert.Bind(4, log.EventClass);
            insert.Stream().Dispose();
        }
    }

    private static int Compare(in Log a, in Log b)
    {
        var order = string.CompareOrdinal(a.Host, b.Host);
        if (order == 0)
            order = string.CompareOrdinal(a.Source, b.Source);
        return order != 0 ? order : string.CompareOrdinal(a.EventClass, b.EventClass);
    }
}
