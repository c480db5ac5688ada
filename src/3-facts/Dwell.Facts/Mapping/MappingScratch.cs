using System.Globalization;
using Dwell.Content.Mappings;

namespace Dwell.Facts.Mapping;

/// <summary>What one thread needs while it maps: a buffer, the pool of texts, the limit on values.</summary>
internal sealed class MappingScratch(ValueTable? codes)
{
    public TextBuffer Buffer { get; } = new();

    public TextPool Pool { get; } = new();

    public ValueTable? Codes { get; } = codes;

    /// <summary>How many values were cut.</summary>
    public long CutValues { get; private set; }

    /// <summary>The text; what passes the limit is cut and says by how much.</summary>
    public ReadOnlySpan<char> Cut(ReadOnlySpan<char> text)
    {
        if (text.Length <= FactMapper.MaxValueLength)
            return text;
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
