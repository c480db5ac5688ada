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

    /// <summary>The departure to the host of <paramref name="installation"/> that is nearest before it, at most <paramref name="within"/> earlier.</summary>
    public bool TryFind(Fact installation, TimeSpan within, out Fact departure)
    {
        departure = null!;
        if (installation.Time is not { } at || !_byTarget.TryGetValue(ShortName(installation.Host), out var candidates))
            return false;
        foreach (var candidate in candidates)
        {
            if (candidate.Time is { } left && left <= at && at.Ticks - left.Ticks <= within.Ticks)
                departure = candidate;
        }

        return departure is not null;
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
