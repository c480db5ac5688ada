using System.Text;
using Dwell.Simulator.Evtx;

namespace Dwell.Simulator.Lab;

/// <summary>
/// Makes <c>samples/lab</c>: logs of four hosts of an invented organisation with one intruder, the context file,
/// and the truth
/// beside the evidence. Every file bears the simulator's mark as its first record. The same bytes on every machine.
/// </summary>
public static class LabSample
{
    /// <summary>The provider of the record that marks simulated evidence.</summary>
    public const string MarkProvider = "Dwell-Simulator";

    /// <summary>The value of its field <c>Mark</c>.</summary>
    public const string Mark = "simulated-by-dwell/1";

    private const string Scenario = "lab";

    /// <summary>All files, by path with <c>/</c> below the folder of the sample, in ordinal order.</summary>
    public static IReadOnlyDictionary<string, byte[]> Files()
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["truth.md"] = Encoding.UTF8.GetBytes(LabTruth.Markdown),
            ["truth.json"] = Encoding.UTF8.GetBytes(LabTruth.Json),
            ["evidence/evidence.yml"] = Encoding.UTF8.GetBytes(LabTruth.Context),
        };
        ulong firstId = 4_100;
        foreach (var host in new LabScenario().Hosts)
        {
            foreach (var (file, events) in host.Files(firstId, MarkOf))
                files[$"evidence/{host.Name}/{file}"] = EvtxWriter.ToBytes(events);
            firstId += 13_700;
        }

        return files;
    }

    /// <summary>Writes all files below a folder, which is made when it is not there.</summary>
    public static void Write(string folder)
    {
        foreach (var (name, bytes) in Files())
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }
    }

    private static WindowsEvent MarkOf(LabProvider provider) => new()
    {
        Provider = MarkProvider,
        EventId = 1,
        TimeUtc = default,
        RecordId = 0,
        Channel = provider.Channel,
        Computer = "",
        Data = [("Mark", Mark), ("Scenario", Scenario)],
    };
}
