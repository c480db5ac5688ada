using System.Collections.Immutable;
using Dwell.Evtx.Records;
using Dwell.Evtx.Templates;

namespace Dwell.Evtx.Fields;

/// <summary>
/// The flat fields of all records that were written with the same templates, in document order. <c>System</c> elements
/// have their own names, <c>Data Name="X"</c> is <c>X</c>, <c>Data</c> without a name is <c>Data</c> (as often as it
/// occurs), other leaf elements have their own names, attributes are <c>Element_Attribute</c>; namespace declarations
/// are left out. Made once per combination of templates.
/// </summary>
public sealed class EvtxFieldLayout
{
    private readonly EvtxTemplate[] _templates;
    private readonly ImmutableArray<Link> _links;

    private EvtxFieldLayout(EvtxTemplate[] templates, ImmutableArray<Link> links, ImmutableArray<EvtxField> fields)
    {
        _templates = templates;
        _links = links;
        Fields = fields;
    }

    /// <summary>The fields.</summary>
    public ImmutableArray<EvtxField> Fields { get; }

    /// <summary>The layout of a record and of all that <see cref="Matches"/> it.</summary>
    public static EvtxFieldLayout Of(EvtxRecord record)
    {
        var builder = new EvtxFieldLayoutBuilder(record);
        builder.Build();
        var templates = new EvtxTemplate[record.Instances.Length];
        for (var i = 0; i < templates.Length; i++)
            templates[i] = record.Instances[i].Template;
        return new EvtxFieldLayout(templates, [.. builder.Links], [.. builder.Fields]);
    }

    /// <summary>True when the record has the same templates at the same places.</summary>
    public bool Matches(EvtxRecord record)
    {
        var instances = record.Instances;
        if (instances.Length != _templates.Length)
            return false;
        for (var i = 0; i < instances.Length; i++)
        {
            if (!ReferenceEquals(instances[i].Template, _templates[i]))
                return false;
        }

        foreach (var link in _links)
        {
            if (record.ValueAt(instances[link.Instance], link.Slot).Instance != link.Child)
                return false;
        }

        return true;
    }

    /// <summary>The value at a slot of an instance held the child instance (or none: 0) when the layout was made.</summary>
    internal readonly record struct Link(int Instance, int Slot, int Child);
}
