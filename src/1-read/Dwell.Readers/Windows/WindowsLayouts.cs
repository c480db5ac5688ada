using Dwell.Evtx.Records;
using Dwell.Evtx.Templates;
using Dwell.Model.Records;

namespace Dwell.Readers.Windows;

/// <summary>The layouts that one reader has met, found by the templates of a record. Not shared between threads; the shapes are.</summary>
internal sealed class WindowsLayouts(ShapeTable shapes)
{
    /// <summary>Layouts that are kept. Each record of a hostile file can bring its own; those then are made anew.</summary>
    private const int MostKept = 8192;

    private readonly Dictionary<(EvtxTemplate Outer, EvtxTemplate? Inner), List<WindowsLayout>> _layouts = [];
    private WindowsLayout? _last;
    private int _count;

    public WindowsLayout Find(EvtxRecord record)
    {
        if (_last is not null && _last.Matches(record))
            return _last;
        var instances = record.Instances;
        var key = (instances[0].Template, instances.Length > 1 ? instances[1].Template : null);
        if (_layouts.TryGetValue(key, out var candidates))
        {
            foreach (var layout in candidates)
            {
                if (layout.Matches(record))
                    return _last = layout;
            }
        }

        return _last = Make(record, key, candidates);
    }

    private WindowsLayout Make(EvtxRecord record, (EvtxTemplate, EvtxTemplate?) key, List<WindowsLayout>? candidates)
    {
        var layout = new WindowsLayout(record, shapes);
        if (_count >= MostKept)
            return layout;
        _count++;
        if (candidates is null)
            _layouts.Add(key, [layout]);
        else
            candidates.Add(layout);
        return layout;
    }
}
