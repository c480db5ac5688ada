using System.Globalization;
using Dwell.Content.Yaml;

namespace Dwell.Content.Mappings;

/// <summary>
/// A field of a record as a mapping names it: <c>Name</c> is its first value, <c>Name[2]</c> the third value
/// of that name
/// (unnamed <c>Data</c> of classic events). <paramref name="Index"/> counts from 0 over all slots of the
/// name.
/// </summary>
public readonly record struct FieldRef(string Name, int Index)
{
    /// <summary>Reads <c>Name</c> or <c>Name[index]</c>.</summary>
    public static FieldRef Parse(YamlValue value)
    {
        var text = value.Text();
        var bracket = text.IndexOf('[', StringComparison.Ordinal);
        if (bracket < 0)
            return new FieldRef(text, 0);
        var inside = text.EndsWith(']') ? text.AsSpan(bracket + 1, text.Length - bracket - 2) : default;
        return int.TryParse(inside, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                ? new FieldRef(text[..bracket], index)
                : throw value.Error($"Found '{text}'; expected a field name, or Name[index] with index from 0.");
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Index == 0 ? Name : string.Create(CultureInfo.InvariantCulture, $"{Name}[{Index}]");
}
