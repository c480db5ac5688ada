using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Dwell.Model.Records;

/// <summary>Hands out one <see cref="Shape"/> per content. One table a run; safe for any number of threads.</summary>
public sealed class ShapeTable
{
    private readonly ConcurrentDictionary<string, Shape> _shapes = new(StringComparer.Ordinal);

    /// <summary>The shape with this family and these fields, in this order.</summary>
    public Shape Intern(string family, ImmutableArray<string> fields)
    {
        // Field names can't hold the control character, so the joined text is a key with one reading.
        var key = family + "\u001f" + string.Join('\u001f', fields);
        return _shapes.GetOrAdd(key, _ => new Shape(family, fields));
    }
}
