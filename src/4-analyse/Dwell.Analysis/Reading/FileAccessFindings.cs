using System.Collections.Immutable;
using Dwell.Analysis.Facts;
using Dwell.Analysis.Movement;
using Dwell.Model.Facts;
using Dwell.Model.Findings;

namespace Dwell.Analysis.Reading;

/// <summary>
/// Files that were opened in a logon session in which a loud rule spoke. A session is one logon of one account on one host, so
/// what it opened belongs to whoever holds it; that a file was read to its end, or by whom, is not said.
/// </summary>
public sealed class FileAccessFindings(HardLinks hardLinks)
{
    private const int MaximumFiles = 5_000;

    /// <summary>One finding for each host, session and file, by time; beyond <see cref="MaximumFiles"/> files those opened first are kept.</summary>
    /// <param name="accesses">File and share accesses, by time.</param>
    /// <param name="sessions">Loud sessions as (host, logon id in lower case).</param>
    public ImmutableArray<Finding> From(IEnumerable<Fact> accesses, IReadOnlySet<(string Host, string Session)> sessions) =>
    [
        .. accesses
            .Where(fact => fact[FactColumn.Outcome] is not "failure" && PathOf(fact).Length > 0 && IsLoud(fact, sessions))
            .GroupBy(fact => (fact.Host, Path: PathOf(fact)))
            .Take(MaximumFiles)
            .Select(group => Make(group.Key.Host, group.Key.Path, [.. group])),
    ];

    private static bool IsLoud(Fact fact, IReadOnlySet<(string Host, string Session)> sessions) =>
        LogonSession.IsOfOneLogon(fact[FactColumn.LogonId]) && sessions.Contains((fact.Host, fact[FactColumn.LogonId]!.ToLowerInvariant()));

    // A share's root and the pipes behind IPC$ are no files that somebody reads.
    private static string PathOf(Fact fact)
    {
        var file = fact[FactColumn.File] ?? "";
        if (fact.Kind != FactKind.ShareAccess)
            return file;
        var share = fact[FactColumn.Name] ?? "";
        var isFile = file is not ("" or "\\") && !share.EndsWith("IPC$", StringComparison.OrdinalIgnoreCase)
            && RemoteMethod.OfShareAccess(fact) == "smb-file" && ImagePath.NameOf(file).Contains('.', StringComparison.Ordinal);
        return isFile ? $"{share}\\{file}" : "";
    }

    private Finding Make(string host, string path, List<Fact> facts)
    {
        SortedValues accounts = new(), addresses = new(), links = new(HardLinks.MaximumLinks);
        foreach (var fact in facts)
        {
            accounts.Add(fact[FactColumn.Account]);
            addresses.AddAddress(fact[FactColumn.SourceAddress]);
            hardLinks.AddOf(fact, links);
        }

        var sources = FactSources.Of(facts);
        var dated = facts.Where(fact => fact.Time is not null).ToList();
        var subject = new FindingSubject("file-access", "session", Question.Read, [host], [], [], path);
        return new Finding
        {
            Id = subject.ToId(),
            Subject = subject,
            Kind = "file-access",
            Basis = Basis.Observed,
            Title = $"{path} was opened on {host} in a session in which a loud rule spoke",
            Question = Question.Read,
            Severity = Severity.Medium,
            Likelihood = Likelihood.Likely,
            Confidence = Confidence.Low,
            Hosts = [host],
            Accounts = accounts.ToImmutable(),
            Addresses = addresses.ToImmutable(),
            Techniques = ["T1005"],
            Tactics = ["collection"],
            First = dated.Count > 0 ? dated[0].Time : null,
            Last = dated.Count > 0 ? dated[^1].Time : null,
            Count = facts.Count,
            Sources = sources.Length,
            SourceNames = sources,
            Counter = ["the rightful holder of the session may have opened it"],
            HardLinks = links.ToImmutable(),
            Records = RecordSpread.Choose([.. facts.Select(fact => fact.Record)]),
        };
    }
}
