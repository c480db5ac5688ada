using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;

namespace Dwell.Model.Records;

/// <summary>Hands out one <see cref="Shape"/> per content. One table a run; safe for any number of threads.</summary>
public sealed class ShapeTable
{
    /// <summary>
    /// Shapes that are kept. Honest evidence has some thousands; a hostile log can bring one a record. Those beyond are made anew
    /// each time, with <see cref="Shape.IsKept"/> false, so that nobody keeps what he binds to them.
    /// </summary>
    public const int MostKept = 65_536;

    private readonly ConcurrentDictionary<string, Shape> _shapes = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>The shape with this family and these fields, in this order: for records that name their source themselves.</summary>
    public Shape Intern(string family, ImmutableArray<string> fields) => Intern(family, "", fields);

    /// <summary>
    /// The shape of one log; <paramref name="idSlot"/> as <see cref="Shape.IdSlot"/> says, <paramref name="ownFields"/> as
    /// <see cref="Shape.OwnFields"/>, -1 for all.
    /// </summary>
    public Shape Intern(string family, string source, ImmutableArray<string> fields, int idSlot = -1, int ownFields = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ownFields, fields.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(idSlot, Math.Max(1, fields.Length));
        var made = new ShapeKey(family, source, fields, idSlot, ownFields < 0 ? fields.Length : ownFields);
        var key = TextOf(made);
        if (_shapes.TryGetValue(key, out var known))
            return known;
        if (Volatile.Read(ref _count) >= MostKept)
            return new Shape(made, isKept: false);
        var shape = _shapes.GetOrAdd(key, static (_, made) => made, new Shape(made, isKept: true));
        Interlocked.Increment(ref _count);
        return shape;
    }

    // Each name with its length before it: whatever characters a hostile log puts into names, the key has one reading.
    private static string TextOf(ShapeKey shape)
    {
        var key = new StringBuilder();
        key.Append(shape.IdSlot).Append(':').Append(shape.OwnFields).Append(':');
        key.Append(shape.Family.Length).Append(':').Append(shape.Family);
        key.Append(shape.Source.Length).Append(':').Append(shape.Source);
        foreach (var field in shape.Fields)
            key.Append(field.Length).Append(':').Append(field);
        return key.ToString();
    }
}
