using System.Collections.Immutable;
using System.Text;
using Dwell.Model.Records;

namespace Dwell.Readers.Cef;

/// <summary>The shapes of records whose lines name their fields themselves: one per source and sequence of names. One a thread.</summary>
internal sealed class KeyedShapes(ShapeTable shapes, string family, ImmutableArray<string> first)
{
    // Sequences that are remembered; honest logs have some hundreds, a hostile one can bring one a line.
    private const int Remembered = 4096;

    private readonly Dictionary<int, (string Source, byte[] Names, Shape Shape)> _known = [];

    /// <summary>The shape with the fields <c>first</c> and those of <paramref name="names"/>, each ended by a NUL.</summary>
    public Shape Of(string source, ReadOnlySpan<byte> names)
    {
        var hash = new HashCode();
        hash.Add(source, StringComparer.Ordinal);
        hash.AddBytes(names);
        var code = hash.ToHashCode();
        if (_known.TryGetValue(code, out var found) && found.Source == source && names.SequenceEqual(found.Names))
            return found.Shape;
        var fields = first.ToBuilder();
        for (var rest = names; !rest.IsEmpty;)
        {
            var end = rest.IndexOf((byte)0);
            fields.Add(Encoding.UTF8.GetString(rest[..end]));
            rest = rest[(end + 1)..];
        }

        var shape = shapes.Intern(family, source, fields.ToImmutable());
        if (_known.Count >= Remembered)
            _known.Clear();
        _known[code] = (source, names.ToArray(), shape);
        return shape;
    }
}
