using System.Collections.Immutable;
using System.Text;
using Dwell.Model.Records;

namespace Dwell.Readers.Json;

/// <summary>What was decided of one set of keys: the dialect, and the layouts by the values that decide.</summary>
internal sealed class JsonKeySet
{
    private readonly ShapeTable _shapes;
    private readonly JsonKeys _keys;
    private readonly ImmutableArray<JsonDialect> _candidates;
    private readonly int[] _deciders;
    private readonly List<(byte[][] Values, JsonLayout Layout)> _layouts = [];
    private int _last;

    public JsonKeySet(ReadOnlySpan<int> ids, bool isInner, JsonKeys keys, ImmutableArray<JsonDialect> dialects, ShapeTable shapes)
    {
        Ids = ids.ToArray();
        IsInner = isInner;
        _keys = keys;
        _shapes = shapes;
        _candidates = [.. dialects.Where(dialect => dialect.Fits(keys))];
        Inner = isInner || _candidates.IsEmpty ? [] : [.. _candidates[0].InnerOf(keys).Where(inner => keys.Has(inner.Field))];
        _deciders = [.. _candidates.SelectMany(dialect => dialect.Deciders).Distinct(StringComparer.Ordinal).Select(keys.IndexOf)];
        DeciderNames = [.. _candidates.SelectMany(dialect => dialect.Deciders).Distinct(StringComparer.Ordinal)];
    }

    public int[] Ids { get; }

    /// <summary>True for the keys of a record together with those inside of its texts.</summary>
    public bool IsInner { get; }

    /// <summary>The file that this holds for; null when it holds for all.</summary>
    public string? Path => _keys.IsPathUsed ? _keys.Path : null;

    /// <summary>Fields whose texts are to be read first.</summary>
    public ImmutableArray<JsonInner> Inner { get; }

    /// <summary>The next one of the same hash.</summary>
    public JsonKeySet? SameHash { get; set; }

    private ImmutableArray<string> DeciderNames { get; }

    public int PositionOf(string name) => _keys.IndexOf(name);

    public JsonLayout LayoutOf(JsonValues values)
    {
        if (_last < _layouts.Count && Agrees(_layouts[_last].Values, values))
            return _layouts[_last].Layout;
        for (var i = 0; i < _layouts.Count; i++)
        {
            if (!Agrees(_layouts[i].Values, values))
                continue;
            _last = i;
            return _layouts[i].Layout;
        }

        var decided = new byte[_deciders.Length][];
        for (var i = 0; i < decided.Length; i++)
            decided[i] = values.FirstAt(_deciders[i]).ToArray();
        var layout = Make([.. decided.Select(Encoding.UTF8.GetString)]);
        if (_layouts.Count < JsonLimits.MaxDecisions)
            _layouts.Add((decided, layout));
        return layout;
    }

    private bool Agrees(byte[][] decided, JsonValues values)
    {
        for (var i = 0; i < decided.Length; i++)
        {
            if (!values.FirstAt(_deciders[i]).SequenceEqual(decided[i]))
                return false;
        }

        return true;
    }

    private JsonLayout Make(ImmutableArray<string> values)
    {
        foreach (var dialect in _candidates)
        {
            string[] decided = [.. dialect.Deciders.Select(name => values[DeciderNames.IndexOf(name)])];
            if (dialect.Plan(_keys, decided) is { } plan)
                return new JsonLayout(plan, _keys.Names.Length, _shapes);
        }

        return new JsonLayout(new AnyJson().Plan(_keys, []), _keys.Names.Length, _shapes);
    }
}
