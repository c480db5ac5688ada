using System.Collections.Immutable;
using System.Globalization;
using Dwell.Analysis.Facts;
using Dwell.Model.Facts;
using Dwell.Model.Findings;

namespace Dwell.Analysis.Transfers;

/// <summary>
/// Where data went: a process that a loud rule on sending data speaks of, joined with its own connections to the outside. That
/// it sent is shown by the rule, where to by the connection; how much, nobody counted. See <c>docs/methods/transfers.md</c>.
/// </summary>
public sealed class TransferFindings(ProcessTree processes, HardLinks hardLinks)
{
    /// <summary>One finding for each host and destination, by time; several runs of a program are one.</summary>
    /// <param name="sending">Facts behind loud hits of rules that speak of data being sent.</param>
    /// <param name="connections">All connections.</param>
    public ImmutableArray<Finding> From(IReadOnlyCollection<Fact> sending, IEnumerable<Fact> connections)
    {
        var byProcess = sending.Where(fact => processes.ProcessOf(fact) is not null)
            .ToLookup(fact => processes.ProcessOf(fact)!, StringComparer.Ordinal);
        return
        [
            .. connections
                .Where(fact => IsOutside(fact) && processes.ProcessOf(fact) is { } process && byProcess.Contains(process))
                .GroupBy(fact => (fact.Host, Address: AddressOf(fact), Port: fact[FactColumn.DestinationPort] ?? ""))
                .Select(group => Make(
                    group.Key.Host,
                    group.Key.Address,
                    group.Key.Port,
                    [.. group.Select(fact => processes.ProcessOf(fact)!).Distinct(StringComparer.Ordinal).SelectMany(process => byProcess[process])],
                    [.. group])),
        ];
    }

    private static bool IsOutside(Fact fact) =>
        NetworkAddress.TryParse(fact[FactColumn.DestinationAddress], out var address) && NetworkAddress.IsExternal(address);

    private static string AddressOf(Fact fact) =>
        NetworkAddress.TryParse(fact[FactColumn.DestinationAddress], out var address) ? address.ToString() : "";

    private Finding Make(string host, string address, string port, List<Fact> sending, List<Fact> connections)
    {
        var facts = sending.Concat(connections).OrderBy(fact => fact.Time is null).ThenBy(fact => fact.Time).ThenBy(fact => fact.Record).ToList();
        var dated = facts.Where(fact => fact.Time is not null).ToList();
        SortedValues accounts = new(), links = new(HardLinks.MaximumLinks);
        foreach (var fact in facts)
        {
            accounts.Add(fact[FactColumn.Account]);
            hardLinks.AddOf(fact, links);
        }

        var subject = new FindingSubject("transfer", "process", Question.Taken, [host], [], [address], port);
        var sources = FactSources.Of(facts);
        var program = ImagePath.NameOf(ImagePath.Normalise(connections[0][FactColumn.Process] ?? ""));
        return new Finding
        {
            Id = subject.ToId(),
            Subject = subject,
            Kind = "transfer",
            Basis = Basis.Observed,
            Title = $"{program} on {host} connected to {address} while told to send data",
            Question = Question.Taken,
            Severity = Severity.High,
            Likelihood = Likelihood.Likely,
            Confidence = sources.Length > 1 ? Confidence.Moderate : Confidence.Low,
            Hosts = [host],
            Accounts = accounts.ToImmutable(),
            Addresses = [address],
            Techniques = ["T1048"],
            Tactics = ["exfiltration"],
            Pairs = [new FindingPair(host, address, NameOf(connections), PortOf(port), 0.7)],
            First = dated.Count > 0 ? dated[0].Time : null,
            Last = dated.Count > 0 ? dated[^1].Time : null,
            Count = facts.Select(fact => fact.Record).Distinct().Count(),
            Sources = sources.Length,
            SourceNames = sources,
            Counter = ["the connection may have failed after it was opened; its bytes were not counted"],
            HardLinks = links.ToImmutable(),
            Records = RecordSpread.Choose([.. facts.Select(fact => fact.Record).Distinct()]),
        };
    }

    private static string? NameOf(List<Fact> connections) =>
        connections.Select(fact => fact[FactColumn.DestinationHost]).FirstOrDefault(name => name is { Length: > 1 });

    private static int? PortOf(string port) =>
        int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
