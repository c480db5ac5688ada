using Dwell.Model.Facts;
using Dwell.Model.Findings;

namespace Dwell.Analysis.Facts;

/// <summary>
/// The hard links that a fact gives (design, "Answering"): what two findings can only share when one intruder, or one copy of
/// his tool, is behind both. The same host, account or technique is none.
/// </summary>
public sealed class HardLinks(ProcessTree processes)
{
    /// <summary>Links that one finding keeps: far more than a list for people, since a link that is dropped ties nothing.</summary>
    public const int MaximumLinks = 100_000;

    private static readonly char[] HashSeparators = [',', ';', ' '];

    /// <summary>Adds the links of one fact.</summary>
    public void AddOf(Fact fact, SortedValues links)
    {
        var host = fact.Host.ToUpperInvariant();
        if (processes.ProcessOf(fact) is { } process)
            links.Add(LinkKinds.Process + process);
        foreach (var ancestor in processes.AncestorsOf(fact))
            links.Add(LinkKinds.Ancestor + ancestor);
        if (LogonSession.IsOfOneLogon(fact[FactColumn.LogonId]))
            links.Add($"{LinkKinds.Session}{host}/{fact[FactColumn.LogonId]!.ToLowerInvariant()}");
        AddHash(fact, links);
        AddImage(host, fact[FactColumn.Process], links);
        AddImage(host, fact[FactColumn.ParentProcess], links);
        AddExternalAddress(fact[FactColumn.DestinationAddress], links);
        AddExternalAddress(fact[FactColumn.SourceAddress], links);
        if (fact.Kind == FactKind.Installation)
            AddInstalled(host, fact, links);
    }

    private static void AddInstalled(string host, Fact fact, SortedValues links)
    {
        if (fact[FactColumn.Name] is { Length: > 0 } name)
            links.Add($"{LinkKinds.Installed}{fact[FactColumn.InstallationKind]}/{name.ToLowerInvariant()}|{ImagePath.OfCommandLine(fact[FactColumn.Value] ?? "")}");
        if (fact[FactColumn.Value] is { Length: > 0 } command)
            AddImage(host, ImagePath.OfCommandLine(command), links);
    }

    // A program outside of the folders of system and installed programs is one file on its host; cmd.exe is everybody's.
    private static void AddImage(string host, string? image, SortedValues links)
    {
        var path = ImagePath.Normalise(image ?? "");
        if (path.Contains('\\', StringComparison.Ordinal) && ImagePath.IsInWritableFolder(path) && !ImagePath.IsInterpreter(path))
            links.Add($"{LinkKinds.Image}{host}|{path}");
    }

    // The hash of cmd.exe is the same everywhere: only files outside of system folders, or unsigned ones, tie.
    private static void AddHash(Fact fact, SortedValues links)
    {
        if (fact[FactColumn.Hashes] is not { Length: > 0 } hashes)
            return;
        var file = fact[FactColumn.File] ?? fact[FactColumn.Process] ?? "";
        if (!ImagePath.IsInWritableFolder(ImagePath.Normalise(file)) && fact[FactColumn.Signed] != "false")
            return;
        foreach (var part in hashes.Split(HashSeparators, StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = equals > 0 ? part[..equals] : "";
            // An import hash is shared by whole families of tools.
            if (name is "SHA256" or "SHA1" or "MD5")
                links.Add(LinkKinds.Hash + part.ToUpperInvariant());
        }
    }

    private static void AddExternalAddress(string? text, SortedValues links)
    {
        if (NetworkAddress.TryParse(text, out var address) && NetworkAddress.IsExternal(address))
            links.Add(LinkKinds.Address + address);
    }
}
