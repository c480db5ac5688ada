using System.Globalization;
using System.Text;

namespace Dwell.Tests.Reading;

/// <summary>Counts what agrees, by key, and keeps the misses by name.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, (int Right, int All)> _keys = new(StringComparer.Ordinal);

    public SortedDictionary<string, List<string>> Misses { get; } = new(StringComparer.Ordinal);

    public int Right => _keys.Values.Sum(count => count.Right);

    public int All => _keys.Values.Sum(count => count.All);

    public double Share => All == 0 ? 0 : (double)Right / All;

    public void Add(string place, string key, bool isRight, string what)
    {
        var (right, all) = _keys.GetValueOrDefault(key);
        _keys[key] = (right + (isRight ? 1 : 0), all + 1);
        if (isRight)
            return;
        if (!Misses.TryGetValue(place, out var list))
            Misses.Add(place, list = []);
        list.Add(what);
    }

    public string Summary => string.Create(CultureInfo.InvariantCulture, $"{Right} of {All} assertions agree ({Math.Floor(Share * 1000) / 10:0.0} %)");

    public override string ToString()
    {
        var text = new StringBuilder().AppendLine(Summary);
        foreach (var (key, (right, all)) in _keys)
            text.AppendLine(CultureInfo.InvariantCulture, $"{key}: {right}/{all}");
        foreach (var (place, list) in Misses)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"## {place}: {list.Count}");
            foreach (var group in list.GroupBy(what => what).OrderByDescending(group => group.Count()))
                text.AppendLine(CultureInfo.InvariantCulture, $"  {group.Count()} x {group.Key}");
        }

        return text.ToString();
    }
}
