using Dwell.Analysis.Facts;
using Dwell.Model.Facts;

namespace Dwell.Analysis.Movement;

/// <summary>
/// Finds how somebody came to where a loud rule spoke: from the fact behind the hit to its session's logon, or to the
/// remote pipe that was opened just before a service or task was made. Method and limits: <c>docs/methods/movement.md</c>.
/// </summary>
public sealed class HopFinder(RemoteLogons logons, Departures departures, IEnumerable<Fact> shareAccesses)
{
    // PsExec-like tools open the pipe, write the file and start the service within seconds; slow links add more.
    private static readonly TimeSpan PipeToObject = TimeSpan.FromSeconds(60);

    // One host writes the two records in either order within a second.
    private static readonly TimeSpan OrderOfWriting = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, List<Fact>> _pipesByHost = shareAccesses
        .Where(RemoteLogons.IsRemote)
        .Where(fact => RemoteMethod.OfShareAccess(fact) != "smb-file")
        .GroupBy(fact => fact.Host, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);

    /// <summary>The hop that a fact behind a loud hit shows, if any.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="speaksOfMovement">True when the rule's tactic is lateral movement: then the arrival alone is enough.</param>
    /// <param name="hop">The hop.</param>
    public bool TryFind(Fact fact, bool speaksOfMovement, out Hop hop)
    {
        hop = null!;
        if (fact.Kind == FactKind.Installation && TryFindPipe(fact, out var pipe))
        {
            hop = new Hop(SourceOf(pipe), fact.Host, pipe[FactColumn.Account], RemoteMethod.OfShareAccess(pipe), fact.Time, HopTie.Time, [pipe, fact]);
            return true;
        }

        if (fact.Kind == FactKind.Installation && departures.TryFind(fact, PipeToObject, out var departure))
        {
            var method = fact[FactColumn.InstallationKind] == "task" ? "scheduled-task" : "smb-service";
            hop = new Hop(departure.Host, fact.Host, departure[FactColumn.TargetAccount], method, fact.Time, HopTie.Time, [departure, fact]);
            return true;
        }

        if (fact.Kind is not FactKind.Logon and not FactKind.ShareAccess
            && logons.TryFind(fact.Host, fact[FactColumn.LogonId], fact.Time, out var logon))
        {
            var method = (fact.Kind == FactKind.ProcessStart ? RemoteMethod.OfProcess(fact) : null) ?? RemoteMethod.OfLogon(logon);
            hop = new Hop(SourceOf(logon), fact.Host, logon[FactColumn.TargetAccount], method, logon.Time, HopTie.Session, [logon, fact]);
            return true;
        }

        if (speaksOfMovement && fact.Kind is FactKind.Logon or FactKind.ShareAccess && RemoteLogons.IsRemote(fact))
        {
            var isLogon = fact.Kind == FactKind.Logon;
            if (isLogon && fact[FactColumn.Outcome] != "success")
                return false;
            var account = isLogon ? fact[FactColumn.TargetAccount] : fact[FactColumn.Account];
            hop = new Hop(SourceOf(fact), fact.Host, account, isLogon ? RemoteMethod.OfLogon(fact) : RemoteMethod.OfShareAccess(fact), fact.Time, HopTie.None, [fact]);
            return true;
        }

        if (speaksOfMovement && fact.Kind == FactKind.ProcessStart && RemoteMethod.OfProcess(fact) is { } door)
        {
            hop = new Hop("", fact.Host, fact[FactColumn.Account], door, fact.Time, HopTie.None, [fact]);
            return true;
        }

        return false;
    }

    private bool TryFindPipe(Fact installation, out Fact pipe)
    {
        pipe = null!;
        var wanted = installation[FactColumn.InstallationKind] switch
        {
            "service" => "smb-service",
            "task" => "scheduled-task",
            _ => "registry-remote",
        };
        if (installation.Time is not { } at || !_pipesByHost.TryGetValue(installation.Host, out var pipes))
            return false;
        var near = NearestBefore.Within(pipes, at.Ticks + OrderOfWriting.Ticks, PipeToObject)
            .Where(candidate => RemoteMethod.OfShareAccess(candidate) == wanted)
            .ToList();
        // Two machines that came within the same minute: which of them did it is not on record.
        if (near.Count == 0 || near.Select(SourceOf).Distinct(StringComparer.Ordinal).Skip(1).Any())
            return false;
        pipe = near[0];
        return true;
    }

    private static string SourceOf(Fact fact) =>
        NetworkAddress.TryParse(fact[FactColumn.SourceAddress], out var address) ? address.ToString() : fact[FactColumn.SourceHost] ?? "";
}
