using Dwell.Analysis.Facts;
using Dwell.Model.Facts;

namespace Dwell.Analysis.Implants;

/// <summary>
/// All facts about one thing that starts by itself on one host: the service of that name, the task of that path, the value of
/// that key. <paramref name="Facts"/> are by time and not empty.
/// </summary>
public sealed record InstallationGroup(string Host, string Kind, string Name, IReadOnlyList<Fact> Facts)
{
    private const string ServicesKey = @"\Services\";

    /// <summary>Where the object lies: its registry key or task path; null where the name says it all.</summary>
    public string? Path => Facts.Select(fact => fact[FactColumn.Path]).FirstOrDefault(path => path is not null);

    /// <summary>The command that starts, as the source wrote it last: an old object may be given a new one. Null when no record has it.</summary>
    public string? Command => Facts.Select(fact => fact[FactColumn.Value] ?? fact[FactColumn.File]).LastOrDefault(value => value is not null);

    /// <summary>The program of <see cref="Command"/>, normalised; empty when unknown.</summary>
    public string Image => Command is { } command ? ImagePath.OfCommandLine(command) : "";

    /// <summary>True when the last record says that the object was removed.</summary>
    public bool Removed => Facts[^1][FactColumn.Outcome] is "deleted" or "removed" or "uninstalled";

    /// <summary>Groups installation facts (by time) by host, kind and name.</summary>
    public static IEnumerable<InstallationGroup> Of(IEnumerable<Fact> installations) =>
        installations
            .GroupBy(fact => (fact.Host, Kind: fact[FactColumn.InstallationKind] ?? "other", Name: NameOf(fact)))
            .OrderBy(group => group.Key.Host, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Kind, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Name, StringComparer.Ordinal)
            .Select(group => new InstallationGroup(group.Key.Host, group.Key.Kind, group.Key.Name, [.. group]));

    private static string NameOf(Fact fact) =>
        fact[FactColumn.Name] ?? ServiceOf(fact) ?? fact[FactColumn.Path] ?? fact[FactColumn.File] ?? "";

    // A service written to the registry is the service that the service manager reports by name.
    private static string? ServiceOf(Fact fact)
    {
        if (fact[FactColumn.InstallationKind] is not ("service" or "service-dll") || fact[FactColumn.Path] is not { } path)
            return null;
        var start = path.IndexOf(ServicesKey, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
            return null;
        var name = path.AsSpan(start + ServicesKey.Length);
        var end = name.IndexOf('\\');
        return (end < 0 ? name : name[..end]).ToString();
    }
}
