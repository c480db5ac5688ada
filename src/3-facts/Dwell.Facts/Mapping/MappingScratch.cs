using System.Globalization;
using Dwell.Content.Mappings;
using Dwell.Model.Facts;

namespace Dwell.Facts.Mapping;

/// <summary>What one thread needs while it maps: a buffer, the pool of texts, the limit on values.</summary>
internal sealed class MappingScratch(ValueTable? codes)
{
    public TextBuffer Buffer { get; } = new();

    public TextPool Pool { get; } = new();

    /// <summary>The columns of the fact that is being made.</summary>
    public List<KeyValuePair<FactColumn, string>> Values { get; } = [];

    public ValueTable? Codes { get; } = codes;

    /// <summary>How many values were cut.</summary>
    public long CutValues { get; private set; }

    /// <summary>The text as a string; what passes the limit is cut and says by how much.</summary>
    public string Keep(ReadOnlySpan<char> text)
    {
        if (text.Length <= FactMapper.MaxValueLength)
            return Pool.Get(text);
        CutValues++;

        // A pair of surrogates stays together.
        var length = FactMapper.MaxValueLength;
        if (char.IsHighSurrogate(text[length - 1]))
            length--;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{text[..length]}… [{text.Length - length} more characters in the record]");
    }
}
