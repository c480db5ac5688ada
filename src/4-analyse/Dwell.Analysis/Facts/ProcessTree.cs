using Dwell.Model.Facts;

namespace Dwell.Analysis.Facts;

/// <summary>
/// Which process started which, on each host: by process GUID (Sysmon), else by process id and time (Security 4688; a parent is
/// the last start of its id before the child). Roots that start everything (service manager, shell, logon) end a line: what
/// they have in common ties nothing together.
/// </summary>
public sealed class ProcessTree
{
    // A chain longer than this is a loop of reused ids or an attack on us.
    private const int MaximumAncestors = 16;

    private static readonly string[] Roots =
    [
        "services.exe", "svchost.exe", "explorer.exe", "wininit.exe", "winlogon.exe", "userinit.exe", "lsass.exe", "smss.exe", "csrss.exe",
        "taskeng.exe", "taskhostw.exe", "runtimebroker.exe", "system", "sihost.exe",
    ];

    private readonly Dictionary<string, Node> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Host, string Id), List<(long Ticks, string Key)>> _startsById = [];

    /// <summary>Takes process starts in the order of time.</summary>
    public ProcessTree(IEnumerable<Fact> processStarts)
    {
        foreach (var start in processStarts)
        {
            if (KeyOfStart(start) is not { } key)
                continue;
            _byKey.TryAdd(key, new Node(ParentKeyOf(start), NameOf(start[FactColumn.Process]), NameOf(start[FactColumn.ParentProcess])));
            if (start[FactColumn.ProcessId] is { } id && start.Time is { } time)
            {
                if (!_startsById.TryGetValue((start.Host, id), out var starts))
                    _startsById[(start.Host, id)] = starts = [];
                starts.Add((time.Ticks, key));
            }
        }
    }

    /// <summary>The process that a fact is about; null when the fact names none, or a root.</summary>
    public string? ProcessOf(Fact fact)
    {
        if (IsRoot(NameOf(fact[FactColumn.Process])))
            return null;
        return fact.Kind == FactKind.ProcessStart ? KeyOfStart(fact)
            : fact[FactColumn.ProcessGuid] is { Length: > 8 } guid ? GuidKey(fact.Host, guid)
            : fact[FactColumn.ProcessId] is { } id && fact.Time is { } time ? LastStart(fact.Host, id, time.Ticks) : null;
    }

    /// <summary>What started the process of a fact, nearest first, up to the first root.</summary>
    public IEnumerable<string> AncestorsOf(Fact fact)
    {
        var key = fact.Kind == FactKind.ProcessStart ? KeyOfStart(fact) : ProcessOf(fact);
        for (var depth = 0; key is not null && depth < MaximumAncestors; depth++)
        {
            if (!_byKey.TryGetValue(key, out var node) || node.Parent is null || IsRoot(node.ParentName))
                yield break;
            yield return node.Parent;
            key = node.Parent;
        }
    }

    private string? ParentKeyOf(Fact start) =>
        start[FactColumn.ParentProcessGuid] is { Length: > 8 } guid ? GuidKey(start.Host, guid)
        : start[FactColumn.ParentProcessId] is { } id && start.Time is { } time ? LastStart(start.Host, id, time.Ticks) : null;

    private string? LastStart(string host, string id, long ticks)
    {
        if (!_startsById.TryGetValue((host, id), out var starts))
            return null;

        // Starts come in the order of time; an id that comes again very often must not make this slow.
        int first = 0, end = starts.Count;
        while (first < end)
        {
            var middle = (first + end) / 2;
            if (starts[middle].Ticks <= ticks)
                first = middle + 1;
            else
                end = middle;
        }

        return first == 0 ? null : starts[first - 1].Key;
    }

    private static string? KeyOfStart(Fact start) =>
        start[FactColumn.ProcessGuid] is { Length: > 8 } guid ? GuidKey(start.Host, guid)
        : start[FactColumn.ProcessId] is { } id && start.Time is { } time ? $"{start.Host.ToUpperInvariant()}/{id}@{time.Ticks}" : null;

    private static string GuidKey(string host, string guid) => $"{host.ToUpperInvariant()}/{guid.ToUpperInvariant()}";

    private static string NameOf(string? image) => ImagePath.NameOf(ImagePath.Normalise(image ?? ""));

    private static bool IsRoot(string name) => Array.IndexOf(Roots, name) >= 0;

    private sealed record Node(string? Parent, string Name, string ParentName);
}
