using System.Collections.Immutable;
using Dwell.Model.Evidence;
using Dwell.Model.Time;

namespace Dwell.Model.Records;

/// <summary>
/// A record whose values are kept as strings: for rule examples, tests, and sources that give name and value pairs.
/// A slot with an empty list of values is <see cref="FieldState.Null"/>.
/// </summary>
public sealed class FlatRecord : LogRecord
{
    private readonly ImmutableArray<ImmutableArray<string?>> _values;

    /// <summary>Values in the order of <paramref name="shape"/>'s fields; throws when the counts differ.</summary>
    public FlatRecord(Shape shape, ImmutableArray<ImmutableArray<string?>> values, RecordRef reference = default, UtcInstant? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, shape.Fields.Length);
        Shape = shape;
        _values = values;
        Ref = reference;
        Time = time;
    }

    /// <inheritdoc/>
    public override Shape Shape { get; }

    /// <inheritdoc/>
    public override RecordRef Ref { get; }

    /// <inheritdoc/>
    public override UtcInstant? Time { get; }

    /// <summary>A record of pairs in their order; a name that comes again is a further slot of that name.</summary>
    public static FlatRecord Of(ShapeTable shapes, string family, IEnumerable<KeyValuePair<string, string?>> pairs)
    {
        var list = pairs.ToList();
        var shape = shapes.Intern(family, [.. list.Select(pair => pair.Key)]);
        return new FlatRecord(shape, [.. list.Select(pair => ImmutableArray.Create(pair.Value))]);
    }

    /// <inheritdoc/>
    public override int CountAt(int slot) => Math.Max(1, _values[slot].Length);

    /// <inheritdoc/>
    public override FieldState Read(int slot, int index, out ReadOnlySpan<char> text)
    {
        var values = _values[slot];
        text = index < values.Length ? values[index] : null;
        return index < values.Length && values[index] is not null ? FieldState.Text : FieldState.Null;
    }
}
