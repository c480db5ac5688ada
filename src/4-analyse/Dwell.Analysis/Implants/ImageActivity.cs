using Dwell.Analysis.Facts;
using Dwell.Model.Facts;
using Dwell.Model.Time;

namespace Dwell.Analysis.Implants;

/// <summary>
/// What programs did on their hosts: who wrote their file, when each was run or loaded, and which addresses outside it talked to. Only for programs
/// that were asked for, so that memory follows the installations, not the evidence.
/// </summary>
public sealed class ImageActivity
{
    private const int MaximumRunsPerImage = 10_000;
    private readonly Dictionary<HostImage, List<Fact>> _runs = [];
    private readonly Dictionary<HostImage, List<Fact>> _connections = [];
    private readonly Dictionary<HostImage, List<Fact>> _writes = [];
    private readonly HashSet<HostImage> _wanted;

    private ImageActivity(HashSet<HostImage> wanted) => _wanted = wanted;

    /// <summary>Gathers what concerns <paramref name="wanted"/>; each list by time.</summary>
    public static ImageActivity Gather(
        HashSet<HostImage> wanted,
        IEnumerable<Fact> processStarts,
        IEnumerable<Fact> moduleLoads,
        IEnumerable<Fact> connections,
        IEnumerable<Fact> fileChanges)
    {
        var activity = new ImageActivity(wanted);
        foreach (var fact in processStarts)
            activity.Add(activity._runs, fact, fact[FactColumn.Process]);
        foreach (var fact in moduleLoads)
            activity.Add(activity._runs, fact, fact[FactColumn.File]);
        foreach (var fact in connections)
            activity.Add(activity._connections, fact, fact[FactColumn.Process]);
        foreach (var fact in fileChanges)
            activity.Add(activity._writes, fact, fact[FactColumn.Outcome] == "created" ? fact[FactColumn.File] : null);
        return activity;
    }

    /// <summary>The records of the program's file being written, by time: what wrote it led to whatever it did.</summary>
    public IEnumerable<Fact> WritesOf(HostImage image) => At(_writes, image, null);

    /// <summary>Runs and loads of a program at or after <paramref name="since"/>, by time.</summary>
    public IEnumerable<Fact> RunsOf(HostImage image, UtcInstant? since) => At(_runs, image, since);

    /// <summary>Connections of a program to addresses outside at or after <paramref name="since"/>, by time.</summary>
    public IEnumerable<Fact> OutsideConnectionsOf(HostImage image, UtcInstant? since) =>
        At(_connections, image, since).Where(fact =>
            NetworkAddress.TryParse(fact[FactColumn.DestinationAddress], out var address) && NetworkAddress.IsExternal(address));

    private static IEnumerable<Fact> At(Dictionary<HostImage, List<Fact>> by, HostImage image, UtcInstant? since) =>
        !by.TryGetValue(image, out var facts) ? []
        : since is not { } start ? facts
        : facts.Where(fact => fact.Time is { } time && time >= start);

    private void Add(Dictionary<HostImage, List<Fact>> by, Fact fact, string? path)
    {
        if (path is null)
            return;
        var image = new HostImage(fact.Host, ImagePath.Normalise(path));
        if (!_wanted.Contains(image))
            return;
        if (!by.TryGetValue(image, out var list))
            by[image] = list = [];
        if (list.Count < MaximumRunsPerImage)
            list.Add(fact);
    }
}
