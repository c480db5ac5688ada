using System.Collections.Immutable;

namespace Dwell.Analysis.Facts;

/// <summary>Collects texts for a finding: no value twice, ordinal order, at most a stated number of them.</summary>
public sealed class SortedValues(int maximum = SortedValues.Maximum)
{
    /// <summary>A finding lists at most this many values of one kind; more help nobody.</summary>
    public const int Maximum = 200;

    private readonly SortedSet<string> _values = new(StringComparer.Ordinal);

    /// <summary>Adds a text; absent, empty and <c>-</c> are no values.</summary>
    public void Add(string? value)
    {
        if (value is not (null or "" or "-") && _values.Count < maximum)
            _values.Add(value);
    }

    /// <summary>Adds an address unless it is the host itself or no address at all.</summary>
    public void AddAddress(string? value)
    {
        if (NetworkAddress.TryParse(value, out var address) && !NetworkAddress.IsLocal(address))
            Add(address.ToString());
    }

    /// <summary>All values, sorted.</summary>
    public ImmutableArray<string> ToImmutable() => [.. _values];
}
