using Dwell.Model.Facts;

namespace Dwell.Analysis.Facts;

/// <summary>
/// The hard links that a fact gives (design, "Answering"): what two findings can only share when one intruder, or one copy of
/// his tool, is behind both. The same host, account or technique is none.
/// </summary>
public static class HardLinks
{
    private static readonly char[] HashSeparators = [',', ';', ' '];

    /// <summary>Adds the links of one fact.</summary>
    public static void AddOf(Fact fact, SortedValues links)
    {
        var host = fact.Host.ToUpperInvariant();
        if (fact[FactColumn.ProcessGuid] is { Length: > 8 } process)
            links.Add($"process:{host}/{process.ToUpperInvariant()}");
        if (LogonSession.IsOfOneLogon(fact[FactColumn.LogonId]))
            links.Add($"session:{host}/{fact[FactColumn.LogonId]!.ToLowerInvariant()}");
        AddHash(fact, links);
        AddExternalAddress(fact[FactColumn.DestinationAddress], links);
        AddExternalAddress(fact[FactColumn.SourceAddress], links);
        if (fact.Kind == FactKind.Installation && fact[FactColumn.Name] is { Length: > 0 } name)
            links.Add($"{fact[FactColumn.InstallationKind] ?? "installation"}:{name.ToLowerInvariant()}|{ImagePath.OfCommandLine(fact[FactColumn.Value] ?? "")}");
    }

    // The hash of cmd.exe is the same everywhere: only files outside of system folders, or unsigned ones, tie.
    private static void AddHash(Fact fact, SortedValues links)
    {
        if (fact[FactColumn.Hashes] is not { Length: > 0 } hashes)
            return;
        var file = fact[FactColumn.File] ?? fact[FactColumn.Process] ?? "";
        if (ImagePath.IsInSystemFolder(ImagePath.Normalise(file)) && fact[FactColumn.Signed] != "false")
            return;
        foreach (var part in hashes.Split(HashSeparators, StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = equals > 0 ? part[..equals] : "";
            // An import hash is shared by whole families of tools.
            if (name is "SHA256" or "SHA1" or "MD5")
                links.Add("hash:" + part.ToUpperInvariant());
        }
    }

    private static void AddExternalAddress(string? text, SortedValues links)
    {
        if (NetworkAddress.TryParse(text, out var address) && NetworkAddress.IsExternal(address))
            links.Add("address:" + address);
    }
}
