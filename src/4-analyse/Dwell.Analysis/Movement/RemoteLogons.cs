using Dwell.Analysis.Facts;
using Dwell.Model.Facts;
using Dwell.Model.Time;

namespace Dwell.Analysis.Movement;

/// <summary>Successful logons from another machine, found by host and session.</summary>
public sealed class RemoteLogons
{
    private readonly Dictionary<(string Host, string Session), List<Fact>> _bySession = [];

    /// <summary>Keeps from <paramref name="logons"/> (by time) what came from elsewhere with success.</summary>
    public RemoteLogons(IEnumerable<Fact> logons)
    {
        foreach (var logon in logons)
        {
            if (logon[FactColumn.Outcome] != "success" || !IsRemote(logon) || !LogonSession.IsOfOneLogon(logon[FactColumn.LogonId]))
                continue;
            var key = (logon.Host, logon[FactColumn.LogonId]!.ToLowerInvariant());
            if (!_bySession.TryGetValue(key, out var list))
                _bySession[key] = list = [];
            list.Add(logon);
        }
    }

    /// <summary>The logon that began the session, the last one not after <paramref name="at"/>; session ids come again after a reboot.</summary>
    public bool TryFind(string host, string? session, UtcInstant? at, out Fact logon)
    {
        logon = null!;
        if (session is null || !_bySession.TryGetValue((host, session.ToLowerInvariant()), out var logons))
            return false;
        foreach (var candidate in logons)
        {
            if (at is null || candidate.Time is null || candidate.Time <= at)
                logon = candidate;
        }

        return logon is not null;
    }

    /// <summary>True when a fact names a source that is not the host itself.</summary>
    public static bool IsRemote(Fact fact) =>
        NetworkAddress.TryParse(fact[FactColumn.SourceAddress], out var address) && !NetworkAddress.IsLocal(address);
}
