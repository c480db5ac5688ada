using System.Collections.Immutable;

namespace Dwell.Readers.Times;

/// <summary>
/// Which year lines without one were written in, by their place in the file: a span reaches from its offset to the next one.
/// Empty where the year is not known.
/// </summary>
public sealed class YearSpans
{
    private readonly ImmutableArray<long> _offsets;
    private readonly ImmutableArray<int> _years;

    /// <summary>Makes the spans; offsets ascend.</summary>
    public YearSpans(ImmutableArray<long> offsets, ImmutableArray<int> years)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(years.Length, offsets.Length);
        _offsets = offsets;
        _years = years;
    }

    /// <summary>The years are not known.</summary>
    public static YearSpans Unknown { get; } = new([], []);

    /// <summary>True when no year is known.</summary>
    public bool IsUnknown => _years.IsEmpty;

    /// <summary>The years, in the order of the file.</summary>
    public ImmutableArray<int> Years => _years;

    /// <summary>The year at an offset; null when it is not known.</summary>
    public int? At(long offset)
    {
        if (_years.IsEmpty)
            return null;
        var found = _offsets.AsSpan().BinarySearch(offset);
        return _years[Math.Max(0, found >= 0 ? found : ~found - 1)];
    }
}
