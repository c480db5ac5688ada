using Dwell.Analysis.Facts;
using Dwell.Model.Facts;

namespace Dwell.Analysis.Movement;

/// <summary>
/// Logons with other credentials to another machine, as the machine that was left wrote them (Security 4648): where the target's
/// own log is gone, they still say who came from where.
/// </summary>
public sealed class Departures
{
    private readonly Dictionary<string, List<Fact>> _byTarget = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Keeps from <paramref name="logons"/> (by time) those that name another machine.</summary>
    public Departures(IEnumerable<Fact> logons)
    {
        foreach (var logon in logons)
        {
            var target = ShortName(logon[FactColumn.DestinationHost] ?? "");
            if (target.Length == 0 || target is "localhost" || string.Equals(target, ShortName(logon.Host), StringComparison.OrdinalIgnoreCase))
                continue;
            if (!_byTarget.TryGetValue(target, out var list))
                _byTarget[target] = list = [];
            list.Add(logon);
        }
    }

    /// <summary>The departure to the host of <paramref name="installation"/> that is nearest before it, at most <paramref name="within"/> earlier; false when several machines were left for it then.</summary>
    public bool TryFind(Fact installation, TimeSpan within, out Fact departure)
    {
        departure = null!;
        if (installation.Time is not { } at || !_byTarget.TryGetValue(ShortName(installation.Host), out var candidates))
            return false;
        var near = NearestBefore.Within(candidates, at.Ticks, within).ToList();
        if (near.Count == 0 || near.Select(fact => fact.Host).Distinct(StringComparer.OrdinalIgnoreCase).Skip(1).Any())
            return false;
        departure = near[0];
        return true;
    }

    // The target is written as short name, full name or service name (host/FS01.example); an address stays as it is.
    private static string ShortName(string name)
    {
        var host = name[(name.LastIndexOf('/') + 1)..];
        if (NetworkAddress.TryParse(host, out _))
            return host;
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 ? host[..dot] : host;
    }
}
