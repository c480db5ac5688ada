using System.Collections.Immutable;
using Dwell.Model.LogSources;
using Dwell.Model.Records;

namespace Dwell.Sigma.Binding;

/// <summary>
/// Where the values of one field lie in the records of one shape. Made once per shape, so that no name is looked up per
/// record. Names are compared without case, as <see cref="Shape"/> does.
/// </summary>
internal sealed class BoundField
{
    private BoundField(ImmutableArray<ImmutableArray<int>> parts, FieldConversion conversion, string? argument)
    {
        Parts = parts;
        Conversion = conversion;
        Argument = argument;
    }

    /// <summary>The slots of each source field. Conversions of several fields into one text have several parts, others one.</summary>
    public ImmutableArray<ImmutableArray<int>> Parts { get; }

    /// <summary>The slots of the first part.</summary>
    public ImmutableArray<int> Slots => Parts.IsEmpty ? [] : Parts[0];

    public FieldConversion Conversion { get; }

    public string? Argument { get; }

    /// <summary>False when no record of the shape can have the field.</summary>
    public bool IsInShape => Parts.Any(slots => !slots.IsEmpty);

    /// <summary>Every value of the record, for keywords.</summary>
    public static BoundField Everything(Shape shape) =>
        new([[.. Enumerable.Range(0, shape.Fields.Length)]], FieldConversion.None, null);

    /// <summary>
    /// The field as <paramref name="source"/> makes it; under its own name when there is no source or the shape has none of
    /// the source's fields. Without a conversion the first source field that the shape has is taken.
    /// </summary>
    public static BoundField Bind(Shape shape, string field, FieldSource? source)
    {
        var parts = source is null ? [] : source.From.Select(shape.SlotsOf).ToImmutableArray();
        if (source is null || parts.All(slots => slots.IsEmpty))
            return new([shape.SlotsOf(field)], FieldConversion.None, null);
        return JoinsFields(source.Convert)
            ? new(parts, source.Convert, source.Argument)
            : new([parts.First(slots => !slots.IsEmpty)], source.Convert, source.Argument);
    }

    private static bool JoinsFields(FieldConversion conversion) => conversion
        is FieldConversion.Join or FieldConversion.Account or FieldConversion.RegistryPath or FieldConversion.RegistryValue;
}
